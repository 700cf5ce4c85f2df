import { isList, isObject, type Json, type JsonObject, textOf } from '../../../src/base/json.ts';
import type { LocalPortal } from '../../../src/portal/portal.ts';
import { callAsApplication, code, portalOf, post } from '../support.ts';
import { neighbours } from './neighbours.ts';
import { askerOf } from './replay.ts';
import { type Documented, type DocumentedRefusal, isSameSentence } from './source.ts';
import type { World } from './world.ts';
import { worlds } from './worlds.ts';

/** What a portal answered when something was wrong. */
interface Given {
  readonly code: string;
  readonly text: string;
}

/** Codes that stand for many things at once: the words must be the documented ones, too. */
const generic = new Set([
  '',
  '0',
  '100',
  '400',
  '403',
  '404',
  'ERROR_CORE',
  'ERROR',
  'ERROR_ARGUMENT',
  'WRONG_REQUEST',
]);

/** Whether a text is the documented one, whatever stands where the documentation names a field, a number or a type. */
function says(words: string, text: string): boolean {
  if (isSameSentence(words, text) || (!words.startsWith('#') && plain(words) === plain(text))) return true;
  const pieces = words.split(/#\w+#|\{\w+\}|'[^']*'|"[^"]*"|«[^»]*»|\d+|wrong_type|\b[NX]\b/u).map(plain);
  if (pieces.length === 1 || words.startsWith('#')) return false;
  const pattern = pieces.map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&')).join('.*');
  return new RegExp(`^${pattern}$`, 'u').test(plain(text));
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/['".«»{}`]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();

function isTheOne({ code: documented, words }: DocumentedRefusal, given: Given, api: 'v2' | 'v3'): boolean {
  // REST 3.0 has one list of codes for all methods; its pages give the words.
  if (api === 'v3' && documented === '' && words !== '') return says(words, given.text);
  // Old pages put the words where the code should be.
  if (documented !== '' && says(documented, given.text)) return true;
  if (documented.toUpperCase() !== given.code.toUpperCase()) {
    // Where the column of codes holds the HTTP status, the words alone tell one from another.
    return /^(?:[45]\d\d|—)$/u.test(documented) && words !== '' && says(words, given.text);
  }
  return words === '' || !generic.has(documented) || says(words, given.text);
}

/** Somebody without rights, somebody whose webhook may do nothing, and the administrator. */
const callers = { employee: { userId: 77, code: 'employee1' }, scopeless: { userId: 1, code: 'nothing1' } } as const;

function openPortal(): LocalPortal {
  const portal = portalOf({
    webhooks: [{ userId: 1, code }, callers.employee, { ...callers.scopeless, scopes: [] }],
  });
  portal.core.store.table({ name: 'users' }).put(77, { ID: '77', ACTIVE: true, NAME: 'Employee', LAST_NAME: '' });
  return portal;
}

const wrongValues: readonly Json[] = [null, '', 'x', 0, 999_999_999, ['x']];

function without(params: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(params).filter(([key]) => key !== name));
}

/** The request with one thing wrong: a member left out or of another kind, at the top and one level below. */
function* spoiled(page: Documented, params: JsonObject): Generator<JsonObject, void, void> {
  const names = new Set([...page.params.map(({ name }) => name), ...Object.keys(params)]);
  for (const name of names) {
    yield without(params, name);
    for (const value of wrongValues) yield { ...params, [name]: value };
    const inner = params[name];
    if (isObject(inner)) {
      for (const member of Object.keys(inner)) {
        yield { ...params, [name]: without(inner, member) };
        for (const value of wrongValues) yield { ...params, [name]: { ...inner, [member]: value } };
      }
    }
    if (isList(inner) && isObject(inner[0])) {
      const [first, ...rest] = inner;
      for (const member of Object.keys(first)) {
        for (const value of wrongValues) yield { ...params, [name]: [{ ...first, [member]: value }, ...rest] };
      }
    }
  }
  yield {};
}

/** `who`: by which webhook; absent for the administrator's, or for an application where only such may ask. */
async function ask(
  portal: LocalPortal,
  page: Documented,
  who: string | undefined,
  params: JsonObject,
): Promise<Given | undefined> {
  const path = page.api === 'v3' ? `api/${who}/${page.method}` : `${who}/${page.method}`;
  const { json } = await (who === undefined ? askerOf(page)(portal, page.method, params) : post(portal, path, params));
  if (!('error' in json)) return undefined;
  const v3 = isObject(json['error']) ? json['error'] : undefined;
  return { code: textOf(v3?.['code'] ?? json['error']), text: textOf(v3?.['message'] ?? json['error_description']) };
}

/** Everything that a method refuses with: to strangers, to those without rights, to whatever is wrong, and a second time. */
async function* refusals(page: Documented, world: World | undefined): AsyncGenerator<Given, void, void> {
  const employee = `${callers.employee.userId}/${callers.employee.code}`;
  const requests = page.requests.length === 0 ? [{}] : page.requests.slice(0, 1);
  for (const params of requests) {
    const portal = openPortal();
    try {
      world?.prepare(portal, { method: page.method.toLowerCase(), params });
      const asked: (readonly [who: string | undefined, params: JsonObject])[] = [
        ['1/wrongcode1', params],
        [`1/${callers.scopeless.code}`, params],
        [employee, params],
        ...[...spoiled(page, params)].map((each) => [undefined, each] as const),
        [undefined, params],
        [undefined, params],
      ];
      for (const [who, each] of asked) {
        const given = await ask(portal, page, who, each);
        if (given !== undefined) yield given;
      }
    } finally {
      portal.close();
    }
  }
}

/** What it refuses with because of something beside what the request names. */
async function* refusalsByNeighbours(page: Documented, world: World | undefined): AsyncGenerator<Given, void, void> {
  for (const { method, params, put, by } of neighbours) {
    if (page.api === 'v3' || method !== page.method) continue;
    const portal = openPortal();
    try {
      world?.prepare(portal, { method: method.toLowerCase(), params });
      put?.(portal);
      if (typeof by === 'object') portal.access.addWebhook({ userId: 1, code: 'narrow1', scopes: [by.scope] });
      const { json } =
        by === 'application'
          ? await callAsApplication(portal, method, params)
          : await post(portal, `1/${by === undefined ? code : 'narrow1'}/${method}`, params);
      if ('error' in json) yield { code: textOf(json['error']), text: textOf(json['error_description']) };
    } finally {
      portal.close();
    }
  }
}

async function* everyRefusal(page: Documented, world: World | undefined): AsyncGenerator<Given, void, void> {
  yield* refusals(page, world);
  yield* refusalsByNeighbours(page, world);
}

export interface Provoked {
  readonly provoked: readonly DocumentedRefusal[];
  readonly not: readonly DocumentedRefusal[];
}

/** Which of the errors that a page documents the local portal really gives when it is provoked. */
export async function provoke(page: Documented): Promise<Provoked> {
  const world = worlds.find((each) => each.serves(page.method.toLowerCase()));
  const open = new Set(page.refusals);
  const provoked: DocumentedRefusal[] = [];
  if (open.size === 0) return { provoked, not: [] };
  for await (const given of everyRefusal(page, world)) {
    for (const refusal of open) {
      if (!isTheOne(refusal, given, page.api)) continue;
      open.delete(refusal);
      provoked.push(refusal);
    }
    if (open.size === 0) break;
  }
  return { provoked, not: [...open] };
}
