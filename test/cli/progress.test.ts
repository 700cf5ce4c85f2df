import { describe, expect, it } from 'vitest';

import { answerWhereItStands } from '../../src/cli/interrupt.ts';
import { liveProgress, noProgress } from '../../src/cli/progress/human.ts';
import { liveBlock, type Look } from '../../src/cli/progress/line.ts';
import { styleFor } from '../../src/cli/style.ts';
import { ru } from '../../src/texts/ru/index.ts';
import { widthOf } from '../../src/cli/layout.ts';

const style = styleFor(false, {});
const look: Look = { texts: ru, style, titleOf: () => 'Значения свойств товаров' };

describe('progress', () => {
  it('fits a terminal of any width: a narrow one once stopped the whole program', () => {
    const kinds = new Map([
      ['deal', { kind: 'deal', done: 1234, total: 100_000, bytes: 5_000_000, state: 'running' }],
      ['lead', { kind: 'lead', done: 0, total: 0, bytes: 0, state: 'running' }],
    ] as const);
    const stage = { stage: 'apply', startedAtMs: 0, kinds, eta: { fromMs: 60_000, toMs: 600_000 } } as const;
    for (let columns = 40; columns <= 120; columns++) {
      const lines = liveBlock(stage, look, '⠋', 1000, columns);
      expect(Math.max(...lines.slice(1).map(widthOf)), String(columns)).toBeLessThanOrEqual(Math.max(columns, 50));
    }
  });

  it('counts plain letters as one column each, as the slow way would', () => {
    const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    const all = Array.from({ length: 0x2100 - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index));
    const others = all.filter((letter) => {
      const text = `a${letter}б`;
      // A combining mark keeps to the letter before it; a sign that is drawn as a picture takes two columns.
      const pictures = /[\p{Extended_Pictographic}\u1100-\u115f]/u.test(letter) ? 1 : 0;
      return widthOf(text) !== [...letters.segment(text)].length + pictures;
    });
    expect(others).toEqual([]);
  });

  it('leaves the screen to a question, and goes on after it', () => {
    let written = '';
    const terminal = {
      isTerminal: true,
      style,
      columns: () => 80,
      write: (text: string) => {
        written += text;
      },
    };
    const progress = liveProgress(terminal, look, { now: () => 0, sleep: () => Promise.resolve() });
    progress.take({ type: 'stage', stage: 'apply', state: 'started' });
    const goOn = progress.hold();
    written = '';
    progress.take({ type: 'kind', stage: 'apply', kind: 'deal', done: 1, total: 2, state: 'running' });
    progress.say('строка');
    expect(written).toBe('строка\n');
    goOn();
    progress.say('ещё');
    expect(written).toContain('1 из 2');
    progress.close();
  });

  it('is told in a line to whoever sends SIGUSR1, also where none is shown', () => {
    let written = '';
    const terminal = { isTerminal: false, style, columns: () => 80, write: (text: string) => void (written += text) };
    const progress = noProgress(terminal, look, { now: () => 0, sleep: () => Promise.resolve() });
    const release = answerWhereItStands(progress);
    process.emit('SIGUSR1');
    expect(written).toBe('');
    progress.take({ type: 'stage', stage: 'export', state: 'started' });
    progress.take({ type: 'kind', stage: 'export', kind: 'deal', done: 5, total: 12, state: 'running' });
    progress.take({ type: 'eta', stage: 'export', fromMs: 60_000, toMs: 120_000 });
    process.emit('SIGUSR1');
    release();
    expect(written).toMatch(/^ {2}Выгрузка: 5 из 12 · .*осталось.*\n$/u);
  });
});
