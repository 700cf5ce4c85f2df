import type { Kind, PersonalCategory, RecordLike, Reference } from '../kind.ts';
import { crmBin } from './bin.ts';
import { itemCreation } from './item-creation.ts';
import { type entityTypeIds, entityTypeIds as numbers } from './entity.ts';
import { itemFiles } from './files.ts';
import {
  type ItemAddress,
  itemCustomPerson,
  itemDocs,
  itemLimits,
  itemPeople,
  itemReferences,
  itemVolatile,
} from './item-parts.ts';

type ItemKind = Exclude<keyof typeof entityTypeIds, 'requisite' | 'old-invoice'>;

/** What one element of the CRM has of its own; the universal methods give it all the rest. */
interface ItemFacts extends Pick<Kind, 'title' | 'columns' | 'docs' | 'name'> {
  readonly id: ItemKind;
  /** Middle of the page's address: `/crm/deal/details/5/`. */
  readonly page: string;
  readonly references?: readonly Reference[];
  readonly personal?: Readonly<Record<string, PersonalCategory>>;
  readonly volatile?: readonly string[];
  readonly after?: Kind['after'];
}

/**
 * An element of the CRM by the universal methods crm.item.*: `select: ['*']` is what brings phones and e-mails (`fm`)
 * and custom fields with it.
 */
export function crmItem(facts: ItemFacts): Kind {
  const entityTypeId = numbers[facts.id];
  const address = ({ id }: RecordLike): ItemAddress => ({ entityTypeId, id: Number(id) });
  const list = { method: 'crm.item.list', rows: ['items'], idField: 'id', pager: { by: 'id' } } as const;
  const select = ['*'];
  return {
    id: facts.id,
    group: 'crm',
    sought: true,
    title: facts.title,
    scope: 'crm',
    docs: [...facts.docs, ...itemDocs],
    take: { how: 'list', request: { ...list, params: { entityTypeId, select } } },
    key: 'id',
    name: facts.name,
    changedAt: { field: 'updatedTime' },
    createdAt: 'createdTime',
    volatile: [...itemVolatile, ...(facts.volatile ?? [])],
    references: [...itemReferences, ...(facts.references ?? [])],
    texts: [
      { field: 'comments', form: 'document' },
      { field: 'content', form: 'document' },
      { field: 'terms', form: 'document' },
      { field: 'sourceDescription', form: 'plain' },
      { field: 'statusDescription', form: 'plain' },
      { field: 'additionalInfo', form: 'plain' },
    ],
    personal: facts.personal ?? {},
    people: itemPeople(address),
    customPerson: itemCustomPerson(address),
    scrub: {
      fields: Object.keys(facts.personal ?? {}).filter((field) => /^\w+$/u.test(field)),
      call: (record, fields) => ({
        method: 'crm.item.update',
        params: { ...address(record), fields: Object.fromEntries(fields.map((field) => [field, ''])) },
        effect: 'write',
      }),
    },
    files: [itemFiles(address)],
    look: {
      by: 'ids',
      request: (ids) => ({ ...list, params: { entityTypeId, select, filter: { '@id': ids.map(Number) } } }),
    },
    deletion: {
      how: 'call',
      call: (record) => ({ method: 'crm.item.delete', params: address(record), effect: 'write' }),
      fate: crmBin,
    },
    ...creationOf(facts.id),
    // A process that runs for an element would be left without its document.
    after: ['bp-instance', ...(facts.after ?? [])],
    columns: facts.columns,
    path: ({ id }) => `/crm/${facts.page}/details/${id}/`,
    limits: itemLimits,
  };
}

function creationOf(id: ItemKind): Pick<Kind, 'creation'> {
  const creation = itemCreation(id);
  return creation === undefined ? {} : { creation };
}
