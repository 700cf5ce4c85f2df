import { describe, expect, it } from 'vitest';

import { RowsAtOnce } from '../../src/archive/rows-at-once.ts';
import { emptyArchive, pageOf, sampleKind } from '../support/archive.ts';

describe('rows at once', () => {
  it('are all there after settle, in their order, whatever their number; what was forgotten is not', async () => {
    const made = await emptyArchive();
    try {
      const { database } = made.archive;
      database.exec('CREATE TABLE temp.pairs (a INTEGER, b TEXT)');
      const pairs = new RowsAtOnce(database, 'INSERT INTO temp.pairs (a, b)', 2);
      for (let number = 1; number <= 77; number++) pairs.add(number, `#${number}`);
      pairs.settle();
      pairs.add(78, 'never');
      pairs.forget();
      pairs.settle();
      const held = database
        .all('SELECT a, b FROM temp.pairs ORDER BY rowid')
        .map(({ a, b }) => `${Number(a)}${String(b)}`);
      expect(held).toEqual(Array.from({ length: 77 }, (_, index) => `${index + 1}#${index + 1}`));
    } finally {
      await made.archive.close();
      await made.remove();
    }
  });

  it('keep both states of a record that comes twice in one page', async () => {
    const made = await emptyArchive();
    try {
      const { archive } = made;
      const contact = sampleKind('contact');
      await archive.writer.beginRun({ connection: 'admin' });
      await archive.writer.addPage(
        pageOf(
          contact,
          [1, 2, 1].map((id, index) => ({ ID: String(id), NAME: `№${index}` })),
        ),
      );
      await archive.writer.commit();
      const held = [...archive.records('contact')].map(({ key, name }) => `${key.id} ${name}`);
      expect(held).toEqual(['1 №2', '2 №1']);
      expect((await archive.versions({ kind: 'contact', id: '1' })).length).toBe(1);
    } finally {
      await made.archive.close();
      await made.remove();
    }
  });
});
