import { type Json, textOf } from '../../base/json.ts';
import type { Sql } from '../services/sql.ts';
import { camel, type CrmTable, customName, shapeOf } from './crm-kinds.ts';
import { customValues } from './custom-values.ts';
import { columnsOf, page, rowsFor, type Shape, textOfCell, upper, valueOf } from './schema.ts';
import type { Raw, Reading, Taken } from './table-kind.ts';
import { phpOf } from './table-reader.ts';

function grouped(rows: readonly Raw[], column: string): ReadonlyMap<number, readonly Raw[]> {
  return Map.groupBy(rows, (row) => Number(row[column]));
}

/** Reads one kind of the CRM from the tables, a page at a time, each record as crm.item.list shows it. */
export class CrmReader {
  readonly #reading: Reading;
  readonly #sql: Sql;
  readonly #zone: string;
  readonly #about: CrmTable;
  #columns: ReadonlyMap<string, Shape> = new Map();
  #after = 0;

  constructor(reading: Reading, about: CrmTable) {
    this.#reading = reading;
    this.#sql = reading.sql;
    this.#about = about;
    this.#zone = reading.zone;
  }

  /** False when there is no such table. */
  async open(): Promise<boolean> {
    this.#columns = await columnsOf(this.#sql, this.#about.table);
    return this.#columns.size > 0;
  }

  #own(row: Raw): Record<string, Json> {
    const { renamed, hidden, constant, zero, serialized = [] } = this.#about;
    const record: Record<string, Json> = { ...constant };
    for (const [column, shape] of this.#columns) {
      if (hidden.includes(column)) continue;
      const field = renamed[column] ?? camel(column);
      record[field] = serialized.includes(column)
        ? phpOf(row[column])
        : valueOf(row[column], shapeOf(this.#about, column, shape), this.#zone);
    }
    for (const field of zero) record[field] ??= 0;
    return record;
  }

  async #links(ids: readonly number[]): Promise<(record: Record<string, Json>, id: number) => void> {
    const { links } = this.#about;
    if (links === undefined) return () => undefined;
    const rows = grouped(
      await rowsFor(
        this.#sql,
        links.table,
        links.own,
        ids,
        links.where === undefined ? '' : `AND ${links.where}`,
        `ORDER BY ${links.other}`,
      ),
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
    const { entityTypeId, hasParents } = this.#about;
    const more = `AND ENTITY_TYPE_ID = ${entityTypeId}`;
    const utm = grouped(await rowsFor(this.#sql, 'b_crm_utm', 'ENTITY_ID', ids, more), 'ENTITY_ID');
    const observers = grouped(
      await rowsFor(this.#sql, 'b_crm_observer', 'ENTITY_ID', ids, more, 'ORDER BY SORT, USER_ID'),
      'ENTITY_ID',
    );
    return (record, id) => {
      // Of elements that only the universal methods know REST does not tell them.
      const codes = ['UTM_SOURCE', 'UTM_MEDIUM', 'UTM_CAMPAIGN', 'UTM_CONTENT', 'UTM_TERM'];
      for (const code of hasParents === true ? [] : codes) {
        const found = (utm.get(id) ?? []).find((row) => row['CODE'] === code);
        record[camel(code)] = found === undefined ? null : textOfCell(found['VALUE']);
      }
      record['observers'] = (observers.get(id) ?? []).map((row) => Number(row['USER_ID']));
    };
  }

  /** Of quotes no column tells how a stage ends; their dictionary does. */
  async #semantics(): Promise<(record: Record<string, Json>) => void> {
    if (this.#about.kind !== 'quote') return () => undefined;
    const rows = await this.#sql.rows("SELECT STATUS_ID, SEMANTICS FROM b_crm_status WHERE ENTITY_ID = 'QUOTE_STATUS'");
    const ends = new Map(rows.map(upper).map((row) => [textOfCell(row['STATUS_ID']), textOfCell(row['SEMANTICS'])]));
    return (record) => {
      record['stageSemanticId'] = ends.get(textOf(record['stageId'])) || 'P';
    };
  }

  /** `parentId2`: the deal that an element belongs to. Types of parents that no element of this kind has are not told. */
  async #parents(ids: readonly number[]): Promise<(record: Record<string, Json>, id: number) => void> {
    const { hasParents, entityTypeId } = this.#about;
    if (hasParents !== true) return () => undefined;
    const more = `AND DST_ENTITY_TYPE_ID = ${entityTypeId}`;
    const rows = grouped(
      await rowsFor(this.#sql, 'b_crm_entity_relation', 'DST_ENTITY_ID', ids, more),
      'DST_ENTITY_ID',
    );
    const kinds = await this.#sql.rows(
      `SELECT DISTINCT SRC_ENTITY_TYPE_ID AS type FROM b_crm_entity_relation WHERE DST_ENTITY_TYPE_ID = ${entityTypeId}`,
    );
    const types = kinds.map((row) => Number(row['type']));
    return (record, id) => {
      const own = rows.get(id) ?? [];
      for (const type of types) {
        const found = own.find((row) => Number(row['SRC_ENTITY_TYPE_ID']) === type);
        record[`parentId${type}`] = found === undefined ? null : Number(found['SRC_ENTITY_ID']);
      }
    };
  }

  /** The next records, in order of ids; an empty page is the end. */
  async next(limit: number): Promise<readonly Taken[]> {
    const { kind, table, where, name, entityTypeId } = this.#about;
    const rows = await page(this.#sql, table, this.#after, limit, where);
    if (rows.length === 0) return [];
    const ids = rows.map((row) => Number(row['ID']));
    this.#after = ids.at(-1) ?? this.#after;
    const adders = [
      await this.#links(ids),
      await this.#multiFields(ids),
      await this.#marks(ids),
      await this.#parents(ids),
      await this.#semantics(),
    ];
    const custom = await customValues(this.#reading, `CRM_${name}`, ids, {
      nameOf: (field) => customName(field.name),
      greenwich: true,
    });
    return rows.map((row) => {
      const record = this.#own(row);
      for (const add of adders) add(record, Number(row['ID']));
      custom(record, row);
      record['entityTypeId'] = entityTypeId;
      return kind === 'smart-process-item'
        ? { row, record, parent: { kind: 'smart-process-type', id: String(entityTypeId) } }
        : { row, record };
    });
  }

  readonly countsRows = true;

  async count(): Promise<number> {
    const { table, where = '1 = 1' } = this.#about;
    const [row] = await this.#sql.rows(`SELECT count(*) AS n FROM ${table} WHERE ${where}`);
    return Number(row?.['n'] ?? 0);
  }
}
