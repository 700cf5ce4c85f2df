import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { formats } from '../../src/formats/index.ts';
import { describeWith, peer } from '../support/needs.ts';
import { bye24, objectsIn } from './support/bye24.ts';
import { exported } from './support/served.ts';

describe('bye24 convert', () => {
  it('tells its progress, ends with 3 where something was lost, and says what in LOSSES.md', async () => {
    const { folder, archive } = await exported({}, 'user,company,contact,disk-storage,disk-folder,disk-file');
    const open = archive.replace(/\.bye24$/u, '.open');
    const whole = await bye24(['convert', '--to', 'jsonl,vcard', '--json'], { folder });
    const events = objectsIn(whole.stdout);
    const kindsTold = events
      .filter(({ type, state }) => type === 'kind' && state === 'finished')
      .map(({ kind }) => kind);
    expect(kindsTold).toEqual(expect.arrayContaining(['contact', 'company', 'user']));
    const { written } = events.at(-1) as {
      readonly written: readonly { readonly losses: readonly { readonly count: number }[] }[];
    };
    const lost = written.flatMap(({ losses }) => losses).some(({ count }) => count > 0);
    expect(whole.code).toBe(lost ? 3 : 0);
    for (const format of ['jsonl', 'vcard']) {
      expect(readFileSync(join(open, format, 'LOSSES.md'), 'utf8')).toContain('# LOSSES');
    }
    // Values that Excel would run were guarded: that is a loss, by name.
    const guarded = await bye24(['convert', '--to', 'csv-excel', '--json'], { folder });
    expect(guarded.code).toBe(3);
    expect(readFileSync(join(open, 'csv-excel', 'LOSSES.md'), 'utf8')).toMatch(/cases: \d+/u);

    const again = await bye24(['convert', '--to', 'vcard', '--json'], { folder });
    expect([again.code, objectsIn(again.stdout).at(-1)?.['code']]).toEqual([1, 'CONVERT_FOLDER_TAKEN']);
    expect((await bye24(['convert', '--to', 'vcard', '--replace'], { folder })).code).toBe(whole.code);
    const unknown = await bye24(['convert', '--to', 'word', '--json'], { folder });
    expect([unknown.code, objectsIn(unknown.stdout).at(-1)?.['code']]).toEqual([1, 'FORMAT_UNKNOWN']);
    expect(existsSync(join(open, 'word'))).toBe(false);
  }, 90_000);
});

/** Something for every format. */
const kindsOfAll =
  'user,company,contact,lead,deal,activity,task,workgroup,disk-storage,disk-folder,disk-file,calendar-section,' +
  'calendar-event,chat,chat-message,mailbox,mail-message,feed-post,bp-template';

describe('every format', () => {
  it('tells how far it is, under its own name, from its beginning to its end', async () => {
    const { folder } = await exported({}, kindsOfAll);
    const ids = formats.map(({ id }) => id);
    const { stdout } = await bye24(['convert', '--to', ids.join(','), '--json'], { folder });
    const told = new Map<string, Readonly<Record<string, unknown>>[]>();
    let now = '';
    for (const event of objectsIn(stdout)) {
      if (event['type'] === 'stage' && event['state'] === 'started') told.set((now = String(event['of'])), []);
      if (event['type'] === 'kind') told.get(now)?.push(event);
    }
    expect([...told.keys()]).toEqual(ids);
    for (const [id, events] of told) {
      expect([id, events.filter(({ done, total }) => Number(done) > Number(total))]).toEqual([id, []]);
      const last = new Map(events.map(({ kind, state }) => [kind, state]));
      expect([id, last.size > 0, new Set(last.values())]).toEqual([id, true, new Set(['finished'])]);
    }
  }, 120_000);
});

describeWith('age', 'bye24 pack', (age) => {
  it('packs a sealed archive into the same bytes each time, and one that the real age opens', async () => {
    const { folder } = await exported();
    const unsealed = await bye24(['pack', '--json'], { folder });
    expect([unsealed.code, objectsIn(unsealed.stdout).at(-1)?.['code']]).toEqual([5, 'ARCHIVE_UNSEALED']);
    expect((await bye24(['seal'], { folder })).code).toBe(0);
    for (const as of ['tar', 'zip']) {
      for (const name of ['one', 'two']) {
        const { code } = await bye24(['pack', '--as', as, '--to', `${name}.${as}`], { folder });
        expect(code).toBe(0);
      }
      expect(readFileSync(join(folder, `one.${as}`)).equals(readFileSync(join(folder, `two.${as}`)))).toBe(true);
    }
    const taken = await bye24(['pack', '--to', 'one.tar', '--json'], { folder });
    expect([taken.code, objectsIn(taken.stdout).at(-1)?.['code']]).toEqual([1, 'PACK_TAKEN']);

    const key = peer(`${age}-keygen`, []);
    writeFileSync(join(folder, 'key'), key);
    const secret = /AGE-SECRET-KEY-[0-9A-Z]+/u.exec(key)?.[0] ?? '';
    const wrong = await bye24(['pack', '--recipient', secret], { folder });
    expect(wrong.code).not.toBe(0);
    expect(wrong.stdout + wrong.stderr).not.toContain(secret);
    const recipient = /age1[0-9a-z]+/u.exec(key)?.[0] ?? '';
    const { code } = await bye24(['pack', '--recipient', recipient, '--to', 'closed.tar.age'], { folder });
    expect(code).toBe(0);
    peer(age, ['-d', '-i', 'key', '-o', 'opened.tar', 'closed.tar.age'], { cwd: folder });
    expect(readFileSync(join(folder, 'opened.tar')).equals(readFileSync(join(folder, 'one.tar')))).toBe(true);
  }, 90_000);
});
