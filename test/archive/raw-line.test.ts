import { describe, expect, it } from 'vitest';

import { bodyOf, parseLine } from '../../src/archive/verify/raw-line.ts';

const answer = { type: 'answer', answer: 1, body: '{}' };
const page = { type: 'page', page: 1, answer: 1, pointer: ['result'], rows: [[0, 'deal', '1']] };

describe('a line of the raw log', () => {
  it('is an answer, a page, or something else that is not held against records', () => {
    for (const line of [answer, page, { ...page, pointer: [], rows: [] }]) {
      expect(parseLine(JSON.stringify(line))).toEqual(line);
    }
    expect(parseLine('{"type":"run","x":1}')).toEqual({ type: 'other' });
    expect(parseLine('{}')).toEqual({ type: 'other' });
  });

  it('is none when anything of it is not what it must be', () => {
    const wrong = [
      { ...answer, answer: '1' },
      { ...answer, body: 1 },
      { ...page, page: '1' },
      { ...page, answer: null },
      { ...page, pointer: 'result' },
      { ...page, pointer: ['result', 0] },
      { ...page, rows: {} },
      { ...page, rows: [[0, 'deal', '1'], 'deal'] },
      { ...page, rows: [['0', 'deal', '1']] },
      { ...page, rows: [[0, 1, '1']] },
      { ...page, rows: [[0, 'deal', 1]] },
      { ...page, rows: [[0, 'deal']] },
    ];
    for (const line of wrong) expect(parseLine(JSON.stringify(line)), JSON.stringify(line)).toBeUndefined();
    for (const text of ['', '{', 'null', '[]', '5']) expect(parseLine(text)).toBeUndefined();
  });

  it('holds the text of an answer, or its bytes', () => {
    expect(bodyOf({ type: 'answer', answer: 1, body: 'Сделка' })).toBe('Сделка');
    const body = Buffer.from('Сделка').toString('base64');
    expect(bodyOf({ type: 'answer', answer: 1, body, base64: true })).toBe('Сделка');
  });
});
