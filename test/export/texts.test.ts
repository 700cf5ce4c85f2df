import { rm } from 'node:fs/promises';

import { afterEach, describe, expect, it } from 'vitest';

import { Archive } from '../../src/archive/archive.ts';
import { MARK_BEGIN, MARK_END } from '../../src/archive/snippet.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import { type JsonObject, textOf } from '../../src/base/json.ts';
import { exportPortal, type ExportReport } from '../../src/journey/export/export.ts';
import { kinds } from '../../src/kinds/index.ts';
import type { KindId } from '../../src/kinds/kind.ts';
import { textTargetsOf } from '../../src/kinds/texts.ts';
import { emptyArchive } from '../support/archive.ts';
import { type Reached, reach } from './local.ts';

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(removals.splice(0).map((remove) => remove()));
});

async function open(): Promise<{ readonly archive: Archive; readonly path: string }> {
  const made = await emptyArchive({ kinds });
  removals.push(async () => {
    await made.archive.close().catch(() => undefined);
    await made.remove();
  });
  return made;
}

const take = ({ portal, clock }: Reached, archive: Archive, chosen: readonly KindId[]): Promise<ExportReport> =>
  exportPortal({ portal, archive, kinds, connection: 'admin', clock, chosen });

/** A task with this description, on a portal of the sample company. */
async function taskThatSays({ portal }: Reached, description: string): Promise<string> {
  const fields = { TITLE: 'Проверить :f09f9a80:', DESCRIPTION: description, RESPONSIBLE_ID: 1 };
  const { result } = await portal.call({ method: 'tasks.task.add', params: { fields }, effect: 'write' });
  return textOf((result as { readonly task: { readonly id: string } }).task.id);
}

describe('what a text points to', () => {
  it('is a reference both ways, and the same after the database was made anew from the raw answers', async () => {
    const reached = reach();
    const { archive, path } = await open();
    const id = await taskThatSays(
      reached,
      `[USER=3]Игорь[/USER], см. [URL=/crm/deal/details/20/]сделку[/URL] и https://${archive.portal}/workgroups/group/1/, ` +
        'а не https://other.example/crm/deal/details/21/. [PROJECT=2]П[/PROJECT] [DISK FILE ID=n58]',
    );
    await take(reached, archive, ['task', 'deal', 'workgroup', 'user']);
    const pointed = (from: Archive) =>
      from
        .referencesFrom({ kind: 'task', id })
        .filter(({ field }) => field === 'description')
        .map(({ to }) => `${to.kind} ${to.id}`)
        .toSorted();
    const expected = ['deal 20', 'disk-file 58', 'user 3', 'workgroup 1', 'workgroup 2'];
    expect(pointed(archive)).toEqual(expected);
    expect([...archive.referencesTo({ kind: 'deal', id: '20' })].map(({ from }) => from)).toContainEqual({
      kind: 'task',
      id,
    });
    // A mention is no bond: the person's deletion takes no task along.
    expect(archive.childKeys({ kind: 'user', id: '3' })).not.toContainEqual({ kind: 'task', id });
    await archive.close();
    await rm(archive.place.layout.database);
    const again = await Archive.open(path, { mode: 'write', kinds });
    expect(pointed(again)).toEqual(expected);
    await again.close();
  });

  it('is read as plain text by search, with real emoji in names', async () => {
    const reached = reach();
    const { archive } = await open();
    const id = await taskThatSays(reached, '[B]Растаможка[/B] [COLOR=#ff0000]контейнера[/COLOR] :f09f938c:');
    await take(reached, archive, ['task']);
    const { hits } = archive.search({ text: 'растаможка контейнер' });
    expect(hits).toMatchObject([{ key: { kind: 'task', id }, name: 'Проверить 🚀' }]);
    expect(hits[0]?.snippet.replaceAll(MARK_BEGIN, '').replaceAll(MARK_END, '')).toBe('Растаможка контейнера 📌');
    expect(archive.search({ text: 'ff0000' }).hits).toEqual([]);
  });
});

describe('a custom field that people write in', () => {
  const deal = kinds.find(({ id }) => id === 'deal');
  const pointed = (row: JsonObject): readonly string[] =>
    deal === undefined
      ? []
      : textTargetsOf(deal, row, 'acme.bitrix24.ru').map(({ field, to, id }) => `${field} ${to} ${id}`);

  it('is read for what it points to, whatever its name and type, one value or many', () => {
    const row = {
      ufCrm_5: 'См. https://acme.bitrix24.ru/crm/contact/details/7/, спросить [USER=3]Игоря[/USER]',
      ufCrm_6: ['https://acme.bitrix24.ru/company/personal/user/4/', 'https://other.example/crm/deal/details/1/'],
      UF_CRM_7: '[DISK FILE ID=n58]',
      ufCrm_8: 12,
      ufCrm_9: { id: 9, url: 'https://acme.bitrix24.ru/crm/deal/details/9/' },
      utmSource: 'https://acme.bitrix24.ru/crm/deal/details/8/',
    };
    expect(pointed(row).toSorted()).toEqual([
      'UF_CRM_7 disk-file 58',
      'ufCrm_5 contact 7',
      'ufCrm_5 user 3',
      'ufCrm_6 user 4',
    ]);
  });

  it('of a text without tags and addresses, it stays as it is', () => {
    expect(pointed({ ufCrm_5: 'D_5', ufCrm_6: '2026-03-02T09:00:00+03:00', ufCrm_7: 'просто слова' })).toEqual([]);
  });

  it('shows a file: the file comes along', () => {
    const files = (deal?.files ?? []).flatMap(({ files }) =>
      files({ ufCrm_5: '[DISK FILE ID=n58]' }, 'acme.bitrix24.ru'),
    );
    expect(files).toMatchObject([{ fileId: '58' }]);
  });
});

describe('a file that a text shows', () => {
  it('is fetched with the record, by its number or by its attachment, and told when it cannot be', async () => {
    const reached = reach();
    const { archive } = await open();
    const id = await taskThatSays(
      reached,
      '[DISK FILE ID=n58 WIDTH=300] [IMG]/disk/showFile/59/?&ncc=1[/IMG] [DISK FILE ID=n999999] ' +
        '<img src="https://evil.example/disk/showFile/60/"> [DISK FILE ID=1]',
    );
    const report = await take(reached, archive, ['task']);
    const files = [...archive.files({ kind: 'task', id })].map(
      ({ slot, fileId, blob }) => `${slot} ${fileId} ${blob === undefined ? 'missing' : 'here'}`,
    );
    expect(files.toSorted()).toEqual(['in-text 58 here', 'in-text 59 here', 'in-text-attached 1 here']);
    // A file that was deleted long ago is told; it is no gap, and does not keep the task from being whole.
    expect(report.missing).toMatchObject([{ kind: 'task', what: 'file', code: 'EXPORT_NOT_THERE', examples: [id] }]);
    expect(report.state).toBe('complete');
    const { damageCount } = await Verification.of(archive);
    expect(damageCount).toBe(0);
  });

  it('is fetched once where the row names it in a field of its own as well', async () => {
    const reached = reach();
    const { archive } = await open();
    const { result } = await reached.portal.call({
      method: 'crm.timeline.comment.add',
      params: { fields: { ENTITY_ID: 20, ENTITY_TYPE: 'deal', COMMENT: 'без файла' } },
      effect: 'write',
    });
    await take(reached, archive, ['timeline-comment']);
    const id = textOf(result);
    expect(archive.record({ kind: 'timeline-comment', id })?.name).toBe('без файла');
    const source = kinds.find((kind) => kind.id === 'timeline-comment')?.files ?? [];
    const row = { FILES: { '5': { id: '5', name: 'a.png' } }, COMMENT: '[DISK FILE ID=n5] [DISK FILE ID=n6]' };
    expect(source.flatMap((each) => each.files(row).map(({ fileId }) => `${each.slot} ${fileId}`))).toEqual([
      'files 5',
      'in-text 6',
    ]);
  });
});
