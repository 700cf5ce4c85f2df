import type { Method } from '../method.ts';
import { crmActivity } from './crm-activity.ts';
import { crmCategory } from './crm-category.ts';
import { crmComment } from './crm-comment.ts';
import { crmItem } from './crm-item.ts';
import { crmOld } from './crm-old.ts';
import { crmProductRow } from './crm-productrow.ts';
import { crmRequisite } from './crm-requisite.ts';
import { crmStatus } from './crm-status.ts';
import { crmType } from './crm-type.ts';
import { userFields } from './userfields.ts';

/** All that the CRM answers, custom fields among it. */
export const crm: readonly Method[] = [
  ...crmItem,
  ...crmOld,
  ...crmActivity,
  ...crmComment,
  ...crmRequisite,
  ...crmStatus,
  ...crmCategory,
  ...crmType,
  ...crmProductRow,
  ...userFields,
];
