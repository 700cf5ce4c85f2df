import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { LineBuffer } from '../../src/archive/line-buffer.ts';

describe('lines on their way to the log', () => {
  it('hold any text as JSON holds it, byte for byte', () => {
    const lines = new LineBuffer();
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 20 }), (texts) => {
        for (const text of texts) {
          lines.writeQuoted(Buffer.from(text));
          lines.write('\n');
        }
        const taken = lines.take();
        const whole = texts.map((text) => `${JSON.stringify(Buffer.from(text).toString())}\n`).join('');
        expect(taken.toString()).toBe(whole);
        lines.giveBack(taken);
      }),
    );
  });

  it('stay as they are while others are written, and grow with what they must hold', () => {
    const lines = new LineBuffer();
    lines.write('first\n');
    const first = lines.take();
    lines.write('second\n'.repeat(300_000));
    const quote = Buffer.alloc(3_000_000, '"');
    lines.writeQuoted(quote);
    expect(first.toString()).toBe('first\n');
    const second = lines.take();
    expect(second.length).toBe(7 * 300_000 + 6_000_002);
    lines.giveBack(first);
    lines.giveBack(second);
    lines.write('third');
    expect(lines.take().toString()).toBe('third');
  });
});
