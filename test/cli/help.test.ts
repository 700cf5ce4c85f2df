import { describe, expect, it } from 'vitest';

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

  it('explains each command with its summary, parameters and an example that can be pasted', async () => {
    const pages = await Promise.all(
      everyCommand.map(async ([name, declaration]) => ({
        name,
        declaration,
        page: (await bye24([...declaration.words, '--help'])).stdout,
      })),
    );
    for (const { name, declaration, page } of pages) {
      expect(page).toContain(textsFor('en').commands[name].summary);
      for (const example of declaration.examples) expect(page).toContain(example);
    }
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
