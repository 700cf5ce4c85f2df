import { describe, expect, it } from 'vitest';

import { commandPage } from '../../src/cli/help.ts';
import { styleFor } from '../../src/cli/style.ts';
import { flagOf } from '../../src/commands/parameter.ts';
import { everyCommand } from '../../src/commands/table.ts';
import { textsFor } from '../../src/texts/catalogue.ts';
import { bye24 } from './support/bye24.ts';

describe('help', () => {
  it('greets a newcomer in English and names every command in the order of the journey', async () => {
    const { code, stdout, stderr } = await bye24([]);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain('Take everything home from Bitrix24. Leave nothing behind.');
    const places = everyCommand.map(([, { words }]) => stdout.indexOf(`  ${words.join(' ')} `));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
  });

  it('speaks Russian when asked, by flag, by BYE24_LANG or by the locale', async () => {
    const tagline = 'Забрать всё из Битрикс24. Не оставить следов.';
    const answers = await Promise.all([
      bye24(['--help', '--lang', 'ru']),
      bye24(['--help'], { environment: { BYE24_LANG: 'ru' } }),
      bye24(['--help'], { environment: { LANG: 'ru_RU.UTF-8' } }),
      bye24(['--help'], { environment: { LANG: 'ru_RU.UTF-8', LC_ALL: 'en_GB.UTF-8' } }),
    ]);
    expect(answers.map(({ stdout }) => stdout.includes(tagline))).toEqual([true, true, true, false]);
  });

  it.each(['en', 'ru'] as const)(
    'explains each command in %s: summary, parameters, an example to paste',
    (language) => {
      const texts = textsFor(language);
      const { help } = texts;
      const headings = [help.usage, help.options, help.everywhere, help.examples, ...Object.values(help.groups)];
      expect(new Set(headings).size).toBe(headings.length);
      for (const [name, declaration] of everyCommand) {
        const page = commandPage(name, declaration, texts, styleFor(false, {}), 80);
        const flat = page.replaceAll(/\s+/gu, ' ');
        const { summary, parameters } = texts.commands[name];
        for (const text of [summary, ...Object.values(parameters)]) expect(flat).toContain(text);
        for (const example of declaration.examples) expect(page).toContain(example);
        const usage = page.split('\n').find((line) => line.startsWith(help.usage));
        for (const [parameter, shape] of Object.entries(declaration.parameters)) {
          const placed = 'at' in shape || ('words' in shape && shape.words);
          if (!placed) expect(page).toContain(flagOf(parameter));
          if ('required' in shape && !placed) expect(usage).toContain(flagOf(parameter));
        }
        const [, ...rest] = page.split(help.options);
        const lines = rest.join('').split(help.examples)[0]?.split('\n') ?? [];
        expect(Math.max(...lines.map((line) => line.length)), name).toBeLessThanOrEqual(80);
      }
    },
  );

  it('lists the commands that begin with one word, asked for or not', async () => {
    const [asked, bare] = await Promise.all([bye24(['box', '--help']), bye24(['desktop'])]);
    expect([asked.code, asked.stderr]).toEqual([0, '']);
    expect(asked.stdout).toContain('box find ');
    expect(asked.stdout).not.toContain('desktop scan');
    expect([bare.code, bare.stdout]).toEqual([2, '']);
    expect(bare.stderr).toContain('desktop scan ');
  });

  it('has no colour and no cursor games when piped', async () => {
    const { stdout } = await bye24(['--help']);
    expect(stdout).not.toContain('\u001b');
  });

  it('keeps every line within 80 columns', async () => {
    const { stdout } = await bye24(['--help', '--lang', 'ru']);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('prints its version', async () => {
    const { stdout } = await bye24(['--version']);
    expect(stdout).toMatch(/^bye24 \d+\.\d+\.\d+\n$/u);
  });
});
