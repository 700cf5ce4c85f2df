import { spawnSync } from 'node:child_process';

/** Runs a program that we did not write; its output. Fails the test when the program does. */
export function peer(
  program: string,
  words: readonly string[],
  options: { input?: string | Uint8Array; cwd?: string } = {},
): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, { ...options, maxBuffer: 1 << 28 });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ended with ${String(status)}: ${stderr.toString()}`);
  return stdout.toString();
}

/** Whether to leave a test out: a program that is missing is a loud skip on a laptop, and a failure in CI. */
export function without(program: string): boolean {
  const missing = spawnSync(program, ['--version']).error !== undefined;
  return missing && process.env['CI'] === undefined;
}
