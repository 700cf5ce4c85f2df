import { parseArgs } from 'node:util';

import { Bye24Error } from '../base/error.ts';
import { flagOf, type Parameters } from '../commands/parameter.ts';
import { type CommandName, type Declaration, everyCommand } from '../commands/table.ts';
import { nearest } from './nearest.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly lang?: string;
  readonly json: boolean;
  readonly noProgress: boolean;
  readonly explain: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

/** A command line understood as far as its words go; values are checked by the command's schema. */
export interface Invocation {
  readonly command?: { readonly name: CommandName; readonly declaration: Declaration };
  /** The first word of several commands, alone on the line: `box`. */
  readonly family?: string;
  readonly global: GlobalOptions;
  readonly values: Readonly<Record<string, string | boolean | readonly string[]>>;
}

const globalFlags = {
  lang: { type: 'string' },
  json: { type: 'boolean' },
  'no-progress': { type: 'boolean' },
  explain: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

const secretFlags = new Set(['webhook', 'token', 'password', 'secret', 'auth', 'key', 'client-secret']);
const webhookInText = /\/rest\/(?:api\/)?\d+\/[a-z0-9]{4,}|^\d+\/[a-z0-9]{10,}\/?$/iu;

/** Refuses a webhook that stands on the command line, wherever it stands (I11). A local portal's own is no secret. */
function refuseSecrets(words: readonly string[], command: CommandName | undefined): void {
  if (command === 'portalServe') return;
  const flagged = words.some((word) => /^--[a-z-]+/u.test(word) && secretFlags.has(word.slice(2).split('=')[0] ?? ''));
  if (flagged || words.some((word) => webhookInText.test(word.slice(word.indexOf('=') + 1)))) {
    throw new Bye24Error('SECRET_IN_ARGUMENTS');
  }
}

/** The command that the first bare words name, and how many of them it took. */
function commandOf(
  words: readonly string[],
): { readonly name: CommandName; readonly declaration: Declaration } | undefined {
  const found = everyCommand.find(([, { words: own }]) => own.every((word, index) => words[index] === word));
  return found === undefined ? undefined : { name: found[0], declaration: found[1] };
}

/** A word that stands alone and with which several commands begin. */
function familyOf([word, ...rest]: readonly string[]): string | undefined {
  const isOne = rest.length === 0 && everyCommand.some(([, { words: own }]) => own.length > 1 && own[0] === word);
  return isOne ? word : undefined;
}

function optionsOf(parameters: Parameters): Record<string, { type: 'string' | 'boolean'; multiple?: boolean }> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { type }]) => [
      flagOf(name).slice(2),
      type === 'flag' ? { type: 'boolean' } : { type: 'string', multiple: type === 'list' },
    ]),
  );
}

function unknownCommand(word: string): Bye24Error {
  const names = everyCommand.map(([, { words }]) => words.join(' '));
  const near = nearest(word, names);
  return new Bye24Error('COMMAND_UNKNOWN', near === undefined ? { word } : { word, near });
}

/** Places bare words: by position first, then all that are left to the parameter that takes them. */
function placeWords(
  words: readonly string[],
  { parameters, words: command }: Declaration,
  values: Record<string, string | boolean | readonly string[]>,
): void {
  const entries = Object.entries(parameters);
  const rest = entries.find(([, one]) => one.type === 'list' && one.words === true)?.[0];
  if (rest !== undefined) {
    if (words.length > 0) values[rest] = words;
    return;
  }
  for (const [index, word] of words.entries()) {
    const place = entries.find(([, one]) => 'at' in one && one.at === index)?.[0];
    if (place === undefined) throw new Bye24Error('WORD_UNEXPECTED', { command: command.join(' '), word });
    values[place] = word;
  }
}

/** Splits `a,b` given to a list unless its values may hold commas themselves. */
function listOf(texts: readonly string[], whole: boolean): readonly string[] {
  if (whole) return texts;
  return texts
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/**
 * Understands a command line. Raises COMMAND_UNKNOWN, OPTION_UNKNOWN, WORD_UNEXPECTED, VALUE_MISSING and
 * SECRET_IN_ARGUMENTS; the words that were near are in the detail as `near`.
 */
export function understand(argv: readonly string[]): Invocation {
  const bare = argv.filter((word) => !word.startsWith('-'));
  const command = commandOf(bare);
  refuseSecrets(argv, command?.name);
  const own = command === undefined ? {} : optionsOf(command.declaration.parameters);
  const options = { ...own, ...globalFlags };
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  const commandText = command?.declaration.words.join(' ') ?? '';

  const given = new Map<string, string[]>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const option = (options as Record<string, { readonly type: string } | undefined>)[token.name];
    if (option === undefined) {
      const near = nearest(
        token.rawName,
        Object.keys(options).map((name) => `--${name}`),
      );
      const detail = { command: commandText, option: token.rawName };
      if (command !== undefined || bare.length === 0)
        throw new Bye24Error('OPTION_UNKNOWN', near === undefined ? detail : { ...detail, near });
      throw unknownCommand(bare[0] ?? '');
    }
    if (option.type === 'string' && token.value === undefined) {
      throw new Bye24Error('VALUE_MISSING', { command: commandText, parameter: token.rawName, expected: '…' });
    }
    given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? 'true']);
  }
  const lang = given.get('lang')?.at(-1);
  const global: GlobalOptions = {
    ...(lang === undefined ? {} : { lang }),
    json: given.has('json'),
    noProgress: given.has('no-progress'),
    explain: given.has('explain'),
    help: given.has('help') || words[0] === 'help',
    version: given.has('version'),
  };
  if (words[0] === 'help') return helpOn(words.slice(1), global);
  if (command === undefined) {
    const family = familyOf(words);
    if (family !== undefined && !global.json) return { family, global, values: {} };
    if (words.length > 0) throw unknownCommand(words.join(' '));
    return { global, values: {} };
  }
  return { command, global, values: valuesOf(command.declaration, given, words) };
}

function helpOn(words: readonly string[], global: GlobalOptions): Invocation {
  const command = commandOf(words);
  const family = command === undefined ? familyOf(words) : undefined;
  if (family !== undefined) return { family, global, values: {} };
  if (command === undefined && words.length > 0) throw unknownCommand(words.join(' '));
  return { ...(command === undefined ? {} : { command }), global, values: {} };
}

function valuesOf(
  declaration: Declaration,
  given: ReadonlyMap<string, readonly string[]>,
  words: readonly string[],
): Invocation['values'] {
  const values: Record<string, string | boolean | readonly string[]> = {};
  for (const [name, parameter] of Object.entries(declaration.parameters)) {
    const texts = given.get(flagOf(name).slice(2));
    if (texts === undefined) continue;
    if (parameter.type === 'flag') values[name] = true;
    else if (parameter.type === 'list') values[name] = listOf(texts, parameter.whole === true);
    else values[name] = texts.at(-1) ?? '';
  }
  placeWords(words.slice(declaration.words.length), declaration, values);
  return values;
}
