import { Link } from '@tanstack/react-router';

import type { NamedReference, RecordAnswer, RecordKey } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';
import { isTalk } from '../views/talk-kinds.ts';

const shownOfKind = 8;

interface ListProps {
  readonly id: string;
  readonly title: string;
  readonly references: readonly NamedReference[];
  readonly end: 'from' | 'to';
}

function List({ id, title, references, end }: ListProps) {
  const { ui } = useTexts();
  const kinds = useKinds();
  if (references.length === 0) return null;
  const once = new Map(references.map((reference) => [`${reference[end].kind} ${reference[end].id}`, reference]));
  const groups = Map.groupBy(once.values(), (reference) => reference[end].kind);
  const label = (key: RecordKey, name: string | undefined): string =>
    name === undefined || name === '' ? `${kinds.one(key.kind)} ${key.id}` : name;
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <dl className="links">
        {[...groups].map(([kind, list]) => (
          <div key={kind}>
            <dt className="soft small">{kinds.many(kind)}</dt>
            {list.slice(0, shownOfKind).map((reference) => {
              const key = reference[end];
              return (
                <dd key={key.id} className="breakable">
                  {reference.name === undefined ? (
                    <>
                      {label(key, undefined)} <span className="soft small">{ui.record.notHere}</span>
                    </>
                  ) : (
                    <Link to="/archive/$kind/$id" params={{ kind: key.kind, id: key.id }}>
                      {label(key, reference.name)}
                    </Link>
                  )}
                </dd>
              );
            })}
            {list.length > shownOfKind ? (
              <dd className="soft small">{ui.board.more(list.length - shownOfKind)}</dd>
            ) : null}
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What a record points to, and what points to it. */
export function References({ answer }: { readonly answer: RecordAnswer }) {
  const { ui } = useTexts();
  const { kind } = answer.record.key;
  const others = answer.referredBy.filter(({ parent, from }) => !(parent && isTalk(from.kind, kind)));
  if (answer.references.length + others.length === 0) return null;
  return (
    <aside className="stack" aria-label={ui.record.pointsTo}>
      <List id="points-to" title={ui.record.pointsTo} references={answer.references} end="to" />
      <List id="pointed-by" title={ui.record.pointedBy} references={others} end="from" />
    </aside>
  );
}
