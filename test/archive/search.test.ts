import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import { emptyArchive, kindOf, pageOf, sampleKinds } from '../support/archive.ts';

const deal = kindOf('deal', {
  columns: [
    { field: 'TITLE', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    { field: 'COMMENTS', title: { ru: 'Комментарий', en: 'Comment' }, type: 'html' },
  ],
});
const person = kindOf('person', {
  personal: { NAME: 'name', 'PHONE[].VALUE': 'phone', 'EMAIL[].VALUE': 'email' },
});

let archive: Archive;
let clean: () => Promise<void>;

beforeAll(async () => {
  const made = await emptyArchive({ kinds: [...sampleKinds, deal, person] });
  ({ archive } = made);
  clean = () => made.remove();
  await archive.writer.beginRun({ connection: 'admin' });
  await archive.writer.addPage(
    pageOf(deal, [
      {
        ID: '1',
        TITLE: 'Поставка ёлочных игрушек',
        COMMENTS: '<b>Срочная</b> сделка, <a href="x">договор</a> номер 4567',
      },
      { ID: '2', TITLE: 'Ремонт офиса', COMMENTS: '[B]Обсудили[/B] поставку мебели и сроки поставки' },
      { ID: '3', TITLE: 'Website redesign', COMMENTS: 'Customers were asking for faster pages' },
      { ID: '4', TITLE: 'Много сделок', UF_CRM_NOTE: 'спрятано в пользовательском поле', COMMENTS: '' },
    ]),
  );
  await archive.writer.addPage(
    pageOf(person, [
      {
        ID: '1',
        NAME: 'Пётр Семёнов',
        PHONE: [{ VALUE: '8 (916) 123-45-67' }],
        EMAIL: [{ VALUE: 'Petr.Semenov@Example.ru' }],
      },
      { ID: '2', NAME: 'Anna Smith', PHONE: [{ VALUE: '+44 20 7946 0958' }], EMAIL: [{ VALUE: 'anna@example.com' }] },
    ]),
  );
  await archive.writer.finishRun('complete');
});
afterAll(async () => {
  await archive.close();
  await clean();
});

function found(text: string): readonly string[] {
  return archive.search({ text }).hits.map(({ key }) => `${key.kind} ${key.id}`);
}

describe('search', () => {
  it.each([
    ['елочная игрушка', ['deal 1']],
    ['ЁЛОЧНЫЕ', ['deal 1']],
    ['сделки', ['deal 4', 'deal 1']],
    ['сделок', ['deal 4', 'deal 1']],
    ['customer asked fast', []],
    ['customer ask faster page', ['deal 3']],
    ['семенов', ['person 1']],
    ['пользовательским', ['deal 4']],
    ['nothing', []],
    ['', []],
    ['" * ( AND OR NOT ^ : -', []],
  ])('finds words in every form: %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    ['"поставку мебели"', ['deal 2']],
    ['"мебели поставку"', []],
    ['постав*', ['deal 1', 'deal 2']],
    ['redes*', ['deal 3']],
    ['"срочная сделка"', ['deal 1']],
  ])('finds phrases and beginnings: %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each(['+79161234567', '89161234567', '8 916 123 45 67', '+7 (916) 123-45-67', '1234567', '123-45-67', '4567'])(
    'finds a phone number however it is written: %s',
    (text) => {
      expect(found(text)).toContain('person 1');
      expect(found(text)).not.toContain('person 2');
    },
  );

  it('finds a foreign number, a number in a text, and e-mails', () => {
    expect(found('+442079460958')).toEqual(['person 2']);
    expect(found('0044 20 7946 0958')).toEqual(['person 2']);
    expect(found('4567')).toContain('deal 1');
    expect(found('petr.semenov@example.ru')).toEqual(['person 1']);
    expect(found('anna@example.com')).toEqual(['person 2']);
    expect(found('<b>')).toEqual([]);
    expect(found('href')).toEqual([]);
  });

  it('puts what has it in the name first', () => {
    expect(found('поставка')).toEqual(['deal 1', 'deal 2']);
  });

  it('shows where, without tags, and counts by kind', () => {
    const { hits, facets } = archive.search({ text: 'сделка' });
    expect(hits.map(({ snippet }) => snippet)).toEqual([
      'Много \u0001сделок\u0002',
      'Срочная \u0001сделка\u0002, договор номер 4567',
    ]);
    expect(facets).toEqual([{ kind: 'deal', count: 2 }]);
    expect(archive.search({ text: '1234567' }).hits[0]?.snippet).toBe('\u00018 (916) 123-45-67\u0002');
    expect(archive.search({ text: 'сделка', limit: 1, offset: 1 }).hits.map(({ key }) => key.id)).toEqual(['1']);
    expect(archive.search({ text: 'сделка', kinds: ['person'] })).toEqual({ hits: [], facets });
  });

  it('forgets the old words of a record that changed', async () => {
    await archive.writer.beginRun({ connection: 'admin' });
    await archive.writer.addPage(pageOf(deal, [{ ID: '3', TITLE: 'Переименовано', COMMENTS: '' }]));
    await archive.writer.finishRun('complete');
    expect(found('redesign')).toEqual([]);
    expect(found('переименовано')).toEqual(['deal 3']);
  });
});
