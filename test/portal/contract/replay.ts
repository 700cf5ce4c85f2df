import { isList, isObject, type Json, type JsonObject, textOf } from '../../../src/base/json.ts';
import { MethodTable } from '../../../src/portal/core.ts';
import { families } from '../../../src/portal/methods/index.ts';
import { listOf } from '../../../src/portal/params.ts';
import type { LocalPortal } from '../../../src/portal/portal.ts';
import { call, call3, callAsApplication, portalOf } from '../support.ts';
import { compare, type Shape, shapeOf } from './shape.ts';
import { type Documented, isSameSentence } from './source.ts';
import { given, type World } from './world.ts';

/** What became of one method's documentation when it was replayed. */
export interface Verdict {
  readonly method: string;
  readonly api: 'v2' | 'v3';
  /** Documented requests that were sent. */
  readonly replayed: number;
  readonly problems: readonly string[];
}

function withoutTime({ time: _time, ...rest }: JsonObject): JsonObject {
  return rest;
}

/** The documented answer that ours is nearest to, and how they differ. Every answer has `time`, whole. */
function compareAnswer(answers: readonly Shape[], json: JsonObject): readonly string[] {
  const isBare = answers.every((answer) => typeof answer === 'object' && 'o' in answer && !('result' in answer.o));
  if (isBare && answers.length > 0) return answers.flatMap((answer) => compare(answer, shapeOf(json), 'answer'));
  const time = isObject(json['time']) ? Object.keys(json['time']) : [];
  const missing = [
    'start',
    'finish',
    'duration',
    'processing',
    'date_start',
    'date_finish',
    'operating',
    'operating_reset_at',
  ];
  const timeProblems = missing.filter((name) => !time.includes(name)).map((name) => `time.${name}: missing`);
  const { result, total } = withoutTime(json);
  const ours = shapeOf(result ?? null);
  const tries = answers.map((answer) => {
    if (typeof answer === 'string' || !('o' in answer)) return ['the documented answer is no object'];
    const documented = answer.o['result'];
    const counted = answer.o['total'] === undefined || typeof total === 'number' ? [] : ['total: missing'];
    return [...(documented === undefined ? [] : compare(documented, ours)), ...counted];
  });
  const best = tries.toSorted((a, b) => a.length - b.length)[0] ?? [];
  return [...timeProblems, ...best];
}

/** Which members a row has is the request's choice, where it makes one; the example answers one choice only. */
function isChosen(problem: string, params: JsonObject): boolean {
  const select = listOf(given(params, 'select'))?.map(textOf) ?? [];
  const key = /\.(\w+): (missing|not documented)$/u.exec(problem);
  if (key === null || select.length === 0) return false;
  const isSelected = select.includes(key[1] ?? '');
  return key[2] === 'missing' ? !isSelected && !select.includes('*') : isSelected;
}

/** How a page's requests go out: what only an application may ask, as one. */
export function askerOf({ api, method }: Documented): typeof call {
  if (api === 'v3') return call3;
  return methods.find('v2', method)?.applicationOnly === true ? callAsApplication : call;
}

const methods = new MethodTable(families.flat());

async function replayRequest(
  page: Documented,
  params: JsonObject,
  world: World | undefined,
): Promise<readonly string[]> {
  const portal = portalOf();
  try {
    world?.prepare(portal, { method: page.method.toLowerCase(), params });
    const { status, json } = await askerOf(page)(portal, page.method, params);
    if ('error' in json) {
      const error = isObject(json['error']) ? json['error'] : json;
      return [
        `refused (${status}): ${textOf(error['error'] ?? error['code'])} ${textOf(error['error_description'] ?? error['message'])}`,
      ];
    }
    return compareAnswer(page.answers, json).filter((problem) => !isChosen(problem, params));
  } finally {
    portal.close();
  }
}

const missingId = 999_999_999;

function withIds(value: Json, key = ''): Json {
  if (isList(value)) return value.map((each) => withIds(each, key));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withIds(each, name)]));
  const isId = /(?:^id|Id|ID)$/u.test(key) && !/type_?id$/iu.test(key);
  return isId && /^\d+$/u.test(textOf(value)) ? missingId : value;
}

/** Requests that a portal should refuse: names of nothing, nothing at all, wrong types. */
function wrongRequests(page: Documented): readonly JsonObject[] {
  const [first = {}] = page.requests;
  const names = page.params.map((param) => param.name);
  const wrongTypes = names.map((name) => ({ ...first, [name]: 'x' }));
  return [withIds(first) as JsonObject, {}, ...wrongTypes];
}

/** The portal's own errors, that any method may give (https://apidocs.bitrix24.ru/error-codes.html). */
const systemErrors = new Set([
  'ERROR_METHOD_NOT_FOUND',
  'insufficient_scope',
  'ACCESS_DENIED',
  '100',
  'INVALID_ARG_VALUE',
]);

function isDocumentedError(page: Documented, code: string, text: string): boolean {
  // Hundreds of pages document it, and the rest say nothing of wrong types.
  if (/^Parameter '\w+' must be array\.$/u.test(text)) return true;
  // REST 3.0 documents its errors in one place for all methods.
  if (page.api === 'v3' && code.startsWith('BITRIX_REST_V3_EXCEPTION_')) return true;
  if (page.errors.includes(code) || systemErrors.has(code)) return true;
  return page.errorCodes.some((known) => isSameSentence(known, code) || isSameSentence(known, text));
}

async function replayErrors(page: Documented): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const params of wrongRequests(page)) {
    const portal: LocalPortal = portalOf();
    try {
      const { status, json } = await askerOf(page)(portal, page.method, params);
      if (!('error' in json)) continue;
      const v3 = isObject(json['error']) ? json['error'] : undefined;
      const [code, text] = [
        textOf(v3?.['code'] ?? json['error']),
        textOf(v3?.['message'] ?? json['error_description']),
      ];
      const shaped = page.api === 'v3' ? v3 !== undefined : v3 === undefined && 'error_description' in json;
      if (!shaped) problems.push(`error for ${JSON.stringify(params).slice(0, 60)}: not the shape of an error`);
      if (status < 400) problems.push(`error ${code}: status ${status}`);
      if (!isDocumentedError(page, code, text)) problems.push(`error ${code || "''"} "${text}": not documented`);
    } finally {
      portal.close();
    }
  }
  return problems;
}

/** Replays all that is documented of one method, each request on a fresh portal. */
export async function replay(page: Documented, worlds: readonly World[]): Promise<Verdict> {
  const world = worlds.find((each) => each.serves(page.method.toLowerCase()));
  const problems = new Set<string>();
  for (const params of page.requests)
    for (const problem of await replayRequest(page, params, world)) problems.add(problem);
  for (const problem of await replayErrors(page)) problems.add(problem);
  return { method: page.method, api: page.api, replayed: page.requests.length, problems: [...problems] };
}
