/** As many as an export has files on their way to the disk. */
const THREADS = 16;

/**
 * Lets so many files wait for the disk at once; Node's four threads would make one small file wait for another's sync. To be
 * called once, by whoever starts the process, before anything is read or written. Who set a number of their own keeps it.
 */
export function waitForDiskSideBySide(): void {
  process.env['UV_THREADPOOL_SIZE'] ??= String(THREADS);
}
