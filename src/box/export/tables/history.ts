import { rowsFor, textOfCell } from '../schema.ts';
import type { Adder, Raw, Reading, TableKind } from '../table-kind.ts';

/** Which elements an event of the CRM is about, and which field of them. */
async function relations({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const ids = rows.map((row) => Number(row['ID']));
  const found = await rowsFor(sql, 'b_crm_event_relations', 'EVENT_ID', ids, '', 'ORDER BY ID');
  const byEvent = Map.groupBy(found, (row) => Number(row['EVENT_ID']));
  return (record, row) => {
    record['RELATIONS'] = (byEvent.get(Number(row['ID'])) ?? []).map((each) => ({
      ENTITY_TYPE: textOfCell(each['ENTITY_TYPE']),
      ENTITY_ID: textOfCell(each['ENTITY_ID']),
      ENTITY_FIELD: textOfCell(each['ENTITY_FIELD']),
    }));
  };
}

/** Whose timelines an entry is in. */
async function bindings({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const ids = rows.map((row) => Number(row['ID']));
  const found = await rowsFor(sql, 'b_crm_timeline_bind', 'OWNER_ID', ids, '', 'ORDER BY ENTITY_TYPE_ID, ENTITY_ID');
  const byEntry = Map.groupBy(found, (row) => Number(row['OWNER_ID']));
  return (record, row) => {
    record['BINDINGS'] = (byEntry.get(Number(row['ID'])) ?? []).map((each) => ({
      ENTITY_TYPE_ID: textOfCell(each['ENTITY_TYPE_ID']),
      ENTITY_ID: textOfCell(each['ENTITY_ID']),
    }));
  };
}

/** What changed in the CRM, by whom: no method of REST tells it. */
export const historyTables: readonly TableKind[] = [
  {
    kind: 'timeline-entry',
    table: 'b_crm_timeline',
    needs: ['b_crm_timeline_bind'],
    // The rest are comments of people.
    where: 'TYPE_ID <> 7',
    shows: `ID TYPE_ID TYPE_CATEGORY_ID CREATED AUTHOR_ID ASSOCIATED_ENTITY_ID ASSOCIATED_ENTITY_TYPE_ID COMMENT~ SETTINGS:php
      SOURCE_ID`,
    spelling: 'same',
    numbers: 'text',
    add: [bindings],
  },
  {
    kind: 'crm-event',
    table: 'b_crm_event',
    needs: ['b_crm_event_relations'],
    shows: 'ID DATE_CREATE CREATED_BY_ID EVENT_ID EVENT_NAME EVENT_TEXT_1 EVENT_TEXT_2 EVENT_TYPE',
    spelling: 'same',
    numbers: 'text',
    add: [relations],
  },
];
