import { hash } from 'node:crypto';

import { canonical } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import type { Archive } from '../../archive/archive.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import { whyItStays } from '../../kinds/stays.ts';
import type { MoveMap } from './map.ts';
import { creationOrder } from './order.ts';
import type { PersonThere } from './people.ts';

export interface PlannedKind {
  readonly kind: KindId;
  readonly total: number;
  /** Over there already, by the map of this move. */
  readonly done: number;
  /** Such records are looked for and never made. */
  readonly onlyFound: boolean;
  readonly loses?: Text;
}

export interface MovePlan {
  readonly from: string;
  readonly to: string;
  readonly kinds: readonly PlannedKind[];
  /** Kinds that no method makes, or none of ours: they stay in the archive. */
  readonly notCarried: readonly { readonly kind: KindId; readonly count: number; readonly why: Text }[];
  readonly people: readonly PersonThere[];
  /** Who stands for those who were not found. */
  readonly fallback: string;
  /** What the guard names: it changes with the archive, the portals and the people. */
  readonly sha256: string;
}

/** What a move would do. Reads nothing but what it is handed. */
export function planMove(
  archive: Archive,
  kinds: readonly Kind[],
  facts: Pick<MovePlan, 'to' | 'people' | 'fallback'>,
  map?: MoveMap,
): MovePlan {
  const able = creationOrder(kinds);
  const held = new Set(archive.kinds());
  const planned = able
    .filter(({ id }) => held.has(id))
    .map(({ id, creation }): PlannedKind => {
      const counts = map?.count(id) ?? { made: 0, found: 0 };
      return {
        kind: id,
        total: archive.size(id),
        done: Math.min(archive.size(id), counts.made + counts.found),
        onlyFound: creation?.call === undefined && creation?.together === undefined,
        ...(creation?.loses === undefined ? {} : { loses: creation.loses }),
      };
    });
  const names = new Set(able.map(({ id }) => id));
  const notCarried = kinds
    .filter(({ id }) => held.has(id) && !names.has(id))
    .map(({ id }) => ({
      kind: id,
      count: archive.size(id),
      why: whyItStays(id),
    }));
  const from = archive.portal;
  const { to, people, fallback } = facts;
  const counts = planned.map(({ kind, total }) => [kind, total] as const);
  const meant = { from, to, fallback, counts, people: people.map(({ id, there }) => [id, there] as const) };
  return { from, to, kinds: planned, notCarried, people, fallback, sha256: hash('sha256', canonical(meant)) };
}
