import type { KindId } from '../../kinds/kind.ts';
import { CrmReader } from './crm.ts';
import { crmTables, type DynamicType, smartInvoiceTable, smartProcessTable } from './crm-kinds.ts';
import { hasTables, textOfCell, upper } from './schema.ts';
import { imageKind, ProductImages } from './product-images.ts';
import type { KindReader, Reading, TableKind } from './table-kind.ts';
import { TableReader } from './table-reader.ts';
import { calendarTables } from './tables/calendar.ts';
import { catalogTables } from './tables/catalog.ts';
import { crmMoreTables } from './tables/crm.ts';
import { driveTables } from './tables/drive.ts';
import { feedTables } from './tables/feed.ts';
import { fieldTables } from './tables/fields.ts';
import { goodsTables } from './tables/goods.ts';
import { historyTables } from './tables/history.ts';
import { listTables } from './tables/lists.ts';
import { peopleTables } from './tables/people.ts';
import { processTables } from './tables/processes.ts';
import { requisiteTables } from './tables/requisites.ts';
import { saleTables } from './tables/sale.ts';
import { siteTables } from './tables/sites.ts';
import { talkTables } from './tables/talk.ts';
import { taskTables } from './tables/tasks.ts';

const tables: readonly TableKind[] = [
  ...peopleTables,
  ...crmMoreTables,
  ...requisiteTables,
  ...fieldTables,
  ...taskTables,
  ...driveTables,
  ...talkTables,
  ...processTables,
  ...historyTables,
  ...listTables,
  ...calendarTables,
  ...feedTables,
  ...catalogTables,
  ...goodsTables,
  ...saleTables,
  ...siteTables,
];
const items = [...crmTables, smartInvoiceTable];

/** Kinds that can be taken straight from the tables, those first that others name as their parents. */
export const sqlKinds: readonly KindId[] = [
  'user',
  'department',
  'workgroup',
  ...items.map(({ kind }) => kind),
  'smart-process-type',
  'smart-process-item',
  ...tables
    .map(({ kind }) => kind)
    .filter((kind) => !['user', 'department', 'workgroup', 'smart-process-type'].includes(kind)),
  imageKind,
];

/** Smart processes that the portal made for itself, each with a table of its own. */
async function smartProcesses({ sql }: Reading): Promise<readonly DynamicType[]> {
  if (!(await hasTables(sql, ['b_crm_dynamic_type']))) return [];
  const rows = await sql.rows('SELECT ID, ENTITY_TYPE_ID, TABLE_NAME FROM b_crm_dynamic_type ORDER BY ENTITY_TYPE_ID');
  return rows.map(upper).flatMap((row) => {
    const table = textOfCell(row['TABLE_NAME']);
    const entityTypeId = Number(row['ENTITY_TYPE_ID']);
    // The name goes into queries: a table of the vendor's, and nothing else.
    if (entityTypeId < 128 || !/^b_crm_dynamic_items_\w+$/u.test(table)) return [];
    return [{ entityTypeId, table, name: textOfCell(row['ID']) }];
  });
}

/** What a kind is read with: a table, or one for each smart process. */
export async function readersOf(
  reading: Reading,
  kind: KindId,
): Promise<readonly { readonly table: string; readonly reader: KindReader }[]> {
  const item = items.find((each) => each.kind === kind);
  if (item !== undefined) return [{ table: item.table, reader: new CrmReader(reading, item) }];
  if (kind === 'smart-process-item') {
    return (await smartProcesses(reading)).map((type) => {
      const about = smartProcessTable(type);
      return { table: about.table, reader: new CrmReader(reading, about) };
    });
  }
  if (kind === imageKind) return [{ table: 'b_iblock_element', reader: new ProductImages(reading) }];
  return tables
    .filter((each) => each.kind === kind)
    .map((about) => ({ table: about.table, reader: new TableReader(reading, about) }));
}
