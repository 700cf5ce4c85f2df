import { activityRow, timelineCommentRow } from './activities.ts';
import { companyRow, contactRow, dealRow, leadRow, type Staff } from './crm.ts';
import { driveRows } from './drive.ts';
import { customFieldRows } from './fields.ts';
import { funnelRows } from './funnels.ts';
import { type Made } from './made.ts';
import { activeUserIds, peopleRows } from './people.ts';
import { type Plan } from './plan.ts';
import { templateRows, workflowRows } from './processes.ts';
import { bankDetailRow, presetRows, requisiteRow } from './requisites.ts';
import {
  chatMessageRow,
  checklistRow,
  elapsedTimeRow,
  taskAttachments,
  taskCommentRow,
  taskResultRow,
} from './talk.ts';
import { stocks } from './stock/index.ts';
import { stockRows } from './stock/stock.ts';
import { taskRow } from './tasks.ts';
import { planFor } from './total.ts';

export interface CompanyOptions {
  readonly seed: number;
  /** How many records the company has; below a few hundred, as few as have some of everything. */
  readonly size: number;
  /** Size of the one big file of the Drive; 200 MB unless told. */
  readonly bigFileBytes?: number;
}

export const defaultBigFileBytes = 200_000_000;

function* repeat(count: number, make: (index: number) => Made): Generator<Made> {
  for (let index = 0; index < count; index += 1) yield make(index);
}

function* crmRows(plan: Plan, staff: Staff): Generator<Made> {
  const { counts } = plan;
  yield* funnelRows();
  yield* customFieldRows();
  yield* presetRows();
  yield* repeat(counts.companies, (index) => companyRow(plan, staff, index));
  yield* repeat(counts.contacts, (index) => contactRow(plan, staff, index));
  yield* repeat(counts.leads, (index) => leadRow(plan, staff, index));
  yield* repeat(counts.deals, (index) => dealRow(plan, staff, index));
  yield* repeat(counts.requisites, (index) => requisiteRow(plan, staff, index));
  yield* repeat(counts.bankDetails, (index) => bankDetailRow(plan, staff, index));
  yield* repeat(counts.activities, (index) => activityRow(plan, staff, index));
  yield* repeat(counts.timelineComments, (index) => timelineCommentRow(plan, staff, index));
}

function* taskRows(plan: Plan, staff: Staff): Generator<Made> {
  const { counts } = plan;
  yield* repeat(counts.tasks, (index) => taskRow(plan, staff, taskAttachments(index), index));
  yield* repeat(counts.checklistItems, (index) => checklistRow(plan, staff, index));
  yield* repeat(counts.elapsedTimes, (index) => elapsedTimeRow(plan, staff, index));
  yield* repeat(counts.taskResults, (index) => taskResultRow(plan, staff, index));
  yield* repeat(counts.taskComments, (index) => taskCommentRow(plan, staff, index));
  yield* repeat(counts.chatMessages, (index) => chatMessageRow(plan, staff, index));
}

/**
 * A fictional company of `size` records, one record at a time, in bounded memory: parents before children.
 * The same seed and size always give the same records, byte for byte.
 */
export function* sampleCompany(options: CompanyOptions): Generator<Made> {
  const plan = planFor(options.seed, options.size);
  const userIds = activeUserIds(plan);
  const staff: Staff = { userIds };
  yield* peopleRows(plan);
  yield* crmRows(plan, staff);
  yield* taskRows(plan, staff);
  yield* driveRows(plan, staff, userIds.slice(0, 40), { bigFileBytes: options.bigFileBytes ?? defaultBigFileBytes });
  yield* templateRows();
  for (let index = 0; index < plan.counts.workflows; index += 1) yield* workflowRows(plan, staff, index);
  for (const stock of stocks) yield* stockRows(stock, plan, staff);
}
