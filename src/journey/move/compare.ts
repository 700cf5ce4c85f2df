import { isList, isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { Archive } from '../../archive/archive.ts';
import { isUnable } from '../../kinds/creation.ts';
import type { Kind, KindId, RecordLike } from '../../kinds/kind.ts';
import { lookRows } from '../export/look-rows.ts';
import type { MoveOptions } from './move.ts';
import type { MoveMap } from './map.ts';
import { creationOrder } from './order.ts';
import { Elsewhere } from './there.ts';

/** A field of a record that reads otherwise over there than it should; `absent` when the whole record is not there. */
export interface Difference {
  readonly kind: KindId;
  readonly id: string;
  readonly thereId: string;
  readonly field: string | undefined;
}

export interface KindCompared {
  readonly kind: KindId;
  /** Read back and equal in every field that was sent. */
  readonly equal: number;
  readonly differ: number;
  readonly absent: number;
  /** The portal would not show them. */
  readonly unreadable: number;
  readonly differences: readonly Difference[];
}

const MOST_DIFFERENCES = 200;
const LOOKED_AT_ONCE = 500;

function plain(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') {
    const text = value.replaceAll('\r\n', '\n');
    if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/u.test(text)) return String(Date.parse(text));
    return text === 'true' ? 'Y' : text === 'false' ? 'N' : text;
  }
  if (typeof value === 'boolean') return value ? 'Y' : 'N';
  return textOf(value);
}

/** Whether a value that was sent is what stands there: a list in any order, an object by the members that were sent. */
function agrees(sent: Json, there: Json | undefined): boolean {
  if (isList(sent)) {
    const list = isList(there) ? [...there] : isObject(there) ? Object.values(there) : [];
    return sent.every((each) => {
      const at = list.findIndex((other) => agrees(each, isObject(other) && !isObject(each) ? other['title'] : other));
      if (at === -1) return false;
      list.splice(at, 1);
      return true;
    });
  }
  if (isObject(sent)) {
    return isObject(there) && Object.entries(sent).every(([name, value]) => agrees(value, there[name]));
  }
  return plain(sent) === plain(there);
}

type CompareOptions = Pick<MoveOptions, 'portal' | 'archive' | 'kinds' | 'map' | 'fallback' | 'signal' | 'tell'>;

/** Reads every record that was made back from the portal and holds it against what the archive says it should be. */
export async function* compareMoved(options: CompareOptions): AsyncGenerator<KindCompared, void, void> {
  for (const kind of creationOrder(options.kinds)) {
    if (kind.creation?.call === undefined && kind.creation?.together === undefined) continue;
    if (options.map.count(kind.id).made + options.map.count(kind.id).found > 0) yield await compareKind(kind, options);
  }
}

async function compareKind(kind: Kind, options: CompareOptions): Promise<KindCompared> {
  const { archive, map, portal, fallback, signal, tell } = options;
  const there = new Elsewhere(archive, map, fallback);
  const counts = { equal: 0, differ: 0, absent: 0, unreadable: 0 };
  const differences: Difference[] = [];
  const total = archive.size(kind.id);
  let done = 0;
  for (const some of pieces(kind, archive, map, there)) {
    const { rows, unknown } = await lookRows(
      portal,
      kind,
      some.map(({ live }) => live),
      signal,
    );
    for (const { id, live, wanted } of some) {
      const row = rows.get(live.id);
      const said = row === undefined ? {} : (kind.creation?.reads?.(row) ?? row);
      const fields =
        row === undefined ? [] : Object.keys(wanted).filter((name) => !agrees(wanted[name] ?? null, said[name]));
      const { attaches } = kind.creation ?? {};
      if (row !== undefined && attaches !== undefined) {
        const sent = there.for(kind.id).attached({ id, row: {} }, attaches.slot).length;
        if (attaches.shown(row) < sent) fields.push(attaches.slot);
      }
      if (row === undefined) counts[unknown.has(live.id) ? 'unreadable' : 'absent'] += 1;
      else counts[fields.length === 0 ? 'equal' : 'differ'] += 1;
      const named = row === undefined && !unknown.has(live.id) ? [undefined] : fields;
      for (const field of named) {
        if (differences.length < MOST_DIFFERENCES) differences.push({ kind: kind.id, id, thereId: live.id, field });
      }
    }
    done += some.length;
    tell?.(kind.id, done, total);
  }
  tell?.(kind.id, total, total);
  return { kind: kind.id, ...counts, differences };
}

interface Pair {
  readonly id: string;
  /** As the portal knows it: what a look asks with. */
  readonly live: RecordLike;
  readonly wanted: JsonObject;
}

function* pieces(kind: Kind, archive: Archive, map: MoveMap, there: Elsewhere): Generator<readonly Pair[], void, void> {
  let some: Pair[] = [];
  for (const { key, row, parent } of archive.records(kind.id)) {
    const thereId = map.id(key);
    if (thereId === undefined) continue;
    const wanted = kind.creation?.row({ id: key.id, row, ...(parent && { parent }) }, there.for(kind.id));
    if (wanted === undefined || isUnable(wanted)) continue;
    const parentId = parent === undefined ? undefined : map.id(parent);
    const live: RecordLike = {
      id: thereId,
      row: { ...row, ...wanted, ...kind.creation?.standsAs?.(thereId) },
      ...(parent === undefined || parentId === undefined ? {} : { parent: { kind: parent.kind, id: parentId } }),
    };
    some.push({ id: key.id, live, wanted });
    if (some.length === LOOKED_AT_ONCE) {
      yield some;
      some = [];
    }
  }
  if (some.length > 0) yield some;
}
