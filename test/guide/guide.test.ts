import { describe, expect, it } from 'vitest';

import { topics } from '../../src/guide/index.ts';
import { sources } from '../../src/guide/sources.ts';
import { tell } from '../../src/guide/tell.ts';
import type { Claim } from '../../src/guide/types.ts';
import { commands, everyCommand } from '../../src/commands/table.ts';
import { kinds } from '../../src/kinds/index.ts';
import { bye24, objectsIn } from '../cli/support/bye24.ts';

const claims: readonly Claim[] = topics.flatMap(({ answer, blocks }) => [
  ...answer,
  ...blocks.flatMap((block) => {
    if (block.block === 'warning') return [block.claim];
    return block.block === 'facts' || block.block === 'steps' ? block.claims : [];
  }),
]);

describe('the guide', () => {
  it('is offered whole by the command', () => {
    expect(commands.guide.parameters.topic.of).toEqual(topics.map(({ id }) => id));
  });

  it('says of every fact where it comes from, and uses every source', () => {
    const named = new Set(claims.flatMap((claim) => ('from' in claim ? claim.from : [])));
    expect(new Set(Object.keys(sources)).difference(named)).toEqual(new Set());
    expect(claims.filter((claim) => !('from' in claim) && !claim.ours)).toEqual([]);
  });

  it('dates every source, and links to it', () => {
    for (const { read, ...source } of Object.values(sources)) {
      expect(read).toMatch(/^20\d\d-\d\d$/u);
      if ('of' in source) expect(source.of <= read).toBe(true);
      // A place in the vendor's own program has a path and no address.
      if (source.who === 'program') continue;
      expect(['https:', 'http:']).toContain(new URL(source.address).protocol);
      expect(source.address).not.toMatch(/\s|#$|utm_/u);
    }
  });

  it('speaks both languages, and Russian in Russian', () => {
    for (const topic of topics) {
      const [ru, en] = [tell(topic, 'ru'), tell(topic, 'en')];
      expect(ru.blocks.length).toBe(en.blocks.length);
      for (const claim of [...ru.answer, { text: ru.question }]) expect(claim.text).toMatch(/[а-яё]/iu);
      for (const claim of [...en.answer, { text: en.question }]) expect(claim.text).not.toMatch(/[а-яё]/iu);
    }
  });

  it('names only commands that there are', () => {
    const known = everyCommand.map(([, { words }]) => words);
    const told = topics.flatMap((topic) => {
      const { blocks } = tell(topic, 'en');
      const quoted = JSON.stringify(tell(topic, 'en')).matchAll(/`bye24 ([^`]+)`/gu);
      return [
        ...blocks.flatMap((block) => (block.block === 'command' ? [block.command.slice('bye24 '.length)] : [])),
        ...[...quoted].map(([, text]) => text ?? ''),
      ];
    });
    expect(told.length).toBeGreaterThan(10);
    const unknown = told.filter(
      (text) => !known.some((words) => words.every((word, at) => text.split(' ')[at] === word)),
    );
    expect(unknown).toEqual([]);
  });

  it('tells of every kind what becomes of it', () => {
    const data = topics.find(({ id }) => id === 'data');
    const text = data === undefined ? '' : JSON.stringify(tell(data, 'en')).toLowerCase();
    const missing = kinds.filter(
      ({ title }) => !text.includes(JSON.stringify(title.many.en).slice(1, -1).toLowerCase()),
    );
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  it('warns the sole administrator before anything else on deleting a profile', () => {
    const first = topics.find(({ id }) => id === 'profile')?.blocks[0];
    expect(first?.block).toBe('warning');
    expect(JSON.stringify(first)).toContain('only administrator');
  });
});

describe('bye24 guide', () => {
  it('lists its topics, and tells one as lines that fit, in the language asked for', async () => {
    const list = await bye24(['guide', '--lang', 'ru']);
    expect(list.code).toBe(0);
    for (const { id, question } of topics) {
      expect(list.stdout).toContain(`bye24 guide ${id}`);
      expect(list.stdout).toContain(question.ru.split(' ')[0]);
    }
    const bins = await bye24(['guide', 'bins', '--lang', 'en'], { environment: { COLUMNS: '60' } });
    expect(bins.stdout).toContain('30 days');
    const words = bins.stdout.split('\n').filter((line) => line.length > 60);
    expect(words.filter((line) => !/https?:/u.test(line))).toEqual([]);
  });

  it('gives the same to programs', async () => {
    const { stdout } = await bye24(['guide', 'profile', '--json', '--lang', 'en']);
    expect(objectsIn(stdout)[0]).toMatchObject({ type: 'guide', topic: { id: 'profile' } });
  });

  it('says which topics there are when another is asked for', async () => {
    const { code, stderr } = await bye24(['guide', 'taxes', '--lang', 'en']);
    expect(code).toBe(2);
    expect(stderr).toContain('profile');
  });
});
