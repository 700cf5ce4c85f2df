import { createHash } from 'node:crypto';

import type { Json } from '../../base/json.ts';

/**
 * The verifier's own way to a fingerprint, written apart from the writer's on purpose: a mistake in one of them shows
 * as damage, not as agreement.
 */
export function ownFingerprint(row: Json, volatile: ReadonlySet<string>): string {
  const pieces: string[] = [];
  const isDeep = [...volatile].some((name) => name.includes('.'));
  const walk = (value: Json, skip: ReadonlySet<string> | undefined, path = ''): void => {
    if (value === null || typeof value !== 'object') {
      pieces.push(JSON.stringify(value));
    } else if (Array.isArray(value)) {
      pieces.push('[');
      value.forEach((each: Json, index) => {
        if (index > 0) pieces.push(',');
        walk(each, undefined);
      });
      pieces.push(']');
    } else {
      pieces.push('{');
      let first = true;
      for (const [name, each] of Object.entries(value as Readonly<Record<string, Json>>).sort(byName)) {
        if (skip?.has(`${path}${name}`) === true) continue;
        pieces.push(first ? '' : ',', JSON.stringify(name), ':');
        first = false;
        if (isDeep && skip !== undefined) walk(each, skip, `${path}${name}.`);
        else walk(each, undefined);
      }
      pieces.push('}');
    }
  };
  walk(row, volatile);
  return createHash('sha256').update(pieces.join('')).digest('hex');
}

function byName([a]: readonly [string, Json], [b]: readonly [string, Json]): number {
  return a < b ? -1 : Number(a > b);
}
