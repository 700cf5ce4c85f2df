import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { isObject } from '../../src/base/json.ts';
import { handWork } from '../../src/kinds/by-hand.ts';
import { impossible } from '../../src/kinds/impossible.ts';
import { kindById, kinds } from '../../src/kinds/index.ts';
import { type Kind, keyOf } from '../../src/kinds/kind.ts';
import { recordOfPath } from '../../src/markup/addresses.ts';
import { exampleRequests, takenFrom } from '../../src/kinds/take.ts';
import { callsOf, type NamedCall } from './support/calls.ts';
import { factsOf, factsOfPages } from './support/contract.ts';
import { undocumentedFields, undocumentedParams } from './support/exceptions.ts';

/** What the wire adds to a list by itself, under the name that the request gives it. */
function addedByTheWire(kind: Kind): readonly string[] {
  return exampleRequests(kind).flatMap(({ pager, filterParam = 'filter', orderParam = 'order', sortParam, api }) => {
    if (pager.by === 'id') return [filterParam, orderParam, 'start', ...(sortParam === undefined ? [] : [sortParam])];
    if (pager.by === 'cursor') return [pager.param];
    if (pager.by === 'offset') return ['start'];
    return api === 'v3' && pager.by === 'v3' ? ['pagination'] : [];
  });
}

const lower = (names: readonly string[]): ReadonlySet<string> => new Set(names.map((name) => name.toLowerCase()));

function unknownParams(kind: Kind, call: NamedCall): readonly string[] {
  const known = lower([...(factsOf(call.method, call.api)?.params ?? []), ...(undocumentedParams[call.method] ?? [])]);
  const given = isObject(call.params) ? Object.keys(call.params ?? {}) : [];
  return given.filter((name) => !known.has(name.toLowerCase())).map((name) => `${kind.id}: ${call.method} ${name}`);
}

function missingParams(kind: Kind, call: NamedCall): readonly string[] {
  const { required = [] } = factsOf(call.method, call.api) ?? {};
  if (Array.isArray(call.params)) return [];
  const given = lower([...Object.keys(call.params ?? {}), ...(call.what === 'take' ? addedByTheWire(kind) : [])]);
  const excepted = lower(undocumentedParams[call.method] ?? []);
  const isGiven = (name: string): boolean => given.has(name.toLowerCase()) || excepted.has(name.toLowerCase());
  return required.filter((name) => !isGiven(name)).map((name) => `${kind.id}: ${call.method} ${name}`);
}

/** Names of fields in a path: `fm[typeId=PHONE].value` has `fm`, `typeId` and `value`. */
function namesOf(path: string): readonly string[] {
  return path.split('.').flatMap((part) => {
    const { name = '', key } = /^(?<name>[^[]+)(?:\[(?:(?<key>\w+)=[^\]]+)?\])?$/u.exec(part)?.groups ?? {};
    return key === undefined ? [name] : [name, key];
  });
}

function fieldsOf(kind: Kind): readonly string[] {
  return [
    ...(typeof kind.key === 'string' ? [kind.key] : []),
    ...(kind.changedAt === undefined ? [] : [kind.changedAt.field]),
    ...(kind.createdAt === undefined ? [] : [kind.createdAt]),
    ...Object.keys(kind.personal),
    ...kind.people.map(({ field }) => field),
    ...kind.columns.map(({ field }) => field),
    ...kind.references.map(({ field }) => field),
    ...(kind.texts ?? []).map(({ field }) => field).filter((field) => !field.endsWith('*')),
    ...exampleRequests(kind).flatMap(({ idField }) => (idField === '' ? [] : [idField])),
  ];
}

function undocumented(kind: Kind): readonly string[] {
  const methods = callsOf(kind).flatMap(({ method, api }) => factsOf(method, api) ?? []);
  const partner = kind.take.how === 'with' ? kindById(kind.take.of) : undefined;
  const pages = [...kind.docs, ...(partner?.docs ?? [])];
  const known = new Set([...methods, ...factsOfPages(pages)].flatMap(({ names }) => names));
  const excepted = new Set(undocumentedFields[kind.id] ?? []);
  const unknown = fieldsOf(kind)
    .flatMap(namesOf)
    .filter((name) => !known.has(name) && !excepted.has(name));
  return [...new Set(unknown)].map((name) => `${kind.id}: ${name}`);
}

describe('declarations of kinds', () => {
  it('can ask again for the address of every file: no archive keeps one, and a power cut may leave a record without its bytes', () => {
    const lost = kinds.flatMap(({ id, files = [], look }) =>
      files
        .filter(({ refresh, byHand }) => refresh === undefined && byHand !== true && look === undefined)
        .map(({ slot }) => `${id} ${slot}`),
    );
    expect(lost).toEqual([]);
  });

  it('have ids of their own', () => {
    expect(new Set(kinds.map(({ id }) => id)).size).toBe(kinds.length);
    expect(kinds.filter(({ id }) => !/^[a-z]+(?:-[a-z0-9]+)*$/u.test(id))).toEqual([]);
  });

  it('name only methods that the vendor documents, each on one of the pages that they cite', () => {
    const wrong = kinds.flatMap((kind) =>
      callsOf(kind)
        .filter(({ method, api }) => factsOf(method, api) === undefined)
        .map(({ what, method }) => `${kind.id}: ${method} (${what})`),
    );
    expect(wrong).toEqual([]);
    const uncited = kinds
      .filter(({ take, docs }) => take.how !== 'with' && factsOfPages(docs).length === 0)
      .map(({ id }) => id);
    expect(uncited).toEqual([]);
  });

  it('name only parameters that the vendor documents, and all that are required', () => {
    expect(kinds.flatMap((kind) => callsOf(kind).flatMap((call) => unknownParams(kind, call)))).toEqual([]);
    expect(kinds.flatMap((kind) => callsOf(kind).flatMap((call) => missingParams(kind, call)))).toEqual([]);
  });

  it('send writes as writes and reads as reads', () => {
    const reads = kinds.flatMap((kind) => {
      const { deletion, people } = kind;
      const record = { id: '1', row: {}, parent: { kind: 'task', id: '1' } };
      const calls = [
        ...(deletion.how === 'call' || deletion.how === 'deactivate' ? [deletion.call(record)] : []),
        ...people.flatMap(({ set }) => (set === undefined ? [] : [set(record, '2', '1')])),
      ];
      return calls.filter(({ effect }) => effect !== 'write').map(({ method }) => `${kind.id}: ${method}`);
    });
    expect(reads).toEqual([]);
  });

  it('name only fields that the vendor shows, but for the listed exceptions', () => {
    expect(kinds.flatMap(undocumented)).toEqual([]);
  });

  it('point only to kinds that are there', () => {
    const pointed = kinds.flatMap(({ id, references, columns, after = [] }) =>
      [...references.map(({ to }) => to), ...columns.flatMap(({ to }) => to ?? []), ...after].map(
        (to) => `${id} → ${to}`,
      ),
    );
    expect(pointed.filter((text) => kindById(text.split(' → ')[1] ?? '') === undefined)).toEqual([]);
    expect(kinds.flatMap(takenFrom).filter((id) => kindById(id) === undefined)).toEqual([]);
  });

  it('declare how each text that they show with markup is written', () => {
    const undeclared = kinds.flatMap(({ id, columns, texts = [] }) =>
      columns
        .filter(
          ({ type, field }) => (type === 'bbcode' || type === 'html') && !texts.some((text) => text.field === field),
        )
        .map(({ field }) => `${id}: ${field}`),
    );
    expect(undeclared).toEqual([]);
  });

  it('know their own pages again: a link to the page of a record leads to the record', () => {
    const numbers = { ID: '5', id: 5, entityTypeId: 1038, responsibleId: '7', IBLOCK_TYPE_ID: 'lists' };
    const wrong = kinds.flatMap((kind) => {
      const { path, id: of } = kind;
      const id = of === 'smart-process-type' ? '1038' : keyOf(kind, numbers) || '5';
      const address = path?.({ id, row: numbers });
      // A page of all departments is no page of one.
      if (address === undefined || !/\d/u.test(address)) return [];
      const found = recordOfPath(address);
      return found?.kind === of && found.id === id ? [] : [`${of} ${id}: ${address} ${JSON.stringify(found)}`];
    });
    expect(wrong).toEqual([]);
  });

  it('can be looked at again wherever they can be deleted, so that absence is seen and not believed', () => {
    expect(
      kinds.filter(({ look, deletion }) => deletion.how !== 'never' && look === undefined).map(({ id }) => id),
      // Asked for by the element that it stands under, which a note does not name: the proof says that nobody is shown it.
    ).toEqual(['timeline-note']);
  });

  it('answer an empty row without falling over', () => {
    for (const kind of kinds) {
      expect(typeof kind.name({}), kind.id).toBe('string');
      expect(kind.files?.flatMap(({ files }) => files({})).filter(({ url }) => url !== undefined) ?? []).toEqual([]);
    }
  });

  it('speak both languages', () => {
    const texts = kinds.flatMap(({ id, title, columns, people, limits }) =>
      [
        title.one,
        title.many,
        limits,
        ...columns.flatMap((column) => [column.title, ...Object.values(column.codes ?? {})]),
        ...people.map((person) => person.title),
      ]
        .filter((text) => text !== undefined)
        .map((text) => ({ id, text })),
    );
    const more = [...handWork, ...impossible].flatMap(({ id, title, why }) =>
      [title, why].map((text) => ({ id, text })),
    );
    const wrong = [...texts, ...more].filter(
      ({ text: { ru, en } }) => en.trim() === '' || /\p{Script=Cyrillic}/u.test(en) || ru.trim() === '',
    );
    expect(wrong).toEqual([]);
  });

  it('say what codes mean only in columns of texts', () => {
    const coded = kinds.flatMap(({ id, columns }) =>
      columns.filter(({ codes }) => codes !== undefined).map(({ field, type }) => `${id} ${field} ${type}`),
    );
    expect(coded).toContain('task status text');
    expect(coded.filter((column) => !column.endsWith(' text'))).toEqual([]);
  });

  it('keep to one screen each', () => {
    const root = join(import.meta.dirname, '..', '..', 'src', 'kinds');
    const long = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.parentPath !== root)
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => readFileSync(file, 'utf8').split('\n').length > 131);
    expect(long).toEqual([]);
  });
});
