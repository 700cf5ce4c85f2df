import type { JsonObject } from '../../base/json.ts';
import { blankTask } from '../task-row.ts';
import { Chance } from './chance.ts';
import { firstDealId, type Staff } from './crm.ts';
import { made, type Made } from './made.ts';
import { after, lastMoment, moment, past } from './moments.ts';
import { idAt, type Plan } from './plan.ts';
import { originOf } from './task-kin.ts';
import { hostileTexts, sentences, taskTitles } from './words.ts';

export const firstTaskId = 100;
export const firstChatId = 5000;

/** Who takes part in a task and when it was made: what its comments, messages and hours are made from. */
export interface TaskPeople {
  readonly id: number;
  readonly creator: number;
  readonly responsible: number;
  readonly accomplices: readonly number[];
  readonly auditors: readonly number[];
  readonly createdMs: number;
}

export function taskPeople(plan: Plan, staff: Staff, index: number): TaskPeople {
  const chance = new Chance(plan.seed, 'task-people', index);
  const others = (share: number): readonly number[] =>
    chance.yes(share)
      ? [...new Set([chance.pick(staff.userIds), chance.pick(staff.userIds)])].toSorted((a, b) => a - b)
      : [];
  return {
    id: idAt(index, firstTaskId),
    creator: chance.pick(staff.userIds),
    responsible: chance.pick(staff.userIds),
    accomplices: others(0.3),
    auditors: others(0.3),
    createdMs: past(chance, 500),
  };
}

function description(chance: Chance, index: number): string {
  if (index % 25 === 9) return hostileTexts[Math.floor(index / 25) % hostileTexts.length] ?? '';
  return [
    `[B]Что сделать:[/B] ${chance.pick(sentences)}`,
    `[LIST]\n[*]${chance.pick(sentences)}\n[*]${chance.pick(sentences)}\n[/LIST]`,
    `Подробности — [URL=https://wiki.example.com/${chance.hex(6)}]в базе знаний[/URL]. [USER=${chance.int(1, 9)}]коллеге[/USER]`,
  ].join('\n');
}

/** Every eighth task is a subtask of the one before it, and every sixteenth of a subtask. */
function parentOf(index: number): number | undefined {
  if (index % 16 === 9) return index - 1;
  return index % 8 === 0 && index > 0 ? index - 1 : undefined;
}

function guid(chance: Chance): string {
  return `{${chance.hex(8)}-${chance.hex(4)}-${chance.hex(4)}-${chance.hex(4)}-${chance.hex(12)}}`;
}

export function taskRow(plan: Plan, staff: Staff, attachments: readonly number[], index: number): Made {
  const people = taskPeople(plan, staff, index);
  const chance = new Chance(plan.seed, 'task', index);
  const status = chance.pick(['2', '2', '3', '4', '5', '5', '5', '6']);
  const changed = after(chance, people.createdMs, 60);
  const parent = parentOf(index);
  const closed = status === '5' || status === '4';
  const groupId = chance.yes(0.3) ? idAt(chance.int(0, plan.counts.groups - 1)) : 0;
  const row: JsonObject = {
    ...blankTask,
    id: String(people.id),
    parentId: parent === undefined ? null : String(idAt(parent, firstTaskId)),
    title: `${chance.pick(taskTitles)}${index % 30 === 3 ? ' <b>срочно</b> & «тихо»' : ''}`,
    description: description(chance, index),
    mark: closed && chance.yes(0.3) ? chance.pick(['P', 'N']) : null,
    priority: chance.pick(['0', '1', '1', '2']),
    createdBy: String(people.creator),
    createdDate: moment(people.createdMs),
    responsibleId: String(people.responsible),
    changedBy: String(people.responsible),
    changedDate: moment(changed),
    statusChangedBy: String(people.responsible),
    closedBy: closed ? String(people.responsible) : '0',
    closedDate: closed ? moment(changed) : null,
    activityDate: moment(changed),
    dateStart: status === '2' ? null : moment(after(chance, people.createdMs, 5)),
    deadline: chance.yes(0.6)
      ? moment(Math.floor((lastMoment + chance.int(-60, 30) * 86_400_000) / 3_600_000) * 3_600_000)
      : null,
    guid: guid(chance),
    allowChangeDeadline: chance.yes(0.5) ? 'Y' : 'N',
    allowTimeTracking: chance.yes(0.3) ? 'Y' : 'N',
    forkedByTemplateId: originOf(plan, index).template,
    timeEstimate: chance.yes(0.3) ? String(chance.int(1, 40) * 1800) : '0',
    forumTopicId: String(1000 + index),
    forumId: '11',
    flowId: originOf(plan, index).flow,
    status,
    statusChangedDate: moment(changed),
    durationPlan: '0',
    groupId: String(groupId),
    accomplices: people.accomplices.map(String),
    auditors: people.auditors.map(String),
    tags: chance.yes(0.2) ? [chance.pick(['важно', 'склад', 'договор', 'ждём'])] : [],
    chatId: idAt(index, firstChatId),
    ufCrmTask: chance.yes(0.3) ? [`D_${idAt(chance.int(0, plan.counts.deals - 1), firstDealId)}`] : [],
    ufTaskWebdavFiles: attachments,
  };
  return made('task', row);
}
