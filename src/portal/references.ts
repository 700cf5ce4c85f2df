import { isList, isObject, type Json, textOf } from '../base/json.ts';
import { RawJson } from './method.ts';

/** What earlier commands of a batch gave, by section and key. */
export type Sections = Readonly<Record<string, ReadonlyMap<string, Json | RawJson>>>;

const reference = /\$(result|error|total|next|time)((?:\[[^\][]+\])+)/gu;
const wholeReference = /^\$(result|error|total|next|time)((?:\[[^\][]+\])+)$/u;

/** The value at a path; where a step is missing, the deepest part that is there. */
function deepest(sections: Sections, section: string, path: string): Json {
  const keys = [...path.matchAll(/\[([^\][]+)\]/gu)].map(([, key]) => (key ?? '').replaceAll(/^['"]|['"]$/gu, ''));
  const found = sections[section]?.get(keys[0] ?? '');
  if (found === undefined) return '';
  const within = keys.slice(1);
  const [start, onward] = found instanceof RawJson ? found.towards(within) : [found, within];
  let here: Json = start;
  for (const key of onward) {
    const next: Json | undefined = isList(here) ? here[Number(key)] : isObject(here) ? here[key] : undefined;
    if (next === undefined) return here;
    here = next;
  }
  return here;
}

function inText(text: string, sections: Sections): Json {
  if (!text.includes('$')) return text;
  const whole = wholeReference.exec(text);
  if (whole !== null) return deepest(sections, whole[1] ?? '', whole[2] ?? '');
  return text.replaceAll(reference, (_, section: string, path: string) => textOf(deepest(sections, section, path)));
}

/** Parameters with `$result[key][path]` and its kin replaced by what earlier commands answered. */
export function resolveReferences(value: Json, sections: Sections): Json {
  if (typeof value === 'string') return inText(value, sections);
  if (isList(value)) return value.map((item) => resolveReferences(item, sections));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveReferences(item, sections)]));
  }
  return value;
}
