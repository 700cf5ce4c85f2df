import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import { type JsonObject, textOf } from '../../src/base/json.ts';
import { exportPortal, type ExportReport } from '../../src/journey/export/export.ts';
import { kinds } from '../../src/kinds/index.ts';
import type { Family } from '../../src/portal/company/made.ts';
import { tables } from '../../src/portal/tables.ts';
import { emptyArchive } from '../support/archive.ts';
import { type Reached, reach } from './local.ts';

/** Kinds that hang on parents which do not move with them: where their rows lie, and the field that people write in. */
const children: readonly (readonly [kind: string, family: Family, id: string, text: string])[] = [
  ['timeline-comment', 'timelineComment', 'ID', 'COMMENT'],
  ['checklist-item', 'checklistItem', 'ID', 'TITLE'],
  ['task-comment', 'taskComment', 'ID', 'POST_MESSAGE'],
  ['task-result', 'taskResult', 'id', 'text'],
  ['chat-message', 'dialogMessage', 'id', 'text'],
];

interface Done {
  readonly changed: string;
  readonly removed: string;
  readonly added: string;
}

let reached: Reached;
let archive: Archive;
let remove: () => Promise<void>;
let second: ExportReport;
const done = new Map<string, Done>();

const take = (): Promise<ExportReport> =>
  exportPortal({ ...reached, archive, kinds, chosen: children.map(([kind]) => kind), connection: 'admin' });

/** Changes one row, takes another away and adds a third to the first one's parent, behind the parent's back. */
async function alter(kind: string, family: Family, id: string, text: string): Promise<void> {
  const table = reached.local.core.store.table(tables[family]);
  // Of those that came home: the chats of others are nobody's business.
  const rows = table.select().filter((row) => archive.record({ kind, id: textOf(row[id]) }) !== undefined);
  const [first = {}] = rows;
  const last = rows.at(-1) ?? {};
  const same = (value: number): JsonObject[string] => (typeof first[id] === 'number' ? value : String(value));
  table.put(Number(first[id]), { ...first, [text]: `${kind} was edited` });
  table.remove(Number(last[id]));
  const says = `${kind} was added`;
  let added = table.nextId() + 1000;
  if (family === 'timelineComment') {
    const { ENTITY_ID = '', ENTITY_TYPE = '' } = archive.record({ kind, id: textOf(first[id]) })?.row ?? {};
    const params = { fields: { ENTITY_ID, ENTITY_TYPE, COMMENT: says } };
    added = Number((await reached.portal.call({ method: 'crm.timeline.comment.add', params, effect: 'write' })).result);
  } else table.put(added, { ...first, [id]: same(added), [text]: says });
  done.set(kind, { changed: textOf(first[id]), removed: textOf(last[id]), added: String(added) });
}

beforeAll(async () => {
  reached = reach({ size: 150, bigFileBytes: 1000 });
  const made = await emptyArchive({ kinds, clock: reached.clock });
  archive = made.archive;
  remove = () => made.remove();
  await take();
  for (const [kind, family, id, text] of children) await alter(kind, family, id, text);
  await reached.clock.sleep(86_400_000);
  second = await take();
});

afterAll(async () => {
  await archive.close();
  await remove();
  reached.local.close();
});

describe('a second export sees what became of records whose parents tell nothing', () => {
  it('and is one of what changed, whole', () => {
    expect(second).toMatchObject({ delta: true, state: 'complete' });
  });

  it.each(children.map(([kind, , , text]) => [kind, text] as const))('%s: edited, taken away, added', (kind, text) => {
    const { changed = '', removed = '', added = '' } = done.get(kind) ?? {};
    expect(archive.record({ kind, id: changed })?.row[text]).toBe(`${kind} was edited`);
    expect(archive.record({ kind, id: removed })?.vanishedAtMs).toBeDefined();
    expect(archive.record({ kind, id: added })?.row[text]).toBe(`${kind} was added`);
    expect(archive.record({ kind, id: added })?.vanishedAtMs).toBeUndefined();
  });
});
