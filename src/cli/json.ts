import type { Clock } from '../base/clock.ts';
import type { Watch } from '../commands/progress.ts';
import type { Terminal } from './terminal.ts';

const everyMs = 200;

/** One object a line on stdout. Progress of a kind comes at most five times a second, its end always. */
export function jsonOutput(
  stdout: Terminal,
  clock: Clock,
): { readonly progress: Watch; readonly object: (value: object) => void } {
  const saidAtMs = new Map<string, number>();
  const object = (value: object): void => stdout.write(`${JSON.stringify(value)}\n`);
  return {
    object,
    progress(event) {
      if (event.type === 'kind' && event.state === 'running') {
        const name = `${event.stage} ${event.kind}`;
        const now = clock.now();
        if (now - (saidAtMs.get(name) ?? -everyMs) < everyMs) return;
        saidAtMs.set(name, now);
      }
      object(event);
    },
  };
}
