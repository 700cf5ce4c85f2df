import { Bye24Error } from '../base/error.ts';
import { exit } from './exit.ts';

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
