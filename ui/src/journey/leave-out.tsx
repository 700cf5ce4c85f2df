import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import type { InventoryResult } from '../api/types.ts';
import { type Kinds, useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';
import { KindGroups } from '../parts/kind-groups.tsx';

/** What an export is not to take. */
export interface Left {
  /** As it was ticked. */
  readonly kinds: readonly string[];
  readonly files: boolean;
}

const nothing: Left = { kinds: [], files: false };

function placeOf(portal: string): string {
  return `bye24.leave.${portal}`;
}

function stored(portal: string): Left {
  try {
    const value = JSON.parse(localStorage.getItem(placeOf(portal)) ?? 'null') as Partial<Left> | null;
    const kinds = Array.isArray(value?.kinds) ? value.kinds.filter((kind) => typeof kind === 'string') : [];
    return { kinds, files: value?.files === true };
  } catch {
    return nothing;
  }
}

/** What was chosen for a portal, kept in this browser, so that an export that was paused goes on as it began. */
export function useLeft(portal: string): readonly [Left, (left: Left) => void] {
  const [chosen, setChosen] = useState<{ readonly portal: string; readonly left: Left }>();
  const left = chosen?.portal === portal ? chosen.left : stored(portal);
  return [
    left,
    (next) => {
      setChosen({ portal, left: next });
      localStorage.setItem(placeOf(portal), JSON.stringify(next));
    },
  ];
}

/** What can't be taken without what was ticked, beside it: an export that left out only the one would be refused. */
function alsoOut(ticked: readonly string[], kinds: Kinds): readonly string[] {
  const out = new Set(ticked);
  return kinds.all
    .filter(({ id, needs = [] }) => !out.has(id) && needs.some((needed) => out.has(needed)))
    .map(({ id }) => id);
}

/** The parameters of an export that leaves these out. */
export function leftInput({ kinds: ticked, files }: Left, kinds: Kinds): Readonly<Record<string, unknown>> {
  const without = [...ticked, ...alsoOut(ticked, kinds)];
  return { ...(without.length === 0 ? {} : { without }), ...(files ? { withoutFiles: true } : {}) };
}

interface LeaveOutProps {
  /** undefined where none was taken. */
  readonly inventory: InventoryResult | undefined;
  readonly left: Left;
  readonly onChange: (left: Left) => void;
}

function Consequences({ ticked }: { readonly ticked: readonly string[] }) {
  const { ui, format } = useTexts();
  const kinds = useKinds();
  const also = alsoOut(ticked, kinds);
  return (
    <p role="status" className={ticked.length === 0 ? 'visually-hidden' : undefined}>
      {ticked.length === 0 ? '' : <strong>{ui.export.left(ticked.length + also.length)}</strong>}{' '}
      {also.length === 0 ? '' : ui.export.leftToo(format.list(also.map((kind) => kinds.many(kind))))}
    </p>
  );
}

/** Kinds to leave out, the dearest first and with what each costs, and what that means. */
export function LeaveOut({ inventory, left, onChange }: LeaveOutProps) {
  const { ui, views, format } = useTexts();
  const kinds = useKinds();
  const here = (inventory?.kinds ?? []).filter(({ state }) => state === 'here');
  const present = new Set(here.map(({ kind }) => kind));
  const ticked = left.kinds.filter((kind) => present.has(kind));
  const toggle = (kind: string): void => {
    const next = ticked.includes(kind) ? ticked.filter((one) => one !== kind) : [...ticked, kind];
    onChange({ ...left, kinds: next });
  };
  const costs = inventory?.costs ?? [];
  const dear = new Set(costs.map(({ kind }) => kind));
  const others = here.filter(({ kind }) => !dear.has(kind));
  return (
    <section className="card" aria-labelledby="leave-title">
      <h2 id="leave-title">{ui.export.leave}</h2>
      <p className="soft">{ui.export.leaveMore}</p>
      {inventory === undefined ? (
        <p className="soft">
          {ui.export.leaveUncounted} <Link to="/inventory">{ui.pages.inventory}</Link>
        </p>
      ) : (
        <>
          {costs.length === 0 ? <p className="soft">{ui.export.leaveQuick}</p> : null}
          <ul className="stack-tight" aria-labelledby="leave-title">
            {costs.map(({ kind, requests, ms }) => (
              <li key={kind}>
                <label className="choice">
                  <input type="checkbox" checked={ticked.includes(kind)} onChange={() => toggle(kind)} />
                  <span>{views.inventory.cost(kinds.many(kind), requests.from, requests.to, ms.from, ms.to)}</span>
                </label>
              </li>
            ))}
            <li>
              <label className="choice">
                <input
                  type="checkbox"
                  checked={left.files}
                  onChange={({ target }) => onChange({ ...left, files: target.checked })}
                />
                <span>{ui.export.leaveFiles}</span>
              </label>
            </li>
          </ul>
          <Consequences ticked={ticked} />
          <details>
            <summary>{ui.export.leaveOthers}</summary>
            <KindGroups id="leave" list={others}>
              {({ kind, total }) => (
                <label className="tile tile-choice">
                  <span className="row">
                    <input type="checkbox" checked={ticked.includes(kind)} onChange={() => toggle(kind)} />
                    {kinds.many(kind)}
                  </span>
                  {total === undefined ? null : <strong className="tile-number">{format.number(total)}</strong>}
                </label>
              )}
            </KindGroups>
          </details>
        </>
      )}
    </section>
  );
}
