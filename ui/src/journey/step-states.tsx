import type { ApplyResult } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Notice } from '../parts/notice.tsx';

type States = ApplyResult['states'];

const good: ReadonlySet<string> = new Set([
  'absent',
  'inBin',
  'inactive',
  'handed',
  'scrubbed',
  'binOff',
  'alreadyGone',
  'unreachable',
]);

/** Good as it is, not looked at yet, or something to look at. */
function signOf(state: keyof States): string {
  if (good.has(state)) return '✓ ';
  return state === 'acknowledged' ? '◷ ' : '! ';
}

/** How the steps of a plan ended: a tile for each end, and what is open. */
export function StepStates({ states }: { readonly states: States }) {
  const { ui, format } = useTexts();
  const some = Object.entries(states).filter(([, count]) => count > 0) as [keyof States, number][];
  const open = some
    .filter(([state]) => !good.has(state) && state !== 'acknowledged')
    .reduce((sum, [, count]) => sum + count, 0);
  return (
    <>
      <ul className="tiles">
        {some.map(([state, count]) => (
          <li key={state} className="tile">
            <span>
              <span aria-hidden="true">{signOf(state)}</span>
              {ui.apply.states[state]}
            </span>
            <strong className="tile-number">{format.number(count)}</strong>
          </li>
        ))}
      </ul>
      {open === 0 ? null : <Notice look="warning" title={ui.apply.open(open)} />}
    </>
  );
}
