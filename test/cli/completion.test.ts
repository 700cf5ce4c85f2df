import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { describeWith, peer } from '../support/needs.ts';
import { bye24, emptyFolder } from './support/bye24.ts';

/** The script as `bye24 completion SHELL` prints it, in a file. */
async function scriptFor(shell: string): Promise<{ readonly folder: string; readonly script: string }> {
  const folder = emptyFolder();
  const { code, stdout } = await bye24(['completion', shell], { folder });
  expect(code).toBe(0);
  const script = join(folder, shell === 'zsh' ? '_bye24' : `bye24.${shell}`);
  writeFileSync(script, stdout);
  return { folder, script };
}

const lines = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== '');

/** What is typed before the Tab key, and what must be among the offers, and what must not. */
const typed: readonly (readonly [string, string, string])[] = [
  ['bye24 ex', 'export', 'plan'],
  ['bye24 portal s', 'serve', 'status'],
  ['bye24 box ', 'find', 'export-everything'],
  ['bye24 plan --ke', '--keep', '--kinds'],
  ['bye24 apply --', '--portal-is-live', '--yes'],
];

describeWith('bash', 'completion in bash', (bash) => {
  it('loads, and offers commands, their second words and their options', async () => {
    const { folder, script } = await scriptFor('bash');
    for (const [text, wanted, unwanted] of typed) {
      const words = text.split(' ');
      const quoted = words.map((word) => `'${word}'`).join(' ');
      const ask = `source '${script}'; complete -p bye24 >/dev/null || exit 9
        COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _bye24; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const offers = lines(peer(bash, ['--norc', '-c', ask], { cwd: folder }));
      expect(offers, text).toContain(wanted);
      expect(offers, text).not.toContain(unwanted);
    }
  }, 30_000);
});

describeWith('zsh', 'completion in zsh', (zsh) => {
  it('loads through compinit, and offers the same', async () => {
    const { folder } = await scriptFor('zsh');
    for (const [text, wanted, unwanted] of typed) {
      // The real completion system; only the last step tells the offers instead of drawing them.
      const ask = `fpath=('${folder}' $fpath); autoload -Uz compinit; compinit -u -D
        whence -w _bye24 >/dev/null || exit 9
        compadd() { local -a all; all=("\${@:2}"); print -l -- $all; }
        _files() { : }
        words=(${text
          .split(' ')
          .map((word) => `'${word}'`)
          .join(' ')}); CURRENT=$#words; _bye24`;
      const offers = lines(peer(zsh, ['-f', '-c', ask], { cwd: folder, env: { ...process.env, ZDOTDIR: folder } }));
      const start = text.split(' ').at(-1) ?? '';
      const fitting = offers.filter((offer) => offer.startsWith(start));
      expect(fitting, text).toContain(wanted);
      expect(fitting, text).not.toContain(unwanted);
    }
  }, 60_000);
});

describeWith('fish', 'completion in fish', (fish) => {
  it('loads, and offers the same', async () => {
    const { folder, script } = await scriptFor('fish');
    for (const [text, wanted, unwanted] of typed) {
      const ask = `source '${script}'; complete --do-complete '${text}'; true`;
      const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
      const offers = lines(peer(fish, ['--no-config', '-c', ask], { cwd: folder, env }));
      expect(offers, text).toContain(wanted);
      expect(offers, text).not.toContain(unwanted);
    }
  }, 60_000);
});
