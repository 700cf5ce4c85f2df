import { isList, isObject, type Json, type JsonObject, textOf } from '../base/json.ts';
import type { Origin, Runner, Time } from './call.ts';
import { fromQuery } from './form.ts';
import { ConnectionDropped } from './http.ts';
import { RawJson } from './method.ts';
import { flagOf, listOf, mapOf } from './params.ts';
import { resolveReferences } from './references.ts';
import { Refusal, refusal3 } from './refusal.ts';

export const batchLimit = 50;

const noBatch = ['batch', 'disk.folder.uploadfile.raw', 'download', 'upload'];

interface Sections {
  readonly result: Map<string, Json | RawJson>;
  readonly error: Map<string, Json>;
  readonly total: Map<string, Json>;
  readonly next: Map<string, Json>;
  readonly time: Map<string, Time>;
}

async function runOne(runner: Runner, command: string, from: Origin, sections: Sections, key: string): Promise<void> {
  const [name = '', query = ''] = splitOnce(command, '?');
  if (noBatch.includes(name.toLowerCase())) {
    throw new Refusal('ERROR_BATCH_METHOD_NOT_ALLOWED', 'Method is not allowed for batch usage', { status: 405 });
  }
  const params = resolveReferences(fromQuery(query), { ...sections }) as JsonObject;
  const { reply, time, effects } = await runner.call(name, params, from);
  if (effects.some((effect) => effect.do === 'drop' && effect.when === 'after')) throw new ConnectionDropped();
  sections.result.set(key, reply.result);
  if (reply.total !== undefined) sections.total.set(key, reply.total);
  if (reply.next !== undefined) sections.next.set(key, reply.next);
  sections.time.set(key, time);
}

function splitOnce(text: string, mark: string): readonly string[] {
  const place = text.indexOf(mark);
  return place < 0 ? [text] : [text.slice(0, place), text.slice(place + 1)];
}

/** A PHP array as JSON: keys 0, 1, 2… are a list, no keys at all are `[]`, others are an object. */
function phpArray(section: ReadonlyMap<string, Json | RawJson>): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  const isList = [...section.keys()].every((key, index) => key === String(index));
  for (const [key, value] of section) {
    if (parts.length > 0) parts.push(Buffer.from(','));
    if (!isList) parts.push(Buffer.from(`${JSON.stringify(key)}:`));
    if (value instanceof RawJson) parts.push(...value.parts);
    else parts.push(Buffer.from(JSON.stringify(value)));
  }
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  return [Buffer.from(open), ...parts, Buffer.from(close)];
}

/**
 * `batch` of REST 2.0: commands run in order, each may refer to answers of earlier ones, refusals are told per command
 * and stop the rest only with `halt` (https://apidocs.bitrix24.ru/settings/how-to-call-rest-api/batch.html).
 */
export async function runBatch(runner: Runner, params: JsonObject, from: Origin): Promise<RawJson> {
  const byLowerName = new Map(Object.entries(params).map(([name, value]) => [name.toLowerCase(), value]));
  const commands = Object.entries(mapOf(byLowerName.get('cmd')) ?? {});
  const halt = flagOf(byLowerName.get('halt'));
  const sections: Sections = {
    result: new Map(),
    error: new Map(),
    total: new Map(),
    next: new Map(),
    time: new Map(),
  };
  for (const [index, [key, command]] of commands.entries()) {
    try {
      if (index >= batchLimit) throw new Refusal('ERROR_BATCH_LENGTH_EXCEEDED', 'Max batch length exceeded');
      await runOne(runner, textOf(command), from, sections, key);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      sections.error.set(key, { error: error.code, error_description: error.message });
      if (halt) break;
    }
  }
  const named: readonly (readonly [string, ReadonlyMap<string, Json | RawJson>])[] = [
    ['result', sections.result],
    ['result_error', sections.error],
    ['result_total', sections.total],
    ['result_next', sections.next],
    ['result_time', sections.time],
  ];
  const members = named.flatMap(([name, section], index) => [
    Buffer.from(`${index === 0 ? '{' : ','}"${name}":`),
    ...phpArray(section),
  ]);
  return new RawJson([...members, Buffer.from('}')]);
}

function walk(from: Json | undefined, keys: readonly string[]): Json | undefined {
  let here = from;
  for (const key of keys) here = mapOf(here)?.[key];
  return here;
}

/** `alias.item.id`, or `alias.id` for short: only an answer's item or items can be referred to. */
function refPath(answers: ReadonlyMap<string, Json>, path: string): Json | undefined {
  const [alias = '', ...keys] = path.split('.');
  const answer = mapOf(answers.get(alias));
  return walk(answer, keys) ?? walk(answer?.['item'] ?? answer?.['items'], keys);
}

function refArray(answers: ReadonlyMap<string, Json>, path: string): Json {
  const [alias = '', ...keys] = path.split('.');
  if (keys.length === 0) throw refusal3.other('INVALIDSELECTEXCEPTION', `A reference names a field: ${path}`);
  const rows = listOf(mapOf(answers.get(alias))?.['items']) ?? [];
  const field = keys[0] === 'items' ? keys.slice(1) : keys;
  return rows.map((row) => walk(row, field) ?? null);
}

/** `{"$ref": "alias.path"}` gives a value, `{"$refArray": "alias.field"}` the values of a field over a list of rows. */
function resolveRefs(value: Json, answers: ReadonlyMap<string, Json>): Json {
  if (isList(value)) return value.map((item) => resolveRefs(item, answers));
  if (!isObject(value)) return value;
  const one = value['$ref'];
  if (typeof one === 'string') return refPath(answers, one) ?? null;
  const many = value['$refArray'];
  if (typeof many === 'string') return refArray(answers, many);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveRefs(item, answers)]));
}

/**
 * `batch` of REST 3.0: a list of `{method, query, as}`; the first refusal refuses the whole
 * (https://apidocs.bitrix24.ru/api-reference/rest-v3.html). Names of `as` lead to the item or items of an answer.
 */
export async function runBatch3(runner: Runner, commands: readonly Json[], from: Origin): Promise<readonly Json[]> {
  const answers = new Map<string, Json>();
  const results: Json[] = [];
  if (commands.length > batchLimit) throw new Refusal('ERROR_BATCH_LENGTH_EXCEEDED', 'Max batch length exceeded');
  for (const [index, command] of commands.entries()) {
    const { method, query, as } = mapOf(command) ?? {};
    if (typeof method !== 'string') {
      throw refusal3.other('INVALIDSELECTEXCEPTION', 'A batch is a list of {method, query}');
    }
    const params = resolveRefs(query ?? {}, answers);
    const { reply } = await runner.call(method, mapOf(params) ?? {}, from);
    const result = reply.result instanceof RawJson ? reply.result.value : reply.result;
    answers.set(String(index), result);
    if (typeof as === 'string') answers.set(as, result);
    results.push(result);
  }
  return results;
}
