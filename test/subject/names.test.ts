import { describe, expect, it } from 'vitest';

import { wordsOf } from '../../src/archive/words.ts';
import { NameWords, nameForms } from '../../src/journey/subject/names.ts';

const isFound = (name: string, text: string): boolean => new NameWords(wordsOf(name)).in(wordsOf(text));

describe('a name', () => {
  it.each([
    'Уточкина Уточкиной Уточкину Уточкине',
    'Людмила Людмилы Людмилой Людмиле Людмилу',
    'Иванов Иванова Иванову Ивановым Иванове Ивановой',
    'Пётр Петра Петру Петром Петре',
    'Степной Степного Степному Степным Степная Степную',
    'Чайковский Чайковского Чайковскому Чайковским Чайковская',
    'Илья Ильи Илье Илью Ильёй',
    'Мария Марии Марию Марией',
    'Любовь Любови Любовью',
    'Андрей Андрея Андрею Андреем Андрее',
    'Дмитрий Дмитрия Дмитрию Дмитрием Дмитрии',
    'Игорь Игоря Игорю Игорем',
    'Павел Павла Павлу Павлом',
    'Лев Льва Льву Львом',
    'Кравец Кравца Кравцу Кравцом',
    'Дмитриевич Дмитриевича Дмитриевичу Дмитриевичем',
    'Геннадьевна Геннадьевны Геннадьевной Геннадьевну',
    'Берёзкина Березкиной Берёзкину',
    'Приходько Приходько',
    'Шмидт Шмидта Шмидту Шмидтом',
  ])('is found in each of its forms, from each of them: %s', (line) => {
    const forms = line.split(' ');
    for (const typed of forms)
      for (const written of forms) expect([typed, written, isFound(typed, written)]).toEqual([typed, written, true]);
  });

  it.each([
    ['Иванов', 'Иван'],
    ['Петров', 'Пётр'],
    ['Ильин', 'Илья'],
    ['Андреев', 'Андрей'],
    ['Никитин', 'Никита'],
    ['Романов', 'Роман'],
    ['Сергеевым', 'Сергей'],
    ['Дмитриев', 'Дмитрий'],
    ['Павлов', 'Павел'],
    ['Marina', 'Марина'],
    ['Williams', 'William'],
  ])('is not the other that it comes from: %s and %s', (one, other) => {
    expect([isFound(one, other), isFound(other, one)]).toEqual([false, false]);
  });

  it('of two people whose names are made of the same is not mixed up: nobody else is deleted for them', () => {
    expect(isFound('Иванов Пётр', 'Иван Петров')).toBe(false);
    expect(isFound('Иванов Пётр', 'Договор подписан Петром Ивановым вчера')).toBe(true);
    expect(isFound('людмилой уточкиной', 'Уточкина Людмила Геннадьевна')).toBe(true);
    expect(isFound('Уточкина Людмила', 'Уточкина Лариса')).toBe(false);
    expect(isFound('', 'Уточкина Лариса')).toBe(false);
  });

  it('keeps at least two letters of itself', () => {
    for (const word of ['ян', 'яна', 'цой', 'ли', 'ким', 'ия'])
      for (const form of nameForms(word)) expect(form.length).toBeGreaterThanOrEqual(2);
  });
});
