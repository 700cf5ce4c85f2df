import { textOf } from '../../base/json.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { Portal } from '../../bitrix24/port.ts';
import { type Kind, type KindId, keyOf } from '../../kinds/kind.ts';
import { eachPage } from '../export/walk-lists.ts';
import { listsOf } from '../export/requests.ts';
import { type Found, lookerFor, type Subject } from './find.ts';

/** What the living portal still shows of a person. */
export interface StillThere {
  readonly found: readonly Found[];
  /** Kinds whose lists were read to their ends. */
  readonly looked: readonly KindId[];
  /** Kinds that could not be read; what lies in them is not known. */
  readonly unread: readonly { readonly kind: KindId; readonly code: string }[];
}

/**
 * Reads the lists of every kind that holds personal data on the portal itself, whatever was planned or archived, and
 * looks for a person in each text of each row. Kinds without a list of their own go with what they hang on; what lies
 * in a bin is in no list.
 */
export async function findLive(
  portal: Portal,
  subject: Subject,
  kinds: readonly Kind[],
  signal?: AbortSignal,
): Promise<StillThere> {
  const look = lookerFor(subject);
  const found: Found[] = [];
  const looked: KindId[] = [];
  const unread: { kind: KindId; code: string }[] = [];
  for (const kind of kinds) {
    const lists = Object.keys(kind.personal).length === 0 ? [] : listsOf(kind);
    if (lists.length === 0) continue;
    try {
      for (const request of lists) {
        await eachPage(portal.list(request, signal === undefined ? {} : { signal }), async ({ rows }) => {
          for (const row of rows) {
            const seen = look(row, kind);
            if (seen === undefined) continue;
            const id = kind.key === request.idField ? keyOf(kind, row) : textOf(row[request.idField]);
            found.push({ key: { kind: kind.id, id }, name: kind.name(row), ...seen });
          }
        });
      }
      looked.push(kind.id);
    } catch (error) {
      if (!(error instanceof PortalError) || error.kind === 'badCredential') throw error;
      unread.push({ kind: kind.id, code: error.portalCode === '' ? error.kind : error.portalCode });
    }
  }
  return { found, looked, unread };
}
