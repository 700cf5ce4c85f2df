import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canonicalOf } from '../../src/archive/forms.ts';
import { canonical, type JsonObject } from '../../src/base/json.ts';
import { contactRow, emptyArchive, pageOf, sampleKind } from '../support/archive.ts';

const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as JsonObject[string]);
const rows = fc.dictionary(
  fc.oneof(fc.string(), fc.constant('__proto__'), fc.constant('7')),
  json,
) as fc.Arbitrary<JsonObject>;

describe('a row and its form', () => {
  it('gives the canonical text that the slow way gives, with and without left-out fields', () => {
    fc.assert(
      fc.property(rows, (row) => {
        expect(canonicalOf(row, [])).toBe(canonical(row));
        const [first = ''] = Object.keys(row);
        const rest = Object.fromEntries(Object.entries(row).filter(([name]) => name !== first));
        expect(canonicalOf(row, [first])).toBe(canonical(rest));
      }),
    );
  });

  it('comes out of the archive as it went in: names, order, values', async () => {
    const made = await emptyArchive();
    try {
      const contact = sampleKind('contact');
      const odd: readonly JsonObject[] = [
        contactRow(1),
        { ...contactRow(2), 'a "name"': null, ё: [1, { b: [] }] },
        JSON.parse('{"__proto__":{"x":1},"ID":"3","NAME":"","9":true,"1":-0,"big":1e999}') as JsonObject,
        { NAME: 'последний', ID: '4' },
        { ID: '5', NAME: 'первый' },
      ];
      await made.archive.writer.beginRun({ connection: 'admin' });
      await made.archive.writer.addPage(pageOf(contact, odd));
      await made.archive.writer.commit();
      const held = [...made.archive.records('contact')].map(({ row }) => JSON.stringify(row));
      expect(held).toEqual(odd.map((row) => JSON.stringify(row)));
      expect(Object.getPrototypeOf(made.archive.record({ kind: 'contact', id: '3' })?.row)).toBe(Object.prototype);
      // Whoever opens the database with SQLite alone sees whole rows, too.
      const seen = made.archive.database
        .all('SELECT kind, row FROM rows ORDER BY id')
        .map((each) => String(each['row']));
      expect(seen.map((text) => JSON.parse(text) as unknown)).toEqual(
        odd.map((row) => JSON.parse(JSON.stringify(row)) as unknown),
      );
    } finally {
      await made.archive.close();
      await made.remove();
    }
  });

  it('keeps rows whole where every one has fields of its own, and finds them the same', async () => {
    const made = await emptyArchive();
    try {
      const count = 4_100;
      const odd = Array.from({ length: count }, (_, index) => ({ ID: String(index), [`field${index}`]: index }));
      await made.archive.writer.beginRun({ connection: 'admin' });
      await made.archive.writer.addPage(pageOf(sampleKind('contact'), odd));
      await made.archive.writer.commit();
      expect(made.archive.database.get('SELECT count(*) AS forms FROM forms')?.['forms']).toBe(4_000);
      expect([...made.archive.records('contact')].map(({ row }) => row)).toEqual(odd);
    } finally {
      await made.archive.close();
      await made.remove();
    }
  });
});
