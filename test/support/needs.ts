import { spawnSync } from 'node:child_process';

import { describe, it } from 'vitest';

import { findNeed, needs, type NeedName } from '../../scripts/needs.ts';

type Paths<Names extends readonly NeedName[]> = { readonly [At in keyof Names]: string };

/**
 * A group of tests that needs programs beside Node. `body` gets their paths. Where one is missing: a skip on a laptop,
 * a failure in CI, so that nothing goes unchecked in silence.
 */
export function describeWithAll<const Names extends readonly NeedName[]>(
  names: Names,
  title: string,
  body: (paths: Paths<Names>) => void,
): void {
  const paths = names.map((name) => findNeed(name));
  const missing = names.filter((_, index) => paths[index] === undefined);
  if (missing.length === 0) {
    describe(title, () => {
      body(paths as unknown as Paths<Names>);
    });
  } else if (process.env['CI'] === 'true') {
    it(`${title}: needs ${missing.join(', ')}, which is missing`, () => {
      throw new Error(`install ${missing.flatMap((name) => needs[name].debian).join(' ')}`);
    });
  } else {
    it.skip(`${title}: needs ${missing.join(', ')}, which is missing`, () => {});
  }
}

/** The same for one program. */
export function describeWith(name: NeedName, title: string, body: (path: string) => void): void {
  describeWithAll([name], title, ([path]) => {
    body(path);
  });
}

/** Runs a program that we did not write; its output. Fails the test when the program does. */
export function peer(
  program: string,
  words: readonly string[],
  options: { readonly input?: string | Uint8Array; readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, { ...options, maxBuffer: 1 << 28 });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ended with ${String(status)}: ${stderr.toString()}`);
  return stdout.toString();
}
