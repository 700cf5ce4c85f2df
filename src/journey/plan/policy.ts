import { Bye24Error } from '../../base/error.ts';
import type { RecordKey } from '../../archive/types.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import type { Condition, Policy } from '../types.ts';

/** What a person wrote: `--kinds contacts,leads --where 'changed<2024-01-01' --keep contact:5,7`. */
export interface PolicyText {
  readonly kinds: string;
  /** Each text may hold several conditions joined by `and`; all must hold. */
  readonly where?: readonly string[];
  readonly keep?: string;
}

const words = (text: string): readonly string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

/**
 * Reads a policy. Nothing chosen means nothing deleted, so an empty choice is an error rather than "all".
 * @throws Bye24Error POLICY_EMPTY, POLICY_UNKNOWN_KIND, POLICY_BAD_CONDITION, POLICY_BAD_DATE, POLICY_BAD_KEEP
 */
export function parsePolicy(text: PolicyText, kinds: readonly Kind[]): Policy {
  const names = words(text.kinds);
  if (names.length === 0) throw new Bye24Error('POLICY_EMPTY');
  const chosen =
    names.length === 1 && names[0] === 'all' ? 'all' : [...new Set(names.map((name) => kindOf(name, kinds)))];
  return {
    kinds: chosen,
    where: (text.where ?? []).flatMap(parseConditions),
    keep: words(text.keep ?? '').map((word) => parseKey(word, chosen, kinds)),
  };
}

/** A name as it is compared: lower case, words joined by a dash. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_]+/gu, '-');

function namesOf({ id, title }: Kind): readonly string[] {
  return [id, `${id}s`, title.one.en, title.one.ru, title.many.en, title.many.ru].map(plain);
}

/** The kind that a person means: its id, or its name in either language, one or many, in any case. */
function kindOf(name: string, kinds: readonly Kind[]): KindId {
  const wanted = plain(name);
  const found = kinds.find(({ id }) => id === wanted) ?? kinds.find((kind) => namesOf(kind).includes(wanted));
  if (found !== undefined) return found.id;
  const near = kinds.filter(({ id }) => id.includes(wanted) || wanted.includes(id)).map(({ id }) => id);
  throw new Bye24Error('POLICY_UNKNOWN_KIND', { name, near: near.join(', ') });
}

const CONDITION = /^\s*(?<field>[\p{L}_][\p{L}\p{N}_.]*)\s*(?<is><=|>=|!=|<|>|=|~)\s*(?<value>.*?)\s*$/u;

/** `changed<2024-01-01 and name~"test"`. */
export function parseConditions(text: string): readonly Condition[] {
  return splitByAnd(text).map((part) => {
    const { field, is, value = '' } = CONDITION.exec(part)?.groups ?? {};
    const bare = unquoted(value);
    if (field === undefined || is === undefined || bare === undefined || (bare === '' && value === '')) {
      throw new Bye24Error('POLICY_BAD_CONDITION', { text: part.trim() });
    }
    const condition: Condition = { field, is: is as Condition['is'], value: bare };
    if (isTime(condition)) checkTime(condition);
    return condition;
  });
}

/** Splits at the word `and` outside quotes. */
function splitByAnd(text: string): readonly string[] {
  const parts: string[] = [''];
  for (const piece of text.split(/("[^"]*"|\sand(?:\s|$))/iu)) {
    if (/^\sand\s?$/iu.test(piece)) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts;
}

/** The value without its quotes; undefined when a quote is left open. */
function unquoted(value: string): string | undefined {
  if (!value.includes('"')) return value;
  return /^"(?<inner>[^"]*)"$/u.exec(value)?.groups?.['inner'];
}

/** Whether a condition is about time. Such a condition holds for what a record takes along as well. */
export function isTime({ field }: Condition): boolean {
  return field === 'changed' || field === 'created';
}

const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?$/u;

/** Milliseconds since 1970 of `2024-01-01` (midnight UTC) or `2024-01-01T10:00:00+03:00`; NaN for anything else. */
export function timeOf(value: string): number {
  if (!DATE.test(value)) return Number.NaN;
  const time = Date.parse(value);
  // Date.parse takes 30 February for 1 March.
  const day = Number(value.slice(8, 10));
  const lastDay = new Date(Date.UTC(Number(value.slice(0, 4)), Number(value.slice(5, 7)), 0)).getUTCDate();
  return day <= lastDay ? time : Number.NaN;
}

function checkTime({ field, is, value }: Condition): void {
  if (is === '~') throw new Bye24Error('POLICY_BAD_CONDITION', { text: `${field}${is}${value}` });
  if (Number.isNaN(timeOf(value))) throw new Bye24Error('POLICY_BAD_DATE', { field, value });
}

/** `contact:5`, or `5` where one kind is chosen and so only one can be meant. */
function parseKey(word: string, chosen: Policy['kinds'], kinds: readonly Kind[]): RecordKey {
  const colon = word.indexOf(':');
  if (colon > 0) {
    const id = word.slice(colon + 1).trim();
    if (id !== '') return { kind: kindOf(word.slice(0, colon), kinds), id };
  } else if (chosen !== 'all' && chosen.length === 1 && chosen[0] !== undefined) {
    return { kind: chosen[0], id: word };
  }
  throw new Bye24Error('POLICY_BAD_KEEP', { text: word });
}
