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
