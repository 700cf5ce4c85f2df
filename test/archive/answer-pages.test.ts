import { describe, expect, it } from 'vitest';

import { AnswerPages } from '../../src/archive/verify/answer-pages.ts';

const answers = 60;
const pagesEach = 20;

/** A raw log of big answers, all asked at once: their pages come in turns, as from lists that are read side by side. */
async function readInterleaved(recall: (answer: number) => Promise<string | undefined>): Promise<{
  readonly recalled: readonly number[];
  readonly checked: ReadonlyMap<number, number>;
  readonly reasons: readonly string[];
}> {
  const recalled: number[] = [];
  const checked = new Map<number, number>();
  const reasons: string[] = [];
  const pages = new AnswerPages({
    recall: (answer) => {
      recalled.push(answer);
      return recall(answer);
    },
    check: (placed, body, reason) => {
      if (body === undefined) reasons.push(reason);
      else for (const { line } of placed) checked.set(line.answer, (checked.get(line.answer) ?? 0) + 1);
    },
  });
  for (let answer = 1; answer <= answers; answer += 1) await pages.addAnswer(answer, textOf(answer));
  for (let page = 0; page < answers * pagesEach; page += 1) {
    const line = { type: 'page', page, answer: (page % answers) + 1, pointer: [], rows: [[0, 'deal', '1']] } as const;
    await pages.addPage({ line, segment: '000001.jsonl.gz' });
  }
  await pages.finish();
  return { recalled, checked, reasons };
}

function textOf(answer: number): string {
  return JSON.stringify({ answer, padding: 'п'.repeat(600_000) });
}

describe('answers and their pages', () => {
  it('reads no answer twice that had to make room, however many pages still speak of it', async () => {
    const { recalled, checked, reasons } = await readInterleaved((answer) => Promise.resolve(textOf(answer)));
    expect(new Set(recalled).size).toBe(recalled.length);
    // Some are still at hand, most are not.
    expect(recalled.length).toBeGreaterThan(answers / 2);
    expect(recalled.length).toBeLessThan(answers);
    expect(reasons).toEqual([]);
    expect([...checked.values()]).toEqual(Array.from({ length: answers }, () => pagesEach));
  });

  it('says when an answer can not be found again, or is no JSON', async () => {
    const { checked, reasons } = await readInterleaved((answer) => Promise.resolve(answer === 1 ? '{' : undefined));
    expect(reasons).toContain('answer 1 is no JSON');
    expect(reasons).toContain("answer 2 can't be found again");
    expect(checked.has(1)).toBe(false);
  });
});

/** Answers as short texts, and room for so few of them; what happens, in order. */
function narrow(keptCharacters: number, waitingRows = 100) {
  const events: string[] = [];
  const pages = new AnswerPages({
    recall: async (answer) => {
      events.push(`recall ${answer}`);
      return String(answer);
    },
    check: (placed, body) =>
      events.push(`check ${placed.map(({ line }) => line.page).join('+')} of ${JSON.stringify(body)}`),
    keptCharacters,
    waitingRows,
  });
  const page = (number: number, answer: number, rows = 1): Promise<void> => {
    const places = Array.from({ length: rows }, () => [0, 'deal', '1'] as const);
    const line = { type: 'page', page: number, answer, pointer: [], rows: places } as const;
    return pages.addPage({ line, segment: '000001.jsonl.gz' });
  };
  return { events, page, pages };
}

describe('the room for answers', () => {
  it('is made by the oldest, whose pages are checked while it is still at hand', async () => {
    const { events, page, pages } = narrow(2);
    await pages.addAnswer(1, '1');
    await pages.addAnswer(2, '2');
    await page(10, 1);
    await page(11, 1);
    expect(events).toEqual([]);
    await pages.addAnswer(3, '3');
    expect(events).toEqual(['check 10+11 of 1']);
    await page(12, 2);
    await page(13, 1);
    await pages.finish();
    expect(events.slice(1).toSorted()).toEqual(['check 12 of 2', 'check 13 of 1', 'recall 1']);
  });

  it('is made by as many as must go, but never by the answer that just came', async () => {
    const { events, page, pages } = narrow(2);
    await pages.addAnswer(1, '1');
    await pages.addAnswer(2, '2');
    await pages.addAnswer(345, '345');
    for (const answer of [1, 2, 345]) await page(answer, answer);
    await pages.finish();
    expect(events.toSorted()).toEqual(['check 1 of 1', 'check 2 of 2', 'check 345 of 345', 'recall 1', 'recall 2']);
  });

  it('holds what is left of it when one answer was dropped', async () => {
    const { events, page, pages } = narrow(3);
    for (const answer of [1, 2, 3, 4]) await pages.addAnswer(answer, String(answer));
    await page(1, 2);
    await pages.finish();
    expect(events).toEqual(['check 1 of 2']);
  });

  it('is asked for pages that come late once so many rows wait, and only for those', async () => {
    const { events, page, pages } = narrow(1, 3);
    await pages.addAnswer(1, '1');
    await pages.addAnswer(2, '2');
    await page(20, 2, 9);
    await page(10, 1, 2);
    expect(events).toEqual([]);
    await page(11, 1, 1);
    expect(events).toEqual(['recall 1', 'check 10+11 of 1']);
    await page(12, 1, 2);
    expect(events).toHaveLength(2);
    await pages.finish();
    expect(events.slice(2).toSorted()).toEqual(['check 12 of 1', 'check 20 of 2', 'recall 1']);
  });
});
