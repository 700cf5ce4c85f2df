import { type JsonObject, textOf } from '../../base/json.ts';
import { deleteItem } from '../crm/cascade.ts';
import { fieldDescriptions } from '../crm/describe.ts';
import { company, contact, deal, lead } from '../crm/fields.ts';
import { addItem, updateItem } from '../crm/items.ts';
import { linkedTo } from '../crm/links.ts';
import { newFields, oldItem, oldLookup, oldRow, oldType } from '../crm/old.ts';
import { maySee, visibleItems } from '../crm/rights.ts';
import { itemsTable } from '../crm/tables.ts';
import { parseFilter, parseOrder } from '../filter.ts';
import { listPage } from '../listing.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { integerOf, listOf, mapOf } from '../params.ts';
import { refuse } from '../refusal.ts';

/** How one family words its refusals. */
interface Words {
  readonly name: string;
  readonly entityTypeId: number;
  readonly missing: {
    readonly get: string;
    readonly update: string;
    readonly delete: string;
    readonly deleteCode?: string;
  };
}

const families: readonly Words[] = [
  { name: 'lead', entityTypeId: lead, missing: { get: 'Not found', update: 'Not found', delete: 'Not found' } },
  { name: 'deal', entityTypeId: deal, missing: { get: 'Not found', update: 'Not found', delete: 'Not found' } },
  {
    name: 'contact',
    entityTypeId: contact,
    missing: {
      get: 'Not found',
      update: 'Contact is not found',
      delete: 'Элемент не найден',
      deleteCode: 'ERROR_CORE',
    },
  },
  {
    name: 'company',
    entityTypeId: company,
    missing: { get: 'Not found', update: 'Company is not found', delete: 'Company is not found' },
  },
];

/** A map that must be one; `fields` may not be absent. */
function fieldsOf(context: Context): JsonObject {
  const fields = mapOf(context.params.get('fields'));
  if (fields === undefined) throw refuse("Parameter 'fields' must be array.");
  context.params.map('params');
  return fields;
}

function idOf({ params }: Context): number {
  const id = params.integer('id') ?? 0;
  if (id <= 0) throw refuse('ID is not defined or invalid.');
  return id;
}

function family({ name, entityTypeId, missing }: Words): readonly Method[] {
  const type = oldType(entityTypeId);
  const spec = itemsTable(entityTypeId);
  const existing = (context: Context, words: string, code = ''): JsonObject => {
    const item = context.core.store.table(spec).get(idOf(context));
    if (item === undefined) throw refuse(words, code);
    if (!maySee(context.caller, item)) throw refuse('Access denied.');
    return item;
  };
  const list = (context: Context): Reply => {
    const { core, caller, params, start } = context;
    const rules = { fields: oldLookup(type), zone: core.zone };
    const select = params.list('select').map((each) => textOf(each).toUpperCase());
    return listPage({
      table: core.store.table(spec),
      selection: {
        where: [...parseFilter(params.map('filter'), rules), ...visibleItems(caller)],
        order: parseOrder(params.map('order'), rules),
      },
      start,
      row: (item) => oldRow(oldItem(context, type, item), select),
    });
  };
  return [
    read(`crm.${name}.list`, 'crm', list),
    read(`crm.${name}.get`, 'crm', (context) => ({
      result: oldItem(context, type, existing(context, missing.get)),
    })),
    write(`crm.${name}.add`, 'crm', (context) => {
      const item = addItem(context.core, entityTypeId, newFields(type, fieldsOf(context)), {
        userId: context.caller.userId,
      });
      return { result: item['id'] ?? 0 };
    }),
    write(`crm.${name}.update`, 'crm', (context) => {
      const item = existing(context, missing.update);
      const fields = newFields(type, fieldsOf(context));
      updateItem(context.core, entityTypeId, Number(item['id']), fields, context.caller.userId);
      return { result: true };
    }),
    write(`crm.${name}.delete`, 'crm', (context) => {
      const item = existing(context, missing.delete, missing.deleteCode);
      return { result: deleteItem(context.core, entityTypeId, Number(item['id'])) };
    }),
    read(`crm.${name}.fields`, 'crm', (context) => ({ result: fieldDescriptions(context.core, type, 'old') })),
  ];
}

/** `crm.deal.contact.items.get` and its kin: links with their order, the first of them primary. */
function links(
  name: string,
  entityTypeId: number,
  other: 'CONTACT_ID' | 'COMPANY_ID',
  codeWhenMissing?: string,
): Method {
  const many = other === 'CONTACT_ID' ? 'contactIds' : 'companyIds';
  return read(`crm.${name}.items.get`, 'crm', ({ core, caller, params }) => {
    const id = params.integer('id') ?? 0;
    if (id <= 0) throw refuse('The parameter ownerEntityID is invalid or not defined.');
    const item = core.store.table(itemsTable(entityTypeId)).get(id);
    if (item === undefined && codeWhenMissing !== undefined) throw refuse('Not found.', codeWhenMissing);
    if (item !== undefined && !maySee(caller, item)) throw refuse('Access denied!', 'ACCESS_DENIED');
    const ids = listOf(item?.[many]) ?? linkedTo(core, entityTypeId, id, other === 'CONTACT_ID' ? contact : company);
    const rows = ids.map((each, index) => ({
      [other]: integerOf(each) ?? 0,
      SORT: (index + 1) * 10,
      ROLE_ID: 0,
      IS_PRIMARY: index === 0 ? 'Y' : 'N',
    }));
    return { result: rows };
  });
}

/** The old methods, deprecated and alive (https://apidocs.bitrix24.ru/api-reference/crm/). */
export const crmOld: readonly Method[] = [
  ...families.flatMap(family),
  links('deal.contact', deal, 'CONTACT_ID', ''),
  links('lead.contact', lead, 'CONTACT_ID', 'NOT_FOUND'),
  links('company.contact', company, 'CONTACT_ID'),
  links('contact.company', contact, 'COMPANY_ID'),
];
