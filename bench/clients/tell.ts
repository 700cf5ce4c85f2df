/** What a client says of itself when it is done. */
export interface ClientReport {
  readonly rows: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMemoryBytes: number;
}

const startedMs = performance.now();

/** Prints the report as one line of JSON; time counts from the moment when this module was loaded. */
export function tell(rows: number): void {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const report: ClientReport = {
    rows,
    seconds: (performance.now() - startedMs) / 1000,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakMemoryBytes: maxRSS * 1024,
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exit(0);
}
