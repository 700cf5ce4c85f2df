import type { JsonObject } from '../../base/json.ts';
import { type Creation, noParent } from '../creation.ts';
import { elementsOf, textAt } from '../fields.ts';
import { entityTypeIds, timelineOwners } from './entity.ts';
import { ownerThere } from './owner-there.ts';

/** Comments of a timeline. Their time can't be set. */
export const timelineCommentCreation: Creation = {
  needs: ['user', 'company', 'contact', 'lead', 'deal', 'quote', 'smart-invoice', 'smart-process-item'],
  row: ({ row }, there) => {
    const word = textAt(row, 'ENTITY_TYPE').toLowerCase();
    const own = /^dynamic_(\d+)$/u.exec(word)?.[1];
    const kind = Object.entries(timelineOwners).find(([, known]) => known === word)?.[0];
    const type = own ?? (kind === undefined ? '' : String(entityTypeIds[kind as keyof typeof entityTypeIds]));
    const owner = ownerThere(type, textAt(row, 'ENTITY_ID'), there);
    if (owner === undefined) return noParent;
    return {
      ENTITY_ID: owner.id,
      ENTITY_TYPE: own === undefined ? word : `dynamic_${owner.type}`,
      COMMENT: textAt(row, 'COMMENT'),
      AUTHOR_ID: there.person(textAt(row, 'AUTHOR_ID')),
    };
  },
  call: (row, record, there) => {
    const files = elementsOf(record.row['FILES']).flatMap((each) => {
      const file = there.file(record, 'files', textAt(Object(each) as JsonObject, 'id'));
      return file === undefined ? [] : [[file.name, file.bytes]];
    });
    return {
      method: 'crm.timeline.comment.add',
      params: { fields: { ...row, ...(files.length === 0 ? {} : { FILES: files }) } },
      effect: 'write',
    };
  },
  newId: [],
  mark: (row) => `${textAt(row, 'ENTITY_ID')}\n${textAt(row, 'COMMENT')}`,
  loses: { ru: 'время комментария', en: 'when a comment was written' },
};
