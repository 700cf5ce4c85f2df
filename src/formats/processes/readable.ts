import { isObject } from '../../base/json.ts';
import type { Language } from '../../base/text.ts';
import { toPlain } from '../../markup/plain.ts';
import { parseMarkup } from '../../markup/parse.ts';
import type { Activity } from './activity.ts';
import { conditionOf, inline } from './conditions.ts';
import type { Template, Variable } from './template.ts';
import { processWords } from './words.ts';

const shown = (value: string): boolean => value !== '' && value !== '[]';
/** Said elsewhere, or of use to the designer alone. */
const unsaid = new Set(['Title', 'Permission', 'Links', 'truecondition', 'mixedcondition', 'fieldcondition']);

function variable({ code, name, type, required, many, initial }: Variable, language: Language): string {
  const words = processWords(language);
  const more = [type, required ? words.required : '', many ? words.many : '', inline(initial)].filter(shown);
  return `- ${name} (${code}): ${more.join(', ')}`;
}

/** What a person wants to know of a template or a block, as plain text. */
export function readable(of: Template | Activity, language: Language): string {
  if ('properties' in of) return ofActivity(of);
  const words = processWords(language);
  const starts = (words.startsWhen as Readonly<Record<string, string>>)[of.starts] ?? '';
  const lists = [
    [words.parameters, of.parameters],
    [words.variables, of.variables],
    [words.constants, of.constants],
  ] as const;
  return [
    of.description,
    [starts, of.document.filter(Boolean).join(' / ')].filter(Boolean).join('. '),
    ...lists
      .filter(([, list]) => list.length > 0)
      .map(([title, list]) => [`${title}:`, ...list.map((one) => variable(one, language))].join('\n')),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function ofActivity(activity: Activity): string {
  const condition = conditionOf(activity);
  const lines = Object.entries(activity.properties)
    .filter(([name]) => !unsaid.has(name))
    .map(([name, value]) => [
      name,
      isObject(value) || Array.isArray(value) ? inline(value) : textWithoutTags(inline(value)),
    ])
    .filter(([, value]) => shown(value ?? ''))
    .map(([name, value]) => `${name}: ${value}`);
  return [condition, ...lines].filter(Boolean).join('\n');
}

function textWithoutTags(text: string): string {
  return text.includes('[') ? toPlain(parseMarkup(text, 'document')) : text;
}
