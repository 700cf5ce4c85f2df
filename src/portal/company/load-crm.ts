import { isList, isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { PortalCore } from '../core.ts';
import { ownerType } from '../crm/owners.ts';
import {
  activityBindingsTable,
  activityExtrasTable,
  categoriesTable,
  commentBindingsTable,
  linksTable,
} from '../crm/tables.ts';
import { sampleSmartType } from '../shelves/crm.ts';
import type { TableSpec } from '../store.ts';
import { tables } from '../tables.ts';
import type { Made } from './made.ts';

const itemTypes = {
  lead: 1,
  deal: 2,
  contact: 3,
  company: 4,
  quote: 7,
  smartInvoice: 31,
  smartItem: sampleSmartType,
} as const;

function idsOf(value: Json | undefined): readonly number[] {
  return (isList(value) ? value : [value ?? 0]).map(Number).filter((id) => id > 0);
}

/** Links are found from either end: whom an item names is written down beside it. */
function putLinks(core: PortalCore, entityTypeId: number, item: JsonObject): void {
  const me = `${entityTypeId}:${textOf(item['id'])}`;
  const companies = idsOf(item['companyIds'] ?? item['companyId']).map((id) => `4:${id}`);
  const contacts = idsOf(item['contactIds']).map((id) => `3:${id}`);
  const table = core.store.table(linksTable);
  for (const target of [...contacts, ...companies]) table.put(`${me}>${target}`, { owner: me, target });
}

function putActivity(core: PortalCore, made: Made): void {
  const { COMMUNICATIONS, BINDINGS, ...row } = made.row;
  const id = Number(row['ID']);
  core.store.table(tables.activity).put(id, row);
  if (isList(COMMUNICATIONS) && COMMUNICATIONS.length > 0) {
    core.store.table(activityExtrasTable).put(id, { COMMUNICATIONS, FILES: [] });
  }
  for (const [at, binding] of (isList(BINDINGS) ? BINDINGS : []).entries()) {
    if (!isObject(binding)) continue;
    putBinding(core, activityBindingsTable, id, at, Number(binding['OWNER_TYPE_ID']), Number(binding['OWNER_ID']));
  }
}

const bindingsEach = 8;

/** Each child has room for a few bindings, so that none has to be looked for. */
function putBinding(
  core: PortalCore,
  table: TableSpec,
  child: number,
  at: number,
  entityTypeId: number,
  entityId: number,
): void {
  const row = { child, owner: `${entityTypeId}:${entityId}`, entityTypeId, entityId };
  core.store.table(table).put(child * bindingsEach + at, row);
}

/** Writes a record of the CRM with all that the portal keeps beside it; false when it is of another family. */
export function putCrm(core: PortalCore, made: Made): boolean {
  const { family, row } = made;
  switch (family) {
    case 'lead':
    case 'deal':
    case 'contact':
    case 'company':
    case 'quote':
    case 'smartInvoice':
    case 'smartItem':
      core.store.table(tables[family]).put(Number(row['id']), row);
      putLinks(core, itemTypes[family], row);
      return true;
    case 'category':
      core.store.table(categoriesTable).put(`${textOf(row['entityTypeId'])}:${textOf(row['id'])}`, row);
      return true;
    case 'activity':
      putActivity(core, made);
      return true;
    case 'timelineComment':
      core.store.table(tables.timelineComment).put(Number(row['ID']), row);
      putBinding(
        core,
        commentBindingsTable,
        Number(row['ID']),
        0,
        ownerType(textOf(row['ENTITY_TYPE'])) ?? 0,
        Number(row['ENTITY_ID']),
      );
      return true;
    default:
      return false;
  }
}
