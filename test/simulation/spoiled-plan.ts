import { sha256 } from '../../src/base/hash.ts';
import type { Dice, Scenario } from './scenario.ts';

/** A plan in which one character is another. */
function altered(plan: Buffer, dice: Dice): Buffer {
  const bytes = Buffer.from(plan);
  const at = dice.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(6));
  return bytes;
}

/** A whole and well-formed plan with another beginning, as another run of `plan` would write it. */
function rehashed(plan: Buffer, change: (start: Readonly<Record<string, unknown>>) => object): string {
  const [first = '', ...rest] = plan.toString('utf8').trimEnd().split('\n');
  const lines = [JSON.stringify(change(JSON.parse(first) as Record<string, unknown>)), ...rest.slice(0, -1)];
  const body = `${lines.join('\n')}\n`;
  const end = JSON.parse(rest.at(-1) ?? '{}') as Record<string, unknown>;
  return `${body}${JSON.stringify({ ...end, sha256: sha256(body) })}\n`;
}

/** What a plan, or a journal, is turned into to stand in the way. */
export function spoil(
  obstacle: Exclude<Scenario['obstacle'], 'none'>,
  { plan, journal }: { readonly plan: Buffer; readonly journal: Buffer },
  dice: Dice,
): { readonly plan?: Buffer | string; readonly journal?: Buffer } {
  switch (obstacle) {
    case 'alteredPlan':
      return { plan: altered(plan, dice) };
    case 'otherPlan':
      return { plan: rehashed(plan, (start) => ({ ...start, madeAtMs: 1 })) };
    case 'otherPortal':
      return { plan: rehashed(plan, (start) => ({ ...start, portal: 'other.bitrix24.test' })) };
    case 'resealed':
      return { plan: rehashed(plan, (start) => ({ ...start, sealRoot: 'ab'.repeat(64) })) };
    case 'damagedJournal': {
      const text = Buffer.from(journal);
      const at = Math.floor(text.length * 0.3 * dice.roll());
      text[at] = (text[at] ?? 0) ^ 4;
      return { journal: text };
    }
  }
}
