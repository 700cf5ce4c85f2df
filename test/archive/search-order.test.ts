import { expect, it } from 'vitest';

import { kinds } from '../../src/kinds/index.ts';
import { emptyArchive, pageOf } from '../support/archive.ts';

it('shows what people look for first and settings last, though a setting bears the very word', async () => {
  const made = await emptyArchive({ kinds });
  const { archive } = made;
  const add = async (id: string, row: Readonly<Record<string, string>>): Promise<void> => {
    const kind = kinds.find((each) => each.id === id);
    if (kind === undefined) throw new Error(`no kind ${id}`);
    await archive.writer.addPage(pageOf(kind, [row]));
  };
  await archive.writer.beginRun({ connection: 'admin' });
  await add('deal', { id: '1', title: 'Ремонт офиса', comments: 'Ждём договор' });
  await add('task', { id: '2', title: 'Подготовить договор' });
  await add('disk-file', { ID: '3', NAME: 'Договор 38.pdf' });
  await add('contact', { id: '4', name: 'Анна', comments: 'Подпишет договор' });
  // The last to come in, so that only its kind can put it behind the rest.
  await add('disk-folder', { ID: '5', NAME: 'Договор' });
  await add('crm-document-template', { id: '6', name: 'Договор' });
  await archive.writer.finishRun('complete');
  const order = archive.search({ text: 'договор' }).hits.map(({ key }) => key.kind);
  expect(new Set(order.slice(0, 2))).toEqual(new Set(['task', 'disk-file']));
  expect(order[2]).toBe('disk-folder');
  expect(new Set(order.slice(3))).toEqual(new Set(['deal', 'contact', 'crm-document-template']));
  const named = archive.search({ text: 'договор', kinds: ['deal', 'crm-document-template'] }).hits;
  expect(named).toHaveLength(2);
  await archive.close();
  await made.remove();
});
