import type { Clock } from '../../src/base/clock.ts';
import { type JsonObject, textOf } from '../../src/base/json.ts';
import type { Random } from '../../src/base/random.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import type { Answer, Call, ListReport, ListRequest, Outcome, Page, Portal } from '../../src/bitrix24/port.ts';
import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import type { ArchivedRecord, RecordKey, VerifiedRecord } from '../../src/archive/types.ts';
import { type Kind, type KindId, keyOf, type RecordLike } from '../../src/kinds/kind.ts';
import { targetsOf } from '../../src/kinds/references.ts';
import type { PlanFacts } from '../../src/journey/plan/facts.ts';
import { PowerLoss } from '../support/fake-disk.ts';

export const PORTAL = 'acme.bitrix24.ru';
export const SEAL = 'a'.repeat(128);

const title = (name: string): Kind['title'] => ({ one: { ru: name, en: name }, many: { ru: name, en: `${name}s` } });
const listOf = (kind: KindId): ListRequest => ({
  method: `${kind}.list`,
  rows: [],
  idField: 'id',
  pager: { by: 'id' },
});

function kindOf(id: KindId, more: Pick<Kind, 'deletion'> & Partial<Kind>): Kind {
  return {
    id,
    group: 'other',
    title: title(id),
    scope: 'test',
    docs: [],
    take: { how: 'list', request: listOf(id) },
    key: 'id',
    name: (row) => textOf(row['name']),
    changedAt: { field: 'changed' },
    volatile: ['views'],
    references: [],
    personal: { name: 'name' },
    people: [],
    look: { by: 'ids', request: (ids) => ({ ...listOf(id), params: { filter: { '@id': ids.map(Number) } } }) },
    columns: [],
    ...more,
  };
}

const call = (id: KindId): Kind['deletion'] => ({
  how: 'call',
  call: (record) => ({ method: `${id}.delete`, params: { id: Number(record.id) }, effect: 'write' }),
  fate: { to: 'gone' },
});
const byHand = {
  steps: { ru: 'Откройте и удалите.', en: 'Open and delete it.' },
  why: { ru: 'В REST этого нет.', en: 'REST has no such method.' },
};

/** Kinds with every shape of deletion: bin, for good, with its parent, nested, by hand, never, a person. */
export const kinds: readonly Kind[] = [
  kindOf('note', {
    deletion: {
      ...(call('note') as Extract<Kind['deletion'], { how: 'call' }>),
      fate: { to: 'bin', days: 30, empty: { ...byHand, path: () => '/bin/' } },
      refuses: ({ row }) => (row['system'] === true ? { ru: 'Системная.', en: 'A system one.' } : undefined),
    },
  }),
  kindOf('remark', {
    take: {
      how: 'each',
      moves: 'nothing',
      parent: 'note',
      request: ({ id }) => ({ ...listOf('remark'), params: { filter: { noteId: Number(id) } }, pager: { by: 'none' } }),
    },
    references: [{ field: 'noteId', to: 'note', parent: true }],
    look: { by: 'get', call: ({ id }) => ({ method: 'remark.get', params: { id: Number(id) } }), at: [] },
    deletion: { how: 'withParent' },
  }),
  kindOf('folder', {
    references: [{ field: 'folderId', to: 'folder', parent: true }],
    deletion: call('folder'),
  }),
  kindOf('doc', { references: [{ field: 'folderId', to: 'folder', parent: true }], deletion: call('doc') }),
  kindOf('sheet', { deletion: { how: 'byHand', byHand } }),
  kindOf('stamp', { deletion: { how: 'never', why: { ru: 'Нельзя.', en: 'Not possible.' } } }),
  kindOf('person', {
    deletion: {
      how: 'deactivate',
      call: ({ id }) => ({ method: 'person.update', params: { id: Number(id), active: false }, effect: 'write' }),
      isActive: (row) => row['active'] === true,
    },
  }),
];
export const kindById = new Map(kinds.map((kind) => [kind.id, kind]));
const NO_KIND = kindOf('none', { deletion: { how: 'withParent' } });

/** What the network does to one request of a batch. `at`: how many of its calls were carried out before. */
export type Fault =
  | { readonly does: 'cut'; readonly at: number }
  | { readonly does: 'unreachable' }
  | { readonly does: 'die'; readonly at: number };

interface Gone {
  readonly key: RecordKey;
  readonly fingerprint: string;
  readonly with?: RecordKey;
}

/** A portal in memory, with a memory of everything that was done to it. */
export class MiniPortal implements Portal {
  readonly address = PORTAL;
  readonly rows = new Map<KindId, Map<string, JsonObject>>(kinds.map(({ id }) => [id, new Map()]));
  readonly bin = new Map<string, JsonObject>();
  /** Every record that ever went, in order. */
  readonly gone: Gone[] = [];
  requests = 0;
  writes = 0;
  fault: (request: number) => Fault | undefined = () => undefined;
  /** Runs before each request: somebody else at work. */
  meanwhile: (request: number) => void = () => {};
  refuse: (call: Call) => PortalError | undefined = () => undefined;

  put(kind: KindId, row: JsonObject): void {
    this.rows.get(kind)?.set(textOf(row['id']), row);
  }

  row(kind: KindId, id: string | number): JsonObject | undefined {
    return this.rows.get(kind)?.get(String(id));
  }

  copy(): MiniPortal {
    const copy = new MiniPortal();
    for (const [kind, rows] of this.rows) copy.rows.set(kind, new Map(rows));
    return copy;
  }

  /** The same as text, to compare two ends. */
  picture(): string {
    return JSON.stringify([...this.rows].map(([kind, rows]) => [kind, [...rows.keys()].toSorted()]));
  }

  async call(call: Call): Promise<Answer> {
    const [outcome] = await this.batch([call]);
    if (outcome?.is === 'answered') return outcome.answer;
    throw outcome?.error ?? new Error('no outcome');
  }

  async batch(calls: readonly Call[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let at = 0; at < calls.length; at += 50) outcomes.push(...this.#request(calls.slice(at, at + 50)));
    return outcomes;
  }

  #request(calls: readonly Call[]): readonly Outcome[] {
    this.requests += 1;
    this.meanwhile(this.requests);
    const fault = this.fault(this.requests);
    if (fault?.does === 'unreachable') throw new PortalError('unreachable', { method: 'batch' });
    const carriedOut = fault === undefined ? calls : calls.slice(0, fault.at);
    const outcomes = carriedOut.map((each) => this.#outcome(each));
    if (fault?.does === 'die') throw new PowerLoss('request');
    if (fault === undefined) return outcomes;
    return calls.map(({ method }) => ({ is: 'unknown', error: new PortalError('unanswered', { method }) }));
  }

  #outcome(call: Call): Outcome {
    const error = this.refuse(call);
    if (error !== undefined) return { is: 'refused', error };
    try {
      return { is: 'answered', answer: this.#answer(call) };
    } catch (refusal) {
      return { is: 'refused', error: refusal as PortalError };
    }
  }

  #answer({ method, params = {} }: Call): Answer {
    const [kind = '', verb] = method.split('.');
    const asked = params as JsonObject;
    const rows = this.rows.get(kind);
    if (rows === undefined) throw new PortalError('noSuchMethod', { method });
    if (verb === 'list') return this.#list([...rows.values()], asked);
    const id = textOf(asked['id']);
    const row = rows.get(id);
    if (row === undefined) throw new PortalError('notFound', { method, portalCode: 'NOT_FOUND' });
    if (verb === 'get') return { result: row };
    this.writes += 1;
    if (verb === 'update') {
      rows.set(id, { ...row, active: false });
      this.gone.push(goneOf({ kind, id }, row));
    } else this.#delete({ kind, id });
    return { result: true };
  }

  #list(all: readonly JsonObject[], asked: JsonObject): Answer {
    const filter = (asked['filter'] ?? {}) as JsonObject;
    const fits = all.filter((row) =>
      Object.entries(filter).every(([name, value]) => {
        const field = name.replace(/^@/u, '');
        const wanted = (Array.isArray(value) ? value : [value]).map(textOf);
        return wanted.includes(textOf(row[field]));
      }),
    );
    const start = Number(asked['start'] ?? 0);
    const rows = fits.slice(start, start + 50);
    return { result: rows, total: fits.length, ...(fits.length > start + 50 ? { next: start + 50 } : {}) };
  }

  #delete(key: RecordKey, along?: RecordKey): void {
    const row = this.row(key.kind, key.id);
    if (row === undefined) return;
    for (const kind of kinds) {
      if (!kind.references.some(({ parent, to }) => parent === true && to === key.kind)) continue;
      for (const child of this.rows.get(kind.id)?.values() ?? []) {
        const isBelow = targetsOf(kind, child).some(({ parent, to, id }) => parent && to === key.kind && id === key.id);
        if (isBelow) this.#delete({ kind: kind.id, id: keyOf(kind, child) }, along ?? key);
      }
    }
    this.rows.get(key.kind)?.delete(key.id);
    this.gone.push(goneOf(key, row, along));
  }

  async *list(request: ListRequest): AsyncGenerator<Page, ListReport, void> {
    let start: number | undefined = 0;
    let count = 0;
    while (start !== undefined) {
      const answer: Answer = await this.call({
        method: request.method,
        params: { ...(request.params as JsonObject), start },
      });
      const rows = answer.result as JsonObject[];
      count += rows.length;
      const raw = { atMs: 0, method: request.method, api: 'v2' as const, params: {}, body: new Uint8Array() };
      yield { rows, raw, pointer: [] };
      start = answer.next;
    }
    return { rows: count, requests: 1, mended: 0 };
  }

  // eslint-disable-next-line require-yield
  async *listEach(): AsyncGenerator<Page, ListReport, void> {
    throw new Error('apply never lists like this');
  }

  async download(): Promise<never> {
    throw new Error('apply never downloads');
  }
}

export function print(kind: KindId, row: JsonObject): string {
  return fingerprintOf(kindById.get(kind) ?? {}, row);
}

function goneOf(key: RecordKey, row: JsonObject, along?: RecordKey): Gone {
  return { key, fingerprint: print(key.kind, row), ...(along === undefined ? {} : { with: along }) };
}

/** What an archive of a mini portal holds: everything, verified, as it was at that moment. */
export class MiniArchive {
  readonly sealRoot = SEAL;
  readonly records = new Map<string, VerifiedRecord>();
  readonly damaged = new Set<string>();
  readonly vanished = new Set<string>();

  constructor(portal: MiniPortal) {
    for (const [kind, rows] of portal.rows) {
      for (const [id, row] of rows) this.records.set(`${kind}:${id}`, recordOf(kind, id, row));
    }
  }

  readonly fingerprint = (kind: Kind, row: JsonObject): string => fingerprintOf(kind, row);
  readonly archived = ({ kind, id }: RecordKey): RecordLike | undefined => {
    const record = this.records.get(`${kind}:${id}`);
    return record === undefined ? undefined : { id, row: record.row };
  };

  facts(more: Partial<PlanFacts> = {}): PlanFacts {
    const held = (record: VerifiedRecord): ReturnType<PlanFacts['record']> & object =>
      this.damaged.has(`${record.key.kind}:${record.key.id}`)
        ? { unverified: record, why: { ru: 'Повреждена.', en: 'Damaged.' } }
        : { verified: record };
    const children = new Map<string, RecordKey[]>();
    for (const { key, row } of this.records.values()) {
      for (const { parent, to, id } of targetsOf(kindById.get(key.kind) ?? NO_KIND, row)) {
        if (parent) children.set(`${to}:${id}`, [...(children.get(`${to}:${id}`) ?? []), key]);
      }
    }
    return {
      portal: PORTAL,
      sealRoot: SEAL,
      madeAtMs: 1_700_000_000_000,
      kinds,
      ownerId: '1',
      administrators: ['1', '2'],
      records: (kind) => [...this.records.values()].filter(({ key }) => key.kind === kind).map(held),
      record: ({ kind, id }) => {
        const record = this.records.get(`${kind}:${id}`);
        return record === undefined ? undefined : held(record);
      },
      children: (parent) => children.get(`${parent.kind}:${parent.id}`) ?? [],
      ...more,
    };
  }
}

/** A record that a verifier of the test's own let through. */
function recordOf(kind: KindId, id: string, row: JsonObject): VerifiedRecord {
  const changed = Date.parse(textOf(row['changed']));
  const record: ArchivedRecord = {
    key: { kind, id },
    row,
    fingerprint: print(kind, row),
    name: textOf(row['name']),
    ...(Number.isNaN(changed) ? {} : { changedAtMs: changed }),
    seenAtMs: 0,
    witnesses: ['1'],
  };
  return record as VerifiedRecord;
}

/** Time that passes only when somebody sleeps. */
export function stillClock(): Clock & { at: number } {
  return {
    at: 1_700_000_000_000,
    now() {
      return this.at;
    },
    async sleep(ms) {
      this.at += ms;
    },
  };
}

const date = (random: Random): string =>
  `20${20 + Math.floor(random() * 6)}-0${1 + Math.floor(random() * 9)}-15T00:00:00Z`;

/** A small portal by chance: every kind, folders in folders, docs and remarks below others. */
export function randomPortal(random: Random, size: number): MiniPortal {
  const portal = new MiniPortal();
  let id = 10;
  const some = (most: number): number => Math.floor(random() * (most + 1));
  for (let index = 0; index < size; index++) {
    const note = (id += 1);
    portal.put('note', {
      id: note,
      name: `note ${note}`,
      changed: date(random),
      ...(random() < 0.05 && { system: true }),
    });
    for (let below = some(2); below > 0; below--) {
      const remark = (id += 1);
      portal.put('remark', { id: remark, noteId: note, name: `remark ${remark}`, changed: date(random) });
    }
  }
  const folders: number[] = [];
  for (let index = 0; index < size / 2; index++) {
    const folder = (id += 1);
    const inside = random() < 0.6 ? folders[Math.floor(random() * folders.length)] : undefined;
    portal.put('folder', {
      id: folder,
      name: `folder ${folder}`,
      changed: date(random),
      ...(inside && { folderId: inside }),
    });
    folders.push(folder);
    for (let below = some(3); below > 0; below--) {
      const doc = (id += 1);
      portal.put('doc', { id: doc, name: `doc ${doc}`, folderId: folder, changed: date(random) });
    }
  }
  portal.put('sheet', { id: (id += 1), name: 'sheet' });
  portal.put('stamp', { id: (id += 1), name: 'stamp' });
  for (const person of [1, 2, 3]) portal.put('person', { id: person, name: `person ${person}`, active: true });
  return portal;
}
