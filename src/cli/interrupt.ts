import { Bye24Error } from '../base/error.ts';
import { exit } from './exit.ts';
import type { ProgressView } from './progress/human.ts';

/** A second signal this soon is the same Ctrl-C, passed on by npm or by the launcher. */
const sameKeyMs = 400;

export interface Interrupts {
  readonly signal: AbortSignal;
  /** Stops listening. */
  release(): void;
}

/**
 * Ctrl-C: the first asks to finish what is in flight, the second stops at once. Both leave a state that the same
 * command can go on from. SIGTERM and SIGHUP count as a first one.
 */
export function listenForInterrupts(onFirst: () => void, onSecond: () => void): Interrupts {
  const controller = new AbortController();
  let firstAtMs: number | undefined;
  const hear = (): void => {
    if (firstAtMs === undefined) {
      firstAtMs = performance.now();
      onFirst();
      controller.abort(new Bye24Error('CANCELLED'));
    } else if (performance.now() - firstAtMs > sameKeyMs) {
      onSecond();
      process.exit(exit.cancelled);
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, hear);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of signals) process.removeListener(signal, hear);
    },
  };
}

/** SIGUSR1, and Ctrl-T where there is one: says in a line where the work stands, whatever else is shown or not. */
export function answerWhereItStands({ state, say }: Pick<ProgressView, 'state' | 'say'>): () => void {
  const tell = (): void => {
    const line = state();
    if (line !== undefined) say(line);
  };
  const signals = process.platform === 'darwin' ? (['SIGUSR1', 'SIGINFO'] as const) : (['SIGUSR1'] as const);
  for (const signal of signals) process.on(signal, tell);
  return () => {
    for (const signal of signals) process.removeListener(signal, tell);
  };
}
