import { createHash } from 'node:crypto';

import { isList, isObject, type Json, type JsonObject } from '../../base/json.ts';

const NOTHING: ReadonlySet<string> = new Set();

/**
 * The verifier's own way to a fingerprint, written apart from the writer's on purpose: a mistake in one of them shows
 * as damage, not as agreement.
 */
export function ownFingerprint(row: JsonObject, volatile: ReadonlySet<string>): string {
  const fields = members(row, '', volatile, (name, value) =>
    isObject(value) ? members(value, `${name}.`, volatile, textOf) : textOf(name, value),
  );
  return createHash('sha256').update(fields).digest('hex');
}

/** Members in the order of their names, without those that change by themselves: `views`, or `chat.role` in `chat`. */
function members(
  object: JsonObject,
  way: string,
  volatile: ReadonlySet<string>,
  text: (name: string, value: Json) => string,
): string {
  const names = Object.keys(object).filter((name) => !volatile.has(`${way}${name}`));
  const texts = names.sort().map((name) => `${JSON.stringify(name)}:${text(name, object[name] ?? null)}`);
  return `{${texts.join(',')}}`;
}

function textOf(_: string, value: Json): string {
  if (isList(value)) return `[${value.map((each) => textOf('', each)).join(',')}]`;
  return isObject(value) ? members(value, '', NOTHING, textOf) : JSON.stringify(value);
}
