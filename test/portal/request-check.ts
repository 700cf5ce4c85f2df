import { isList, isObject, type Json, type JsonObject } from '../../src/base/json.ts';
import { type Documented, documentation } from './contract/source.ts';

/** Parameters that every method takes. */
const everywhere = new Set(['auth', 'start']);

/** Marked as required on their pages, whose words then say when they are not. */
const sometimes: Readonly<Record<string, (given: ReadonlyMap<string, Json>) => readonly string[]>> = {
  'calendar.event.add': (given) => (given.get('is_meeting') === 'Y' ? [] : ['attendees', 'host']),
  'disk.folder.uploadfile': (given) => (given.has('filecontent') ? [] : ['data']),
};

let byName: ReadonlyMap<string, Documented> | undefined;

function pages(): ReadonlyMap<string, Documented> {
  byName ??= new Map(documentation().map((page) => [`${page.api} ${page.method.toLowerCase()}`, page]));
  return byName;
}

function fits(types: string | null | undefined, value: Json): boolean {
  return (types ?? '').split('|').some((type) => fitsOne(type, value));
}

function fitsOne(type: string, value: Json): boolean {
  // A few old pages tell no type.
  const plain = type.trim().toLowerCase();
  if (isList(value) || isObject(value))
    return !/^(?:integer|int|double|float|boolean|bool|char|date|datetime)$/u.test(plain);
  if (/^(?:integer|int)$/u.test(plain)) return /^-?\d+$/u.test(String(value));
  if (/^(?:object|array)$/u.test(plain) || plain.endsWith('[]')) return false;
  return true;
}

/**
 * Holds one request of ours to the documentation: the method is known, its top-level parameters are (in any case, as the
 * portal takes them), those documented as required are there, and simple types are right. Names that only examples use
 * count as documented. Returns the problems in words; none for a good request.
 */
export function checkRequest(
  method: string,
  params: JsonObject | readonly Json[],
  api: 'v2' | 'v3' = 'v2',
): readonly string[] {
  const page = pages().get(`${api} ${method.toLowerCase()}`);
  if (page === undefined) return [`${method}: no such method in the documentation of ${api}`];
  // Positional parameters have places, not names: there must not be more of them than documented.
  if (isList(params)) {
    const most = Math.max(page.params.length, ...page.requests.map((request) => Object.keys(request).length));
    return params.length > most ? [`${method}: ${params.length} parameters, documented ${most}`] : [];
  }
  const given = new Map(Object.entries(params).map(([name, value]) => [name.toLowerCase(), value]));
  // Names differ in case alone on some pages (department.get: `sort` orders, `SORT` filters): either will do.
  const specs = Map.groupBy(page.params, ({ name }) => name.toLowerCase());
  const inExamples = new Set(
    page.requests.flatMap((request) => Object.keys(request)).map((name) => name.toLowerCase()),
  );
  const problems: string[] = [];
  for (const [name, value] of given) {
    const spec = specs.get(name);
    if (spec === undefined && !everywhere.has(name) && !inExamples.has(name))
      problems.push(`${method}: unknown parameter ${name}`);
    if (spec !== undefined && !spec.some(({ type }) => fits(type, value)))
      problems.push(`${method}: ${name} is no ${spec.map(({ type }) => type).join(' or ')}`);
  }
  const free = new Set(sometimes[method.toLowerCase()]?.(given));
  for (const [name, spec] of specs) {
    if (spec.some(({ required }) => required === true) && !given.has(name) && !free.has(name))
      problems.push(`${method}: required parameter ${name} is missing`);
  }
  return problems;
}
