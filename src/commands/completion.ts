import type { Context, Done } from './context.ts';
import { flagOf, type InputOf } from './parameter.ts';
import { type Commands, type commands, everyCommand } from './table.ts';

type Input = InputOf<Commands['completion']['parameters']>;

export interface CompletionResult {
  readonly type: 'completion';
  readonly shell: string;
  readonly script: string;
}

const globalFlags = ['--lang', '--json', '--no-progress', '--explain', '--help', '--version'];

/** Words that may follow each command, from the table. */
function candidates(): readonly (readonly [command: string, words: readonly string[]])[] {
  return everyCommand.map(([, { words, parameters }]) => {
    const choices = Object.values(parameters).flatMap((one) => (one.type === 'choice' && 'at' in one ? one.of : []));
    return [words.join(' '), [...choices, ...Object.keys(parameters).map(flagOf), ...globalFlags]];
  });
}

const firstWords = [...new Set(everyCommand.map(([, { words }]) => words[0] ?? ''))];

/** Second words of commands that have two: `portal` → `serve`. */
const secondWords: ReadonlyMap<string, readonly string[]> = new Map(
  [...Map.groupBy(everyCommand, ([, { words }]) => words[0] ?? '')].flatMap(([first, group]) => {
    const seconds = group.flatMap(([, { words }]) => words[1] ?? []);
    return seconds.length === 0 ? [] : [[first, seconds] as const];
  }),
);

function bash(): string {
  const seconds = [...secondWords].map(([first, words]) => `    "${first}") words="${words.join(' ')}" ;;`);
  const cases = candidates().map(
    ([command, words]) => `    "${command}"|"${command} "*) words="${words.join(' ')}" ;;`,
  );
  return `# bye24: completion for bash
_bye24() {
  local current="\${COMP_WORDS[COMP_CWORD]}" typed="\${COMP_WORDS[*]:1:COMP_CWORD-1}" words="${[...firstWords, ...globalFlags].join(' ')}"
  case "$typed" in
${[...seconds, ...cases].join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ $current == -* || \${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _bye24 bye24
`;
}

function zsh(): string {
  const seconds = [...secondWords].map(([first, words]) => `    "${first}") options=(${words.join(' ')}) ;;`);
  const cases = candidates().map(
    ([command, words]) => `    "${command}"|"${command} "*) options=(${words.join(' ')}) ;;`,
  );
  return `#compdef bye24
# bye24: completion for zsh
_bye24() {
  local -a options
  local typed="\${(j: :)words[2,CURRENT-1]}"
  options=(${[...firstWords, ...globalFlags].join(' ')})
  case "$typed" in
${[...seconds, ...cases].join('\n')}
  esac
  compadd -- $options || _files
}
if [[ $funcstack[1] == _bye24 ]]; then _bye24; else compdef _bye24 bye24; fi
`;
}

function fish(): string {
  const lines = everyCommand.flatMap(([, { words, parameters }]) => {
    const [first = '', second] = words;
    const condition =
      second === undefined ? `__fish_seen_subcommand_from ${first}` : `__fish_seen_subcommand_from ${second}`;
    const start = `complete -c bye24 -n __fish_use_subcommand -f -a ${first}`;
    const next =
      second === undefined ? [] : [`complete -c bye24 -n "__fish_seen_subcommand_from ${first}" -f -a ${second}`];
    const flags = Object.entries(parameters).map(([name, one]) => {
      const takes = one.type === 'flag' ? '' : one.type === 'choice' ? ` -x -a "${one.of.join(' ')}"` : ' -r';
      const choice =
        one.type === 'choice' && 'at' in one ? [`complete -c bye24 -n "${condition}" -f -a "${one.of.join(' ')}"`] : [];
      return [...choice, `complete -c bye24 -n "${condition}" -l ${flagOf(name).slice(2)}${takes}`];
    });
    return [start, ...next, ...flags.flat()];
  });
  return `# bye24: completion for fish
${lines.join('\n')}
${globalFlags.map((flag) => `complete -c bye24 -l ${flag.slice(2)}${flag === '--lang' ? ' -x -a "ru en"' : ''}`).join('\n')}
`;
}

const scripts: Readonly<Record<(typeof commands)['completion']['parameters']['shell']['of'][number], () => string>> = {
  bash,
  zsh,
  fish,
};

/** The completion script of a shell, made from the table of commands. */
export async function run(_context: Context, { shell }: Input): Promise<Done<CompletionResult>> {
  return { ending: 'whole', result: { type: 'completion', shell, script: scripts[shell]() } };
}
