import { existsSync, readFileSync } from 'node:fs';

/** What a client says of itself when it is done. */
export interface ClientReport {
  readonly rows: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMemoryBytes: number;
  /** What else there is to say. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/**
 * The most memory that this process ever had. Linux begins `maxRSS` with what the parent had when it started this one, so
 * the program's own peak is read where the kernel keeps it.
 */
function peakMemoryBytes(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const ownKb = /^VmHWM:\s*(\d+) kB$/mu.exec(status)?.[1];
  return (ownKb === undefined ? process.resourceUsage().maxRSS : Number(ownKb)) * 1024;
}

const startedMs = performance.now();
const startedCpu = process.cpuUsage();

/** Prints the report as one line of JSON; time counts from the moment when this module was loaded, after all others. */
export function tell(rows: number, more?: Readonly<Record<string, unknown>>): never {
  const { user, system } = process.cpuUsage(startedCpu);
  const report: ClientReport = {
    rows,
    seconds: (performance.now() - startedMs) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMemoryBytes: peakMemoryBytes(),
    ...(more === undefined ? {} : { more }),
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exit(0);
}

/** For a client that would take minutes: it says what it has after so many milliseconds of the environment. */
export function tellInTime(rows: () => number): void {
  const ms = Number(process.env['BENCH_STOP_MS'] ?? 0);
  if (ms > 0) setTimeout(() => tell(rows(), { isStopped: true }), ms).unref();
}
