import { inflateSync } from 'node:zlib';

import type { Json } from '../../../base/json.ts';
import { unserialize } from '../../php/unserialize.ts';
import type { Cell } from '../../services/sql.ts';
import { rowsFor, textOfCell, valueOf } from '../schema.ts';
import type { Adder, Raw, Reading, TableKind } from '../table-kind.ts';

function bytesOf(cell: Cell | undefined): Buffer {
  if (Buffer.isBuffer(cell)) return cell;
  const text = textOfCell(cell);
  // PostgreSQL writes bytes so.
  return text.startsWith(String.raw`\x`) ? Buffer.from(text.slice(2), 'hex') : Buffer.from(text, 'utf8');
}

/** No drawing is larger; a few bytes can claim to be any number of them. */
const largestBytes = 256 << 20;

/** A part of a template: serialized, and packed unless the portal was told not to. */
function drawn(cell: Cell | undefined): Json {
  const bytes = bytesOf(cell);
  if (bytes.length === 0) return [];
  let plain = bytes;
  try {
    plain = inflateSync(bytes, { maxOutputLength: largestBytes });
  } catch {
    // Not packed.
  }
  return unserialize(plain) ?? null;
}

/** The drawing itself. A template with a stage is the automation rules of that stage, which REST shows to nobody. */
function drawings(): Promise<Adder> {
  return Promise.resolve((record, row) => {
    for (const part of ['TEMPLATE', 'PARAMETERS', 'VARIABLES', 'CONSTANTS']) record[part] = drawn(row[part]);
    const stage = textOfCell(row['DOCUMENT_STATUS']);
    if (stage !== '') record['DOCUMENT_STATUS'] = stage;
  });
}

/** Who started a process, on what: a table of states has it, of running and of finished ones. */
async function states({ sql }: Reading, rows: readonly Raw[], column: string): Promise<ReadonlyMap<string, Raw>> {
  const ids = [...new Set(rows.map((row) => textOfCell(row[column])))];
  const found = ids.length === 0 ? [] : await rowsFor(sql, 'b_bp_workflow_state', 'ID', ids.map(quoted));
  return new Map(found.map((row) => [textOfCell(row['ID']), row]));
}

/** Numbers of processes are letters, digits and a point; anything else is none, and is looked for in vain. */
function quoted(id: string): string {
  return /^[\w.]+$/u.test(id) ? `'${id}'` : `''`;
}

async function running(reading: Reading, rows: readonly Raw[]): Promise<Adder> {
  const byId = await states(reading, rows, 'ID');
  return (record, row) => {
    const state = byId.get(textOfCell(row['ID'])) ?? {};
    for (const column of ['MODULE_ID', 'ENTITY', 'DOCUMENT_ID']) {
      record[column] = textOfCell(row[column] ?? state[column]);
    }
    record['STARTED'] = valueOf(row['STARTED'] ?? state['STARTED'], 'moment', reading.zone);
    record['STARTED_BY'] = textOfCell(row['STARTED_BY'] ?? state['STARTED_BY']);
    record['TEMPLATE_ID'] = textOfCell(row['WORKFLOW_TEMPLATE_ID'] ?? state['WORKFLOW_TEMPLATE_ID']);
  };
}

async function assigned(reading: Reading, rows: readonly Raw[]): Promise<Adder> {
  const ids = rows.map((row) => Number(row['ID']));
  // Who still has to answer comes first.
  const people = await rowsFor(reading.sql, 'b_bp_task_user', 'TASK_ID', ids, '', 'ORDER BY STATUS DESC, ID DESC');
  const byTask = new Map(people.map((row) => [Number(row['TASK_ID']), row]));
  const byId = await states(reading, rows, 'WORKFLOW_ID');
  return (record, row) => {
    const state = byId.get(textOfCell(row['WORKFLOW_ID'])) ?? {};
    const person = byTask.get(Number(row['ID']));
    for (const column of ['MODULE_ID', 'ENTITY', 'DOCUMENT_ID']) record[column] = textOfCell(state[column]);
    record['WORKFLOW_STARTED'] = valueOf(state['STARTED'], 'moment', reading.zone);
    record['WORKFLOW_STARTED_BY'] = textOfCell(state['STARTED_BY']);
    record['WORKFLOW_TEMPLATE_ID'] = textOfCell(state['WORKFLOW_TEMPLATE_ID']);
    record['USER_ID'] = textOfCell(person?.['USER_ID']);
    record['USER_STATUS'] = textOfCell(person?.['STATUS']);
  };
}

/** Little is known of these: all of their columns are taken, as they are. */
const asItIs = (kind: string, table: string): TableKind => ({
  kind,
  table,
  order: ['ID'],
  shows: '*',
  spelling: 'same',
  numbers: 'text',
});

export const processTables: readonly TableKind[] = [
  asItIs('bp-trigger', 'b_bp_automation_trigger'),
  asItIs('bp-constant', 'b_bp_global_const'),
  asItIs('bp-variable', 'b_bp_global_var'),
  {
    kind: 'bp-template',
    table: 'b_bp_workflow_template',
    shows: 'ID MODULE_ID ENTITY DOCUMENT_TYPE AUTO_EXECUTE NAME MODIFIED IS_MODIFIED USER_ID SYSTEM_CODE',
    spelling: 'same',
    numbers: 'text',
    add: [drawings],
  },
  {
    kind: 'bp-instance',
    table: 'b_bp_workflow_instance',
    needs: ['b_bp_workflow_state'],
    order: ['ID'],
    // What it remembers while it runs is left alone: objects of the vendor's program.
    shows: 'ID MODIFIED OWNED_UNTIL',
    spelling: 'same',
    numbers: 'text',
    add: [running],
  },
  {
    kind: 'bp-assignment',
    table: 'b_bp_task',
    needs: ['b_bp_task_user', 'b_bp_workflow_state'],
    shows: 'ID WORKFLOW_ID DESCRIPTION~ NAME MODIFIED OVERDUE_DATE STATUS ACTIVITY ACTIVITY_NAME PARAMETERS:php',
    spelling: 'same',
    numbers: 'text',
    add: [assigned],
  },
  {
    kind: 'bp-finished',
    table: 'b_bp_workflow_state',
    needs: ['b_bp_workflow_instance'],
    order: ['ID'],
    where: 'ID NOT IN (SELECT ID FROM b_bp_workflow_instance)',
    shows: 'ID MODULE_ID ENTITY DOCUMENT_ID WORKFLOW_TEMPLATE_ID STATE STATE_TITLE STARTED STARTED_BY MODIFIED',
    spelling: 'same',
    numbers: 'text',
  },
  {
    kind: 'bp-step',
    table: 'b_bp_tracking',
    shows: `ID WORKFLOW_ID TYPE MODIFIED ACTION_NAME ACTION_TITLE EXECUTION_STATUS EXECUTION_RESULT ACTION_NOTE MODIFIED_BY`,
    spelling: 'same',
    numbers: 'text',
  },
];
