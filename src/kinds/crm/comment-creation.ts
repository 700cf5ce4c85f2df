import type { JsonObject } from '../../base/json.ts';
import { type Creation, noParent, thereNumber } from '../creation.ts';
import { elementsOf, textAt } from '../fields.ts';
import { timelineOwners } from './entity.ts';

/** Comments of a timeline. Their time can't be set. */
export const timelineCommentCreation: Creation = {
  needs: ['user', 'company', 'contact', 'lead', 'deal', 'quote'],
  row: ({ row }, there) => {
    const kind = Object.entries(timelineOwners).find(
      ([, word]) => word === textAt(row, 'ENTITY_TYPE').toLowerCase(),
    )?.[0];
    const ENTITY_ID = kind === undefined ? undefined : thereNumber(there, kind, textAt(row, 'ENTITY_ID'));
    if (ENTITY_ID === undefined) return noParent;
    return {
      ENTITY_ID,
      ENTITY_TYPE: textAt(row, 'ENTITY_TYPE').toLowerCase(),
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
