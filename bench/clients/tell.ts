/** What a client says of itself when it is done. */
export interface ClientReport {
  readonly rows: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMemoryBytes: number;
  /** What else there is to say. */
  readonly more?: Readonly<Record<string, unknown>>;
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
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
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
