import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { sha256 } from '../../../src/base/hash.ts';
import { isList, isObject, type Json, type JsonObject, textOf } from '../../../src/base/json.ts';
import { overviewPages } from './overview.ts';
import { type Shape, shapeOf } from './shape.ts';

export interface DocumentedRefusal {
  readonly code: string;
  /** What it says, or a print of it; '' where the page gives no words. */
  readonly words: string;
}

/** One method as the vendor documents it: what it is asked, what its answers look like, how it refuses. */
export interface Documented {
  readonly method: string;
  readonly api: 'v2' | 'v3';
  readonly params: readonly { readonly name: string; readonly type: string; readonly required: boolean | 'unknown' }[];
  /** Names of the members of object parameters, by the title of their table. */
  readonly subparams: readonly string[];
  readonly requests: readonly JsonObject[];
  /** Shapes of whole answers, `time` left out. */
  readonly answers: readonly Shape[];
  /** Codes of the documented examples of errors. */
  readonly errors: readonly string[];
  /** Every error that the page documents, with its words. */
  readonly refusals: readonly DocumentedRefusal[];
  /** All codes of the page. Old pages put the text where the code should be. */
  readonly errorCodes: readonly string[];
}

const root = join(import.meta.dirname, '..', '..', '..');
export const examplesFile = join(root, '..', 'shared', 'contract', 'examples.jsonl');
export const digestFile = join(root, 'test', 'contract', 'digest.json.gz');

const emptyCodes = new Set(['Пустое значение', 'Пустая строка', '-']);
const codeOf = (value: Json | undefined): string => (emptyCodes.has(textOf(value)) ? '' : textOf(value));

const plainWords = (words: string): string =>
  words
    .toLowerCase()
    .replaceAll(/['".«»{}]/gu, '')
    .trim();

/** Stands for a sentence where the sentence itself is not kept. */
export const sentencePrint = (words: string): string => `#${sha256(plainWords(words)).slice(0, 12)}`;

/** Whether two texts of errors are one, punctuation aside; either may be a print. */
export function isSameSentence(documented: string, ours: string): boolean {
  return documented.startsWith('#') ? documented === sentencePrint(ours) : plainWords(documented) === plainWords(ours);
}

interface RawPage {
  readonly method: string;
  readonly api: 'v2' | 'v3';
  readonly params?: Documented['params'];
  readonly subparams?: Readonly<Record<string, readonly { readonly name: string }[]>>;
  readonly requests: readonly { readonly json?: Json; readonly parse?: string }[];
  readonly success: readonly { readonly json?: Json; readonly fragment?: boolean; readonly status?: number | string }[];
  readonly errors: readonly { readonly json?: Json }[];
  readonly errorCodes: readonly { readonly code?: Json; readonly message?: string }[];
}

function withoutAuth(json: JsonObject): JsonObject {
  const { auth: _auth, ...rest } = json;
  const fields = rest['fields'];
  if (!isObject(fields) || !('auth' in fields)) return rest;
  const { auth: _inner, ...others } = fields;
  return { ...rest, fields: others };
}

/** Where the documentation says "put a date here", a date is put. */
function withDates(value: Json): Json {
  if (isList(value)) return value.map(withDates);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withDates(each)]));
  const isBlank = typeof value === 'string' && /^(?:\*\*put\w*date\w*\*\*|formatDate\(\w+\))$/u.test(value);
  return isBlank ? '2026-01-15T00:00:00+03:00' : value;
}

const errorCode = (json: Json | undefined): string => {
  const value = isObject(json) ? json['error'] : undefined;
  return codeOf(isObject(value) ? value['code'] : value);
};

function refusalsOf({ errorCodes }: RawPage): readonly DocumentedRefusal[] {
  const all = errorCodes.map(({ code, message }) => ({ code: codeOf(code), words: textOf(message) }));
  return [...new Map(all.map((refusal) => [JSON.stringify(refusal), refusal])).values()];
}

function fromPage(page: RawPage): Documented {
  const requests = new Map<string, JsonObject>();
  for (const { json, parse } of page.requests) {
    // What could not be read as JSON is no request to replay; what has no body asks for nothing in particular.
    if (parse === 'failed' || (json !== undefined && json !== null && !isObject(json))) continue;
    const request = withDates(withoutAuth(isObject(json) ? json : {})) as JsonObject;
    requests.set(JSON.stringify(request), request);
  }
  const answers = page.success
    .filter(({ json, fragment }) => fragment !== true && isObject(json) && 'result' in json)
    .map(({ json }) => {
      const { time: _time, ...rest } = json as JsonObject;
      return shapeOf(rest);
    });
  return {
    method: page.method,
    api: page.api,
    params: (page.params ?? []).map(({ name, type, required }) => ({ name, type, required })),
    subparams: Object.values(page.subparams ?? {}).flatMap((fields) => fields.map((field) => field.name)),
    requests: [...requests.values()],
    answers,
    errors: [...new Set(page.errors.map(({ json }) => errorCode(json)))],
    refusals: refusalsOf(page),
    errorCodes: [...new Set(page.errorCodes.flatMap(({ code, message }) => [codeOf(code), textOf(message)]))],
  };
}

/** Pages of one method and API are one: a few methods have several. */
function joined(pages: readonly Documented[]): readonly Documented[] {
  const byName = new Map<string, Documented>();
  for (const page of pages) {
    const key = `${page.api} ${page.method.toLowerCase()}`;
    const known = byName.get(key);
    if (known === undefined) byName.set(key, page);
    else {
      byName.set(key, {
        ...known,
        params: [...known.params, ...page.params],
        subparams: [...known.subparams, ...page.subparams],
        requests: [...known.requests, ...page.requests],
        answers: [...known.answers, ...page.answers],
        errors: [...known.errors, ...page.errors],
        errorCodes: [...known.errorCodes, ...page.errorCodes],
        refusals: [...known.refusals, ...page.refusals],
      });
    }
  }
  return [...byName.values()];
}

/** Whether the vendor's own examples lie beside this checkout; otherwise a digest of them is used. */
export const hasExamples = existsSync(examplesFile);

/** The documentation as data: from the vendor's examples where they are, else from the digest in this repository. */
export function documentation(): readonly Documented[] {
  const pages = hasExamples
    ? documentationFrom(readFileSync(examplesFile, 'utf8'))
    : (JSON.parse(gunzipSync(readFileSync(digestFile)).toString()) as readonly Documented[]);
  return [...pages, ...overviewPages].map((page) => {
    const shown = fragments[`${page.api} ${page.method}`] ?? [];
    return shown.length === 0 ? page : { ...page, answers: [...page.answers, ...shown.map((each) => shapeOf(each))] };
  });
}

/** Answers that a page shows as a fragment in its text, where no program finds them. */
const fragments: Readonly<Record<string, readonly JsonObject[]>> = {
  'v2 disk.folder.uploadFile': [{ result: { field: 'file', uploadUrl: 'https://test.bitrix24.ru/rest/upload.json' } }],
};

/** Reads examples in the form of one page a line. */
export function documentationFrom(lines: string): readonly Documented[] {
  const pages = lines.split('\n').filter((line) => line !== '');
  return joined(pages.map((line) => fromPage(JSON.parse(line) as RawPage)));
}
