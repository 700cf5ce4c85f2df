import type { Language } from '../base/text.ts';
import { escapeHtml } from '../markup/html.ts';
import { textsFor } from '../texts/catalogue.ts';
import { kindById } from '../kinds/index.ts';
import type { Colleague } from './team-people.ts';
import { ownScopes } from './team-people.ts';

export interface Letter {
  readonly to: Colleague;
  readonly portal: string;
  readonly language: Language;
  /** The day that is written on it. */
  readonly atMs: number;
}

interface Part {
  readonly language: Language;
  readonly title: string;
  readonly intro: readonly string[];
  readonly steps: readonly string[];
  readonly scopes: readonly (readonly [scope: string, gives: string])[];
  readonly after: readonly string[];
}

function partOf({ to, portal }: Letter, language: Language): Part {
  const { letter } = textsFor(language).team;
  const { format } = textsFor(language);
  const scopes = ownScopes().map(({ scope, kinds }): readonly [string, string] => [
    scope,
    format.list(kinds.flatMap((kind) => kindById(kind)?.title.many[language].toLowerCase() ?? [])),
  ]);
  return {
    language,
    title: letter.title(to.name, portal),
    intro: letter.intro(portal),
    steps: letter.steps(portal),
    scopes,
    after: letter.after(to.userId),
  };
}

/** Both languages, that of the sender first. */
function partsOf(letter: Letter): readonly Part[] {
  const other: Language = letter.language === 'ru' ? 'en' : 'ru';
  return [partOf(letter, letter.language), partOf(letter, other)];
}

/** The invitation as plain text, to be sent by mail. */
export function letterText(letter: Letter): string {
  return partsOf(letter)
    .map(({ title, intro, steps, scopes, after }) =>
      [
        title,
        ...intro,
        steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
        scopes.map(([scope, gives]) => `   [x] ${scope}: ${gives}`).join('\n'),
        ...after,
      ].join('\n\n'),
    )
    .join('\n\n────────────────────────\n\n')
    .concat('\n');
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}' +
  'h1{font-size:1.4rem;line-height:1.25}code{background:#eee;padding:.1em .3em;border-radius:.2em}' +
  'li{margin:.4rem 0}hr{margin:2.5rem 0;border:0;border-top:1px solid #bbb}';

const paragraphs = (texts: readonly string[]): string => texts.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n');

function section({ language, title, intro, steps, scopes, after }: Part): string {
  const list = scopes
    .map(([scope, gives]) => `<li><code>${escapeHtml(scope)}</code> ${escapeHtml(gives)}</li>`)
    .join('\n');
  return [
    `<section lang="${language}">`,
    `<h1>${escapeHtml(title)}</h1>`,
    paragraphs(intro),
    `<ol>\n${steps.map((step) => `<li>${escapeHtml(step)}</li>`).join('\n')}\n</ol>`,
    `<ul>\n${list}\n</ul>`,
    paragraphs(after),
    '</section>',
  ].join('\n');
}

/** The same as a page: no script, nothing from elsewhere. */
export function letterHtml(letter: Letter): string {
  const [first, second] = partsOf(letter);
  if (first === undefined || second === undefined) return '';
  return [
    '<!doctype html>',
    `<html lang="${first.language}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(first.title)}</title>`,
    `<style>${style}</style></head>`,
    `<body>`,
    section(first),
    '<hr>',
    section(second),
    '</body></html>\n',
  ].join('\n');
}
