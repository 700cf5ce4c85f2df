import { at, isList, isObject, type Json, type JsonObject } from '../../base/json.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { ListRequest, Outcome, Portal } from '../../bitrix24/port.ts';
import { type Kind, keyOf, type RecordLike } from '../../kinds/kind.ts';
import { rowOfGet, saysAbsent } from '../../kinds/look.ts';

/** What a proof's own read says of a record. */
export type Sight =
  | { readonly is: 'absent' }
  | { readonly is: 'there'; readonly row: JsonObject }
  | { readonly is: 'unreadable'; readonly code: string };

/** Ids in one list call: as many as a page has rows. */
const IDS_A_CALL = 50;

/**
 * Reads records of one kind again. Written apart from what apply looks with, so that a mistake there can't agree with
 * itself here. Only a clear answer counts: anything else is `unreadable`, never "absent".
 */
export async function lookAgain(
  portal: Portal,
  kind: Kind,
  records: readonly RecordLike[],
): Promise<ReadonlyMap<string, Sight>> {
  const { look } = kind;
  if (look === undefined) return new Map(records.map(({ id }) => [id, { is: 'unreadable', code: 'NO_LOOK' }]));
  switch (look.by) {
    case 'ids':
      return byIds(portal, kind, records, look.request);
    case 'get': {
      const outcomes = await portal.batch(records.map(look.call));
      return new Map(records.map((record, index) => [record.id, fromGet(kind, look, record, outcomes[index])]));
    }
    case 'siblings': {
      const sights = new Map<string, Sight>();
      for (const record of records) {
        const sight = await amongSiblings(portal, kind, record, look.request(record));
        sights.set(record.id, sight ?? { is: 'absent' });
      }
      return sights;
    }
  }
}

async function byIds(
  portal: Portal,
  kind: Kind,
  records: readonly RecordLike[],
  request: (ids: readonly string[]) => ListRequest,
): Promise<ReadonlyMap<string, Sight>> {
  const groups: string[][] = [];
  for (let from = 0; from < records.length; from += IDS_A_CALL) {
    groups.push(records.slice(from, from + IDS_A_CALL).map(({ id }) => id));
  }
  const lists = groups.map(request);
  const outcomes = await portal.batch(
    lists.map(({ method, params, api }) => ({
      method,
      ...(params === undefined ? {} : { params }),
      ...(api === undefined ? {} : { api }),
    })),
  );
  const sights = new Map<string, Sight>();
  groups.forEach((ids, index) => {
    const rows = rowsOf(outcomes[index], lists[index]?.rows ?? []);
    const found = new Map((typeof rows === 'string' ? [] : rows).map((row) => [keyOf(kind, row), row]));
    const strange = [...found.keys()].some((id) => !ids.includes(id));
    for (const id of ids) {
      const row = found.get(id);
      if (typeof rows === 'string') sights.set(id, { is: 'unreadable', code: rows });
      else if (strange) sights.set(id, { is: 'unreadable', code: 'FILTER_IGNORED' });
      else sights.set(id, row === undefined ? { is: 'absent' } : { is: 'there', row });
    }
  });
  return sights;
}

/** The rows of an answer, or the code of why there are none to be had. */
function rowsOf(outcome: Outcome | undefined, path: readonly string[]): readonly JsonObject[] | string {
  if (outcome === undefined || outcome.is === 'notExecuted') return 'UNANSWERED';
  if (outcome.is !== 'answered') return outcome.error.portalCode || outcome.error.code;
  const list: Json | undefined = at(outcome.answer.result, path);
  if (isList(list)) return list.filter(isObject);
  return isObject(list) ? Object.values(list).filter(isObject) : 'NO_LIST';
}

type GetLook = Extract<Kind['look'], { by: 'get' }>;

function fromGet(kind: Kind, look: GetLook, { id, parent }: RecordLike, outcome: Outcome | undefined): Sight {
  if (outcome === undefined || outcome.is === 'notExecuted') return { is: 'unreadable', code: 'UNANSWERED' };
  if (outcome.is === 'refused' && saysAbsent(look, outcome.error)) return { is: 'absent' };
  if (outcome.is !== 'answered') {
    return { is: 'unreadable', code: outcome.error.portalCode || outcome.error.code };
  }
  const row = rowOfGet(look, outcome.answer.result);
  if (row === undefined) return { is: 'absent' };
  return keyOf(kind, row, parent) === id ? { is: 'there', row } : { is: 'unreadable', code: 'OTHER_RECORD' };
}

async function amongSiblings(
  portal: Portal,
  kind: Kind,
  record: RecordLike,
  request: ListRequest,
): Promise<Sight | undefined> {
  try {
    for await (const { rows } of portal.list(request)) {
      const row = rows.find((each) => keyOf(kind, each, record.parent) === record.id);
      if (row !== undefined) return await whole(portal, kind, record.id, row);
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    if (kind.look !== undefined && saysAbsent(kind.look, error)) return undefined;
    return { is: 'unreadable', code: error.portalCode || error.code };
  }
}

/** A list may show a record only in part (one time of a series): then the record itself is read. */
async function whole(portal: Portal, { parts }: Kind, id: string, row: JsonObject): Promise<Sight> {
  if (parts?.isPart(row) !== true) return { is: 'there', row };
  const answer = at((await portal.call(parts.whole(id))).result, parts.at);
  return isObject(answer) ? { is: 'there', row: answer } : { is: 'unreadable', code: 'ONLY_IN_PART' };
}
