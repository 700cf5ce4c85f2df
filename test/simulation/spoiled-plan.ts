import { sha256 } from '../../src/base/hash.ts';
import type { Dice } from './scenario.ts';

/** A plan in which one character is another. */
export function altered(plan: Buffer, dice: Dice): Buffer {
  const bytes = Buffer.from(plan);
  const at = dice.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(6));
  return bytes;
}

/** A whole and well-formed plan with another beginning, as another run of `plan` would write it. */
export function rehashed(plan: Buffer, change: (start: Readonly<Record<string, unknown>>) => object): string {
  const [first = '', ...rest] = plan.toString('utf8').trimEnd().split('\n');
  const lines = [JSON.stringify(change(JSON.parse(first) as Record<string, unknown>)), ...rest.slice(0, -1)];
  const body = `${lines.join('\n')}\n`;
  const end = JSON.parse(rest.at(-1) ?? '{}') as Record<string, unknown>;
  return `${body}${JSON.stringify({ ...end, sha256: sha256(body) })}\n`;
}
