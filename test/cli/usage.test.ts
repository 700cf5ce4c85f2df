import { describe, expect, it } from 'vitest';

import { bye24, objectsIn } from './support/bye24.ts';

const secret = 'k3jd8s7f6g5h4j3k';

describe('a mistyped command line', () => {
  it.each([
    [['appply'], 'COMMAND_UNKNOWN', '`apply`'],
    [['portal', 'serv'], 'COMMAND_UNKNOWN', '`portal serve`'],
    [['export', '--kindz', 'deal'], 'OPTION_UNKNOWN', '`--kinds`'],
    [['verify', 'everything'], 'WORD_UNEXPECTED', undefined],
    [['export', '--archive'], 'VALUE_MISSING', undefined],
    [['demo', '--size', 'many'], 'VALUE_WRONG', undefined],
    [['demo', '--size', '0'], 'VALUE_WRONG', undefined],
    [['portal', 'serve', '--limits', 'strict'], 'VALUE_WRONG', undefined],
    [['verify', '--sample', '500%'], 'VALUE_WRONG', undefined],
    [['completion'], 'VALUE_MISSING', undefined],
    [['--lang', 'de'], 'VALUE_WRONG', undefined],
  ])('%j ends with 2 and says %s', async (args, errorCode, near) => {
    const { code, stdout, stderr } = await bye24(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(errorCode);
    expect(stderr).toContain('nothing is lost');
    if (near !== undefined) expect(stderr).toContain(`Did you mean ${near}?`);
  });

  it('is told in Russian too, with the code untranslated', async () => {
    const { stderr } = await bye24(['appply', '--lang', 'ru']);
    expect(stderr).toContain('Нет команды');
    expect(stderr).toContain('Может быть, `apply`?');
    expect(stderr).toContain('COMMAND_UNKNOWN');
  });

  it('is one object on stdout with --json', async () => {
    const { code, stdout, stderr } = await bye24(['appply', '--json']);
    expect(code).toBe(2);
    expect(stderr).toBe('');
    expect(objectsIn(stdout)).toEqual([
      expect.objectContaining({ type: 'error', code: 'COMMAND_UNKNOWN', exitCode: 2 }),
    ]);
  });
});

describe('a secret on the command line (I11)', () => {
  it.each([
    [['connect', `https://acme.bitrix24.ru/rest/1/${secret}/`]],
    [['connect', `1/${secret}`]],
    [['export', '--portal', `https://acme.bitrix24.ru/rest/1/${secret}/`]],
    [['export', `--portal=https://acme.bitrix24.ru/rest/api/1/${secret}/`]],
    [['connect', '--webhook', 'anything']],
    [['connect', '--token=anything']],
  ])('%j is refused with 2, a warning, and no repetition of the secret', async (args) => {
    const { code, stdout, stderr } = await bye24(args);
    expect(code).toBe(2);
    expect(stderr).toContain('SECRET_IN_ARGUMENTS');
    expect(stderr).toContain('Regenerate that webhook');
    expect(stdout + stderr).not.toContain(secret);
  });

  it('names its rule when asked to explain', async () => {
    const { stderr } = await bye24(['connect', `1/${secret}`, '--explain']);
    expect(stderr).toContain('Rule I11');
  });
});
