import { isList, isObject, type Json } from '../../base/json.ts';

/** A line of the raw log that holds an answer of the portal. */
export interface AnswerLine {
  readonly type: 'answer';
  readonly answer: number;
  readonly body: string;
  readonly base64?: true;
}

/** A line that says which records an answer brought, and where they stand in it. */
export interface PageLine {
  readonly type: 'page';
  readonly page: number;
  readonly answer: number;
  readonly pointer: readonly string[];
  readonly rows: readonly (readonly [number, string, string])[];
}

/** Lines of other kinds say nothing of what a record holds. */
export type RawLine = AnswerLine | PageLine | { readonly type: 'other' };

/** Undefined where a line is none that bye24 writes: whoever reads a damaged log must not stumble over it. */
export function parseLine(text: string): RawLine | undefined {
  let line: Json;
  try {
    line = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  if (!isObject(line)) return undefined;
  const { type, answer, body, page, pointer, rows } = line;
  if (type === 'answer')
    return isAll('number', answer) && isAll('string', body) ? (line as unknown as AnswerLine) : undefined;
  if (type !== 'page') return { type: 'other' };
  const isPage =
    isAll('number', page, answer) &&
    isList(pointer) &&
    isAll('string', ...pointer) &&
    isList(rows) &&
    rows.every(isPlace);
  return isPage ? (line as unknown as PageLine) : undefined;
}

function isAll(type: 'number' | 'string', ...values: readonly (Json | undefined)[]): boolean {
  return values.every((value) => typeof value === type);
}

function isPlace(value: Json): boolean {
  return isList(value) && isAll('number', value[0]) && isAll('string', value[1], value[2]);
}

/** The text of an answer. Bytes that are no text are kept as base64. */
export function bodyOf({ body, base64 }: AnswerLine): string {
  return base64 === true ? Buffer.from(body, 'base64').toString('utf8') : body;
}
