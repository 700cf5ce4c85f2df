import type { Text } from '../base/text.ts';
import { withDependencies } from '../journey/export/order.ts';
import { archivedKinds, kinds } from '../kinds/index.ts';
import type { Column, Deletion, Group } from '../kinds/kind.ts';

/** What a view needs to know of a kind: no functions, so that it can be sent to a browser. */
export interface KindFacts {
  readonly id: string;
  readonly group: Group;
  readonly title: { readonly one: Text; readonly many: Text };
  readonly columns: readonly Column[];
  readonly goes: Deletion['how'];
  /** Why it goes by hand, or never; what to click. */
  readonly byHand?: { readonly steps: Text; readonly why: Text };
  readonly never?: Text;
  readonly limits?: Text;
  /** Kinds without which an export can't take it; undefined for what no export through a connection takes. */
  readonly needs?: readonly string[];
}

const exported: ReadonlySet<string> = new Set(kinds.map(({ id }) => id));

/** All kinds, in the order in which people look for them. */
export function kindFacts(): readonly KindFacts[] {
  return archivedKinds.map(({ id, group, title, columns, deletion, limits }) => ({
    id,
    group,
    title,
    columns,
    goes: deletion.how,
    ...(deletion.how === 'byHand' ? { byHand: { steps: deletion.byHand.steps, why: deletion.byHand.why } } : {}),
    ...(deletion.how === 'never' ? { never: deletion.why } : {}),
    ...(limits === undefined ? {} : { limits }),
    ...(exported.has(id) ? { needs: withDependencies(kinds, [id]).map((one) => one.id) } : {}),
  }));
}
