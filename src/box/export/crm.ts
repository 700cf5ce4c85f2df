import type { Json, JsonObject } from '../../base/json.ts';
import type { Cell, Sql } from '../services/sql.ts';
import { camel, type CrmTable, customName, shapeOf } from './crm-kinds.ts';
import { columnsOf, page, rowsFor, type Shape, textOfCell, upper, valueOf } from './schema.ts';

type Raw = Readonly<Record<string, Cell>>;

interface CustomField {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly multiple: boolean;
}

const customShapes: Readonly<Record<string, Shape>> = {
  integer: 'integer',
  enumeration: 'integer',
  employee: 'integer',
  double: 'number',
  date: 'day',
  datetime: 'moment',
};

async function customFields(sql: Sql, entity: string): Promise<readonly CustomField[]> {
  const rows = await sql.rows('SELECT ID, FIELD_NAME, USER_TYPE_ID, MULTIPLE FROM b_user_field WHERE ENTITY_ID = ?', [
    entity,
  ]);
  return rows.map(upper).map((row) => ({
    id: Number(row['ID']),
    name: textOfCell(row['FIELD_NAME']),
    type: textOfCell(row['USER_TYPE_ID']),
    multiple: row['MULTIPLE'] === 'Y',
  }));
}

function customValue(cell: Cell | undefined, type: string, zone: string): Json {
  if (type === 'boolean') return textOfCell(cell) === '1' ? 'Y' : 'N';
  return valueOf(cell, customShapes[type] ?? 'text', zone);
}

function grouped(rows: readonly Raw[], column: string): ReadonlyMap<number, readonly Raw[]> {
  return Map.groupBy(rows, (row) => Number(row[column]));
}

/** Reads one kind of the CRM from the tables, a page at a time, each record as crm.item.list shows it. */
export class CrmReader {
  readonly #sql: Sql;
  readonly #zone: string;
  readonly #about: CrmTable;
  #columns: ReadonlyMap<string, Shape> = new Map();
  #custom: readonly CustomField[] = [];
  #single = new Set<string>();

  constructor(sql: Sql, about: CrmTable, zone: string) {
    this.#sql = sql;
    this.#about = about;
    this.#zone = zone;
  }

  /** False when there is no such table. */
  async open(): Promise<boolean> {
    const { table, name } = this.#about;
    this.#columns = await columnsOf(this.#sql, table);
    if (this.#columns.size === 0) return false;
    this.#custom = await customFields(this.#sql, `CRM_${name}`);
    this.#single = new Set((await columnsOf(this.#sql, `b_uts_crm_${name.toLowerCase()}`)).keys());
    return true;
  }

  #own(row: Raw): Record<string, Json> {
    const { renamed, hidden, constant, zero } = this.#about;
    const record: Record<string, Json> = { ...constant };
    for (const [column, shape] of this.#columns) {
      if (hidden.includes(column)) continue;
      const field = renamed[column] ?? camel(column);
      record[field] = valueOf(row[column], shapeOf(this.#about, column, shape), this.#zone);
    }
    for (const field of zero) record[field] ??= 0;
    return record;
  }

  async #links(ids: readonly number[]): Promise<(record: Record<string, Json>, id: number) => void> {
    const { links } = this.#about;
    if (links === undefined) return () => undefined;
    const rows = grouped(
      await rowsFor(this.#sql, links.table, links.own, ids, '', `ORDER BY ${links.other}`),
      links.own,
    );
    return (record, id) => {
      record[links.field] = (rows.get(id) ?? []).map((row) => Number(row[links.other]));
    };
  }

  async #multiFields(ids: readonly number[]): Promise<(record: Record<string, Json>, id: number) => void> {
    const { hasMultiFields, name, spread } = this.#about;
    if (!hasMultiFields) return () => undefined;
    const more = `AND ENTITY_ID = '${name}'`;
    const rows = grouped(
      await rowsFor(this.#sql, 'b_crm_field_multi', 'ELEMENT_ID', ids, more, 'ORDER BY ID'),
      'ELEMENT_ID',
    );
    return (record, id) => {
      const own = rows.get(id) ?? [];
      record['fm'] = own.map((row) => ({
        id: Number(row['ID']),
        valueType: textOfCell(row['VALUE_TYPE']),
        value: textOfCell(row['VALUE']),
        typeId: textOfCell(row['TYPE_ID']),
      }));
      for (const [field, [type, valueType]] of Object.entries(spread)) {
        const found = own.find(
          (row) => row['TYPE_ID'] === type && (valueType === undefined || row['VALUE_TYPE'] === valueType),
        );
        record[field] = found === undefined ? (valueType === undefined ? null : '') : textOfCell(found['VALUE']);
      }
    };
  }

  async #marks(ids: readonly number[]): Promise<(record: Record<string, Json>, id: number) => void> {
    const { entityTypeId } = this.#about;
    const more = `AND ENTITY_TYPE_ID = ${entityTypeId}`;
    const utm = grouped(await rowsFor(this.#sql, 'b_crm_utm', 'ENTITY_ID', ids, more), 'ENTITY_ID');
    const observers = grouped(
      await rowsFor(this.#sql, 'b_crm_observer', 'ENTITY_ID', ids, more, 'ORDER BY SORT, USER_ID'),
      'ENTITY_ID',
    );
    return (record, id) => {
      for (const code of ['UTM_SOURCE', 'UTM_MEDIUM', 'UTM_CAMPAIGN', 'UTM_CONTENT', 'UTM_TERM']) {
        const found = (utm.get(id) ?? []).find((row) => row['CODE'] === code);
        record[camel(code)] = found === undefined ? null : textOfCell(found['VALUE']);
      }
      record['observers'] = (observers.get(id) ?? []).map((row) => Number(row['USER_ID']));
    };
  }

  async #customFields(ids: readonly number[]): Promise<(record: Record<string, Json>, id: number) => void> {
    const tail = this.#about.name.toLowerCase();
    const single =
      this.#single.size === 0
        ? new Map<number, readonly Raw[]>()
        : grouped(await rowsFor(this.#sql, `b_uts_crm_${tail}`, 'VALUE_ID', ids), 'VALUE_ID');
    const hasMultiple = this.#custom.some(({ multiple }) => multiple);
    const several = hasMultiple
      ? grouped(await rowsFor(this.#sql, `b_utm_crm_${tail}`, 'VALUE_ID', ids, '', 'ORDER BY ID'), 'VALUE_ID')
      : new Map<number, readonly Raw[]>();
    return (record, id) => {
      for (const field of this.#custom) {
        record[customName(field.name)] = field.multiple
          ? this.#several(several.get(id) ?? [], field)
          : customValue(single.get(id)?.[0]?.[field.name], field.type, this.#zone);
      }
    };
  }

  #several(rows: readonly Raw[], { id, type }: CustomField): readonly Json[] {
    const shape = customShapes[type] ?? 'text';
    const column = {
      integer: 'VALUE_INT',
      number: 'VALUE_DOUBLE',
      moment: 'VALUE_DATE',
      day: 'VALUE_DATE',
      text: 'VALUE',
    }[shape];
    return rows
      .filter((row) => Number(row['FIELD_ID']) === id)
      .map((row) => customValue(row[column], type, this.#zone));
  }

  /** The next records after an id, in order of ids; an empty page is the end. */
  async next(after: number, limit: number): Promise<readonly JsonObject[]> {
    const rows = await page(this.#sql, this.#about.table, after, limit);
    const ids = rows.map((row) => Number(row['ID']));
    const adders = [
      await this.#links(ids),
      await this.#multiFields(ids),
      await this.#marks(ids),
      await this.#customFields(ids),
    ];
    return rows.map((row) => {
      const record = this.#own(row);
      for (const add of adders) add(record, Number(row['ID']));
      record['entityTypeId'] = this.#about.entityTypeId;
      return record;
    });
  }

  async count(): Promise<number> {
    const [row] = await this.#sql.rows(`SELECT count(*) AS n FROM ${this.#about.table}`);
    return Number(row?.['n'] ?? 0);
  }
}
