import { flagOf, type Parameter } from '../commands/parameter.ts';
import { type CommandGroup, type CommandName, type Declaration, everyCommand } from '../commands/table.ts';
import type { Texts } from '../texts/catalogue.ts';
import { padEnd, widthOf, wrap } from './layout.ts';
import type { Style } from './style.ts';

const indent = '  ';

/** Two columns: the left one as wide as it needs, the right one wrapped. */
function pairs(rows: readonly (readonly [string, string])[], columns: number): readonly string[] {
  const left = Math.min(30, Math.max(...rows.map(([name]) => widthOf(name))));
  return rows.flatMap(([name, text]) => {
    const right = Math.max(20, columns - left - 4);
    const under = wrap(text, right).map((line) => `${indent}${' '.repeat(left)}${indent}${line}`);
    // A name that is too long for its column has a line of its own.
    if (widthOf(name) > left) return [`${indent}${name}`, ...under];
    const [first = '', ...rest] = under;
    return [`${indent}${padEnd(name, left)}${first.slice(indent.length + left)}`, ...rest];
  });
}

function placeholderOf(parameter: Parameter): string {
  if (parameter.type === 'flag') return '';
  return parameter.type === 'choice' ? parameter.of.join('|') : parameter.placeholder;
}

function globalRows({ help }: Texts): readonly (readonly [string, string])[] {
  return [
    ['--lang ru|en', help.global.lang],
    ['--json', help.global.json],
    ['--no-progress', help.global.noProgress],
    ['--explain', help.global.explain],
    ['-h, --help', help.global.help],
    ['-v, --version', help.global.version],
  ];
}

function commandRows(
  texts: Texts,
  isMeant: (declaration: Declaration) => boolean,
): readonly (readonly [string, string])[] {
  return everyCommand
    .filter(([, declaration]) => isMeant(declaration))
    .map(([name, { words }]) => [words.join(' '), texts.commands[name].summary]);
}

/** The first page: what bye24 is, its commands in the order of the journey. */
export function overview(texts: Texts, style: Style, columns: number): string {
  const { help } = texts;
  const groups = Object.keys(help.groups) as CommandGroup[];
  const sections = groups.map((group) => {
    const rows = commandRows(texts, (declaration) => declaration.group === group);
    return ['', style.bold(help.groups[group]), ...pairs(rows, columns)];
  });
  return [
    `${style.bold('bye24')}  ${help.tagline}`,
    '',
    ...wrap(help.newcomer, columns),
    '',
    `${style.bold(help.usage)}  ${help.usageLine}`,
    ...sections.flat(),
    '',
    style.bold(help.everywhere),
    ...pairs(globalRows(texts), columns),
    '',
    help.more,
    ...wrap(help.exitCodes, columns),
    ...wrap(help.independence, columns).map(style.dim),
    '',
  ].join('\n');
}

/** The commands that begin with one word, such as `box`. */
export function familyPage(family: string, texts: Texts, style: Style, columns: number): string {
  const { help } = texts;
  const rows = commandRows(texts, ({ words }) => words[0] === family);
  return [`${style.bold(`bye24 ${family}`)}  ${help.family}`, '', ...pairs(rows, columns), '', help.more, ''].join(
    '\n',
  );
}

function usageOf({ words, parameters }: Declaration, { help }: Texts): string {
  const places = Object.entries(parameters).flatMap(([, parameter]) => {
    if (parameter.type === 'list' && parameter.words === true) return [`<${parameter.placeholder}>`];
    if (!('at' in parameter) || parameter.at === undefined) return [];
    const placeholder = placeholderOf(parameter);
    return ['required' in parameter ? `<${placeholder}>` : `[${placeholder}]`];
  });
  const needed = Object.entries(parameters).flatMap(([name, parameter]) =>
    'required' in parameter && parameter.required && !isPlaced(parameter) ? [typed(name, parameter)] : [],
  );
  return ['bye24', ...words, ...places, ...needed, `[${help.options.toLowerCase()}]`].join(' ');
}

function isPlaced(parameter: Parameter): boolean {
  return ('at' in parameter && parameter.at !== undefined) || ('words' in parameter && parameter.words);
}

/** How a parameter is typed: what has a place of its own needs no name. */
function typed(name: string, parameter: Parameter): string {
  return isPlaced(parameter) ? placeholderOf(parameter) : `${flagOf(name)} ${placeholderOf(parameter)}`.trimEnd();
}

/** The page of one command. */
export function commandPage(
  name: CommandName,
  declaration: Declaration,
  texts: Texts,
  style: Style,
  columns: number,
): string {
  const { help } = texts;
  const { summary, description, parameters } = texts.commands[name];
  const words: Readonly<Record<string, string>> = parameters;
  const rows = Object.entries(declaration.parameters).map(
    ([parameter, shape]) => [typed(parameter, shape), words[parameter] ?? ''] as const,
  );
  return [
    `${style.bold(`bye24 ${declaration.words.join(' ')}`)}  ${summary}`,
    '',
    ...wrap(description, columns),
    '',
    `${style.bold(help.usage)}  ${usageOf(declaration, texts)}`,
    ...(rows.length === 0 ? [] : ['', style.bold(help.options), ...pairs(rows, columns)]),
    '',
    style.bold(help.everywhere),
    ...pairs(globalRows(texts), columns),
    '',
    style.bold(help.examples),
    ...declaration.examples.map((example) => `${indent}${example}`),
    '',
  ].join('\n');
}
