/**
 * A parameter of a command as data: light enough that `--help` needs no validator, complete enough that the command
 * line, the web API and the docs are made from it. `at` is its place among the bare words of a command line.
 */
export type Parameter =
  | TextParameter
  | ListParameter
  | CountParameter
  | { readonly type: 'flag' }
  | ChoiceParameter
  | { readonly type: 'percent'; readonly placeholder: string };

interface TextParameter {
  readonly type: 'text';
  /** What stands for the value in help: DIR, FILE, ADDRESS. */
  readonly placeholder: string;
  readonly at?: number;
  readonly required?: true;
}

/** Comma-separated, or given several times; `words` takes all the bare words that are left. */
interface ListParameter {
  readonly type: 'list';
  readonly placeholder: string;
  readonly words?: true;
  /** Commas are part of the value. */
  readonly whole?: true;
}

/** A whole number; `100k` and `1M` are understood. */
interface CountParameter {
  readonly type: 'count';
  readonly placeholder: string;
  readonly min?: number;
  readonly max?: number;
}

interface ChoiceParameter {
  readonly type: 'choice';
  readonly of: readonly string[];
  readonly at?: number;
  readonly required?: true;
}

export type Parameters = Readonly<Record<string, Parameter>>;

type ValueOf<P extends Parameter> = P['type'] extends 'flag'
  ? boolean
  : P['type'] extends 'list'
    ? readonly string[]
    : P extends { readonly type: 'choice'; readonly of: readonly (infer Option)[] }
      ? Option | (P extends { readonly required: true } ? never : undefined)
      : P['type'] extends 'count' | 'percent'
        ? number | undefined
        : P extends { readonly required: true }
          ? string
          : string | undefined;

/** What a command is handed for its parameters: flags are never absent, lists never undefined. */
export type InputOf<P extends Parameters> = { readonly [Name in keyof P]: ValueOf<P[Name]> };

/** `sizeBytes` in code, `--size-bytes` on a command line. */
export function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
}
