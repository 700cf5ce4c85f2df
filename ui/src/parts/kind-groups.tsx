import type { ReactNode } from 'react';

import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';

interface KindGroupsProps<One> {
  /** Tells these groups from others on the page. */
  readonly id: string;
  readonly list: readonly One[];
  readonly children: (one: One) => ReactNode;
}

/** Tiles of kinds under the headings of their groups, in the order in which people look for them. */
export function KindGroups<One extends { readonly kind: string }>({ id, list, children }: KindGroupsProps<One>) {
  const { ui } = useTexts();
  const kinds = useKinds();
  return (
    <div className="stack">
      {[...Map.groupBy(list, ({ kind }) => kinds.find(kind)?.group ?? 'other')].map(([group, some]) => (
        <section key={group} className="stack-tight" aria-labelledby={`${id}-${group}`}>
          <h3 id={`${id}-${group}`} className="soft small">
            {ui.groups[group]}
          </h3>
          <ul className="tiles">
            {some.map((one) => (
              <li key={one.kind}>{children(one)}</li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
