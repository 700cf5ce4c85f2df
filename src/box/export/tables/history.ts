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

/** What changed in the CRM, by whom: no method of REST tells it. */
export const historyTables: readonly TableKind[] = [
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
