import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { Answer, Call, Outcome, UploadingPortal } from '../../bitrix24/port.ts';
import type { Archive } from '../../archive/archive.ts';
import type { RecordKey } from '../../archive/types.ts';
import { type Creation, isUnable } from '../../kinds/creation.ts';
import { type Kind, type KindId, keyOf, type RecordLike } from '../../kinds/kind.ts';
import { stopsEverything } from '../export/reasons.ts';
import { alsoMade, idsIn, newIdOf, outcomeOf, type Ready } from './answers.ts';
import { Attachments } from './attach.ts';
import { hasBytes, withBytes } from './files.ts';
import { listsThere, rowsThere } from './look.ts';
import type { MoveMap, Placed } from './map.ts';
import { creationOrder } from './order.ts';
import { type Paired, pairsOf } from './pairs.ts';
import { type NotMade, NotMadeTally } from './tally.ts';
import { Elsewhere, likeOf } from './there.ts';
import { largeIn, uploadLarge } from './upload.ts';

const AT_ONCE = 50;

export interface MoveOptions {
  readonly portal: UploadingPortal;
  readonly archive: Archive;
  readonly kinds: readonly Kind[];
  readonly map: MoveMap;
  /** Who stands there for whom, by ids: goes before e-mails. */
  readonly people: ReadonlyMap<string, string>;
  /** Who stands for everybody else. */
  readonly fallback: string;
  readonly signal?: AbortSignal;
  readonly tell?: (kind: KindId, done: number, total: number) => void;
}

export interface KindMoved {
  readonly kind: KindId;
  readonly total: number;
  /** Made by this move, in this run or before. */
  readonly made: number;
  /** The portal had them. */
  readonly found: number;
  readonly notMade: readonly NotMade[];
  /** Records that are there, each without something that others of the kind do not have. */
  readonly without: readonly NotMade[];
  /** Links to records that are not there. */
  readonly links: readonly { readonly kind: KindId; readonly count: number }[];
}

const refusedText = (error: PortalError): Text => {
  const words = `${error.portalCode} ${textOf(error.detail['description'])}`.trim() || error.code;
  return { ru: `портал отказал: ${words}`, en: `the portal refused: ${words}` };
};
const noParentYet: Text = {
  ru: 'то, под чем лежит запись, не перенесено',
  en: 'what the record lies under was not carried over',
};
const nothingLikeIt: Text = { ru: 'на портале такого нет', en: 'the portal has no such thing' };
const unclear: Text = {
  ru: 'ответа не было, и на портале записи не нашлось: повторите команду',
  en: 'no answer came, and the record was not found there: run the command again',
};

/**
 * Carries an archive into another portal: kind after kind, parents before children. What is there already (by the map, or
 * because the portal comes with it) is not made again. Every attempt is on the disk before its request leaves; an answer
 * that never came is looked for, never repeated blindly.
 */
export class Mover {
  readonly #options: MoveOptions;
  readonly #byId: ReadonlyMap<KindId, Kind>;
  readonly #there: Elsewhere;
  readonly #attachments: Attachments;

  constructor(options: MoveOptions) {
    this.#options = options;
    this.#byId = new Map(options.kinds.map((kind) => [kind.id, kind]));
    this.#attachments = new Attachments(options);
    this.#there = new Elsewhere(options.archive, options.map, options.fallback);
  }

  async *run(): AsyncGenerator<KindMoved, void, void> {
    for (const kind of creationOrder(this.#options.kinds)) {
      const total = this.#options.archive.size(kind.id);
      if (total === 0) continue;
      yield await this.#kind(kind, total);
    }
  }

  async #kind(kind: Kind, total: number): Promise<KindMoved> {
    const { creation } = kind;
    const { map, tell } = this.#options;
    const report = new NotMadeTally();
    const missed = new Map<KindId, number>();
    if (creation !== undefined) {
      tell?.(kind.id, 0, total);
      if (kind.id === 'user') await this.#people();
      await this.#findPending(kind, creation);
      if (creation.match === true) await this.#match(kind, creation);
      if (creation.together !== undefined) await this.#together(kind, creation, report, missed);
      else await this.#each(kind, creation, report, missed, total);
    }
    tell?.(kind.id, total, total);
    const links = [...missed].map(([of, count]) => ({ kind: of, count }));
    return { kind: kind.id, total, ...map.count(kind.id), notMade: report.list, without: this.#without(kind), links };
  }

  /** Told of all that is there, so that a run that went on with another one's work says as much. */
  #without(kind: Kind): readonly NotMade[] {
    const { losesOf } = kind.creation ?? {};
    const tally = new NotMadeTally();
    if (losesOf === undefined) return tally.list;
    for (const record of this.#records(kind)) {
      if (this.#options.map.id({ kind: kind.id, id: record.id }) === undefined) continue;
      for (const why of losesOf(record, this.#there.for(kind.id))) tally.add(why, record.id);
    }
    return tally.list;
  }

  async #people(): Promise<void> {
    const { people, map } = this.#options;
    const placed = [...people].map(([id, thereId]): Placed => ({ key: { kind: 'user', id }, id: thereId }));
    await map.placed(
      'found',
      placed.filter(({ key, id }) => map.id(key) !== id),
    );
  }

  *#records({ id: kind, creation }: Kind): Generator<RecordLike, void, void> {
    const { archive } = this.#options;
    const order = creation?.order;
    const ids: { readonly id: string; readonly place: number }[] = [];
    for (const { key, row, parent, vanishedAtMs } of archive.records(kind)) {
      if (vanishedAtMs !== undefined) continue;
      if (order === undefined) yield { id: key.id, row, ...(parent === undefined ? {} : { parent }) };
      else ids.push({ id: key.id, place: order(row) });
    }
    for (const { id } of ids.sort((one, other) => one.place - other.place)) {
      const record = likeOf(archive, { kind, id });
      if (record !== undefined) yield record;
    }
  }

  /** Walks a kind until nothing more can be made: what lies under a record of its own kind waits for it. */
  async #each(
    kind: Kind,
    creation: Creation,
    report: NotMadeTally,
    missed: Map<KindId, number>,
    total: number,
  ): Promise<void> {
    const { map, archive, signal, tell } = this.#options;
    const given = new Set<string>();
    for (let went = true; went;) {
      went = false;
      let waiting = 0;
      let ready: Ready[] = [];
      const flush = async (): Promise<void> => {
        if (ready.length === 0) return;
        for (const { id } of await this.#send(kind, creation, ready, report)) given.add(id);
        ready = [];
        went = true;
        const { made, found } = map.count(kind.id);
        tell?.(kind.id, Math.min(total, made + found), total);
      };
      for (const record of this.#records(kind)) {
        signal?.throwIfAborted();
        const key = { kind: kind.id, id: record.id };
        if (map.id(key) !== undefined || given.has(record.id)) continue;
        const under = creation.under?.(record.row);
        if (under !== undefined && map.id({ kind: kind.id, id: under }) === undefined) {
          if (archive.record({ kind: kind.id, id: under }) !== undefined) {
            waiting += 1;
            continue;
          }
        }
        const there = this.#there.for(kind.id);
        const row = creation.row(record, there);
        if (isUnable(row)) {
          given.add(record.id);
          report.add(row.unable, record.id);
          continue;
        }
        for (const [of, count] of there.missed) missed.set(of, (missed.get(of) ?? 0) + count);
        await this.#attach(creation, key, missed);
        const call = creation.call?.(row, record, there.for(kind.id));
        // Files that the call would have carried.
        const unsent = there.missed.get('disk-file') ?? 0;
        if (unsent > 0) missed.set('disk-file', (missed.get('disk-file') ?? 0) + unsent);
        if (call === undefined) {
          given.add(record.id);
          report.add(creation.absent ?? nothingLikeIt, record.id);
          continue;
        }
        ready.push({ key, record, row, call });
        if (ready.length === AT_ONCE || creation.alone === true || hasBytes(call.params as Json)) await flush();
      }
      await flush();
      if (!went && waiting > 0) {
        for (const record of this.#records(kind)) {
          const isLeft = map.id({ kind: kind.id, id: record.id }) === undefined && !given.has(record.id);
          if (isLeft) report.add(noParentYet, record.id);
        }
      }
      if (waiting === 0) break;
    }
  }

  async #attach({ attaches }: Creation, key: RecordKey, missed: Map<KindId, number>): Promise<void> {
    const left = attaches === undefined ? 0 : await this.#attachments.lay(key, attaches.slot);
    if (left > 0) missed.set('disk-file', (missed.get('disk-file') ?? 0) + left);
  }

  /** Sends one piece; gives back the records that are not to be tried again in this run. */
  async #send(
    kind: Kind,
    creation: Creation,
    ready: readonly Ready[],
    report: NotMadeTally,
  ): Promise<readonly RecordKey[]> {
    const { map } = this.#options;
    await map.tried(ready.map(({ key }) => key));
    const outcomes = await this.#ask(creation, ready);
    const made: (Placed & { readonly row: JsonObject; readonly also: readonly Placed[] })[] = [];
    const free: RecordKey[] = [];
    const refused: { readonly one: Ready; readonly error: PortalError }[] = [];
    let fatal: PortalError | undefined;
    ready.forEach((one, index) => {
      const outcome: Outcome | undefined = outcomes[index];
      if (outcome?.is === 'answered') {
        const { result } = outcome.answer;
        const id = newIdOf(kind, creation, result, one, map);
        if (id !== '') made.push({ key: one.key, id, row: one.row, also: alsoMade(creation, result, one) });
      } else if (outcome?.is === 'refused') {
        free.push(one.key);
        refused.push({ one, error: outcome.error });
        if (stopsEverything(outcome.error)) fatal = outcome.error;
      } else if (outcome?.is === 'notExecuted') {
        free.push(one.key);
        fatal ??= outcome.error;
      }
    });
    await this.#follow(creation, made);
    await map.placed(
      'made',
      made.flatMap(({ key, id, also }) => [{ key, id }, ...also]),
    );
    await map.free(free);
    if (fatal !== undefined) throw fatal;
    const unknown = ready.filter(({ key }) => map.pending(kind.id).has(key.id));
    await this.#findPending(kind, creation);
    for (const { one, error } of refused) {
      // The name may be taken by the very thing: a folder that every drive comes with.
      if (creation.under === undefined || !(await this.#findOne(kind, creation, one))) {
        report.add(refusedText(error), one.key.id);
      }
    }
    const lost = unknown.filter(({ key }) => map.id(key) === undefined);
    for (const { key } of lost) report.add(unclear, key.id);
    return [...refused.map(({ one }) => one.key), ...lost.map(({ key }) => key)];
  }

  async #ask({ byAddress }: Creation, ready: readonly Ready[]): Promise<readonly Outcome[]> {
    const { portal, archive } = this.#options;
    const [first] = ready;
    const large = byAddress === true && first !== undefined && ready.length === 1 ? largeIn(first.call) : undefined;
    if (first !== undefined && large !== undefined)
      return [await outcomeOf(uploadLarge(this.#options, first.call, large))];
    const calls = ready.map(async ({ call }) => ({
      ...call,
      params: (await withBytes(archive, call.params as Json)) as JsonObject,
    }));
    return portal.batch(await Promise.all(calls));
  }

  async #follow(creation: Creation, made: readonly (Placed & { readonly row: JsonObject })[]): Promise<void> {
    const calls = made.flatMap(({ row, id }) => creation.next?.(row, id) ?? []);
    if (calls.length > 0) await this.#options.portal.batch(calls);
  }

  /** Looks for what was sent and never answered: by an earlier run that was killed, or just now. */
  async #findPending(kind: Kind, creation: Creation): Promise<void> {
    const { archive, map } = this.#options;
    const ids = [...map.pending(kind.id)];
    if (ids.length === 0 || creation.together !== undefined) return;
    const records = ids.flatMap((id) => likeOf(archive, { kind: kind.id, id }) ?? []);
    if (kind.take.how === 'list') {
      const rows = await this.#listed(kind, map.last(kind.id));
      await this.#place(kind, creation, records, rows, 'made');
    } else {
      // All that share a list are found by one walk of it.
      const byList = Map.groupBy(records, ({ id, parent }) =>
        kind.take.how === 'each' ? `${parent?.kind}:${parent?.id}` : id,
      );
      for (const some of byList.values()) {
        await this.#place(kind, creation, some, await this.#listed(kind, undefined, some[0]), 'made');
      }
    }
    const absent = ids.filter((id) => map.pending(kind.id).has(id));
    await map.free(absent.map((id) => ({ kind: kind.id, id })));
  }

  async #findOne(kind: Kind, creation: Creation, { record }: Ready): Promise<boolean> {
    await this.#place(kind, creation, [record], await this.#listed(kind, undefined, record), 'found');
    return this.#options.map.id({ kind: kind.id, id: record.id }) !== undefined;
  }

  async #listed(kind: Kind, afterId?: string, of?: RecordLike): Promise<readonly JsonObject[]> {
    const { portal, archive, map, signal } = this.#options;
    const rows: JsonObject[] = [];
    const options = { ...(afterId === undefined ? {} : { afterId }), ...(signal === undefined ? {} : { signal }) };
    const sight = { archive, map, there: this.#there, kinds: this.#byId };
    for (const request of listsThere(sight, kind, of)) {
      rows.push(...(await rowsThere(portal, this.#byId, kind, request, options)));
    }
    return rows;
  }

  #pairs(
    kind: Kind,
    creation: Creation,
    records: Iterable<RecordLike>,
    rows: readonly JsonObject[],
  ): readonly Paired[] {
    return pairsOf(kind, creation, { records, rows }, { map: this.#options.map, there: this.#there });
  }

  async #place(
    kind: Kind,
    creation: Creation,
    records: Iterable<RecordLike>,
    rows: readonly JsonObject[],
    how: 'made' | 'found',
  ): Promise<void> {
    const pairs = this.#pairs(kind, creation, records, rows);
    if (how === 'made') await this.#follow(creation, pairs);
    await this.#options.map.placed(
      how,
      pairs.flatMap(({ key, id, also }) => [{ key, id }, ...also]),
    );
  }

  /**
   * What the portal comes with: made to agree, then remembered, so that a later run does not undo what people changed
   * there since. What nobody wants is taken away.
   */
  async #match(kind: Kind, creation: Creation): Promise<void> {
    const { portal, map } = this.#options;
    const rows = await this.#listed(kind);
    const pairs = this.#pairs(kind, creation, this.#records(kind), rows);
    const paired = new Set(pairs.map(({ id }) => id));
    const there = this.#there.for(kind.id);
    const calls = [
      ...pairs.flatMap(({ found, row }) => creation.settle?.(found, row, there) ?? []),
      ...rows.flatMap((found) => {
        const id = keyOf(kind, found);
        return paired.has(id) || map.isTaken(kind.id, id) ? [] : (creation.surplus?.(found, there) ?? []);
      }),
    ];
    if (calls.length > 0) await portal.batch(calls);
    await map.placed(
      'found',
      pairs.flatMap(({ key, id, also }) => [{ key, id }, ...also]),
    );
  }

  /** Records that one call sets for their parent: sending it again gives the same. */
  async #together(kind: Kind, creation: Creation, report: NotMadeTally, missed: Map<KindId, number>): Promise<void> {
    const { archive, map, signal } = this.#options;
    const done = new Set<string>();
    for (const { parent } of this.#records(kind)) {
      signal?.throwIfAborted();
      const name = `${parent?.kind}:${parent?.id}`;
      if (parent === undefined || done.has(name)) continue;
      done.add(name);
      const rows: JsonObject[] = [];
      const keys: RecordKey[] = [];
      for (const child of archive.children(parent, kind.id)) {
        const there = this.#there.for(kind.id);
        const row = creation.row({ id: child.key.id, row: child.row, parent }, there);
        if (isUnable(row)) {
          report.add(row.unable, child.key.id);
          continue;
        }
        for (const [of, count] of there.missed) missed.set(of, (missed.get(of) ?? 0) + count);
        rows.push(row);
        keys.push(child.key);
      }
      if (rows.length === 0 || keys.every((key) => map.id(key) !== undefined)) continue;
      const call = creation.together?.(rows, parent);
      if (call === undefined) continue;
      try {
        const { result } = await this.#again(call);
        const { newId = [] } = creation;
        const ids = newId === 'lookedFor' ? [] : idsIn(result, newId);
        await map.placed(
          'made',
          keys.flatMap((key, index) => (ids[index] === undefined ? [] : [{ key, id: ids[index] }])),
        );
      } catch (error) {
        if (!(error instanceof PortalError) || stopsEverything(error)) throw error;
        for (const { id } of keys) report.add(refusedText(error), id);
      }
    }
  }

  /** Asks once more when no answer came: for calls that may be repeated. */
  async #again(call: Call): Promise<Answer> {
    const { portal } = this.#options;
    try {
      return await portal.call(call);
    } catch (error) {
      if (!(error instanceof PortalError) || !error.outcomeUnknown) throw error;
      return portal.call(call);
    }
  }
}
