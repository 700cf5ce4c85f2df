import { Chance } from './chance.ts';
import { type Staff } from './crm.ts';
import { made, type Made } from './made.ts';
import { after, moment } from './moments.ts';
import { personAt, shortName } from './people.ts';
import { idAt, type Plan } from './plan.ts';
import { firstChatId, firstTaskId, taskPeople } from './tasks.ts';
import { hostileTexts, sentences } from './words.ts';

const perChecklist = 6;
const perTalk = 4;
export const firstChecklistId = 400;

const checklistTitles = [
  'Подготовка',
  'Собрать документы',
  'Позвонить',
  'Сфотографировать объект',
  'Проверить',
  'Закрыть',
];

/** Six rows a task: the list itself, four points, and a point inside a point. */
export function checklistRow(plan: Plan, staff: Staff, index: number): Made {
  const task = taskPeople(plan, staff, Math.floor(index / perChecklist) % plan.counts.tasks);
  const at = index % perChecklist;
  const chance = new Chance(plan.seed, 'checklist', index);
  const first = index - at;
  const parent = at === 0 ? 0 : at === 5 ? idAt(first + 2, firstChecklistId) : idAt(first, firstChecklistId);
  const done = at > 0 && chance.yes(0.5);
  return made('checklistItem', {
    ID: String(idAt(index, firstChecklistId)),
    TASK_ID: String(task.id),
    PARENT_ID: parent === 0 ? 0 : String(parent),
    CREATED_BY: String(task.creator),
    TITLE: index % 40 === 3 ? (hostileTexts[index % hostileTexts.length] ?? '') : (checklistTitles[at] ?? ''),
    SORT_INDEX: String(at),
    IS_COMPLETE: done ? 'Y' : 'N',
    IS_IMPORTANT: chance.yes(0.1) ? 'Y' : 'N',
    TOGGLED_BY: done ? String(task.responsible) : null,
    TOGGLED_DATE: done ? moment(after(chance, task.createdMs, 20)) : '',
    MEMBERS: [],
    ATTACHMENTS: [],
  });
}

export function elapsedTimeRow(plan: Plan, staff: Staff, index: number): Made {
  const task = taskPeople(plan, staff, (index * 3) % plan.counts.tasks);
  const chance = new Chance(plan.seed, 'elapsed', index);
  const seconds = chance.int(1, 96) * 300;
  const created = after(chance, task.createdMs, 30);
  return made('elapsedTime', {
    ID: String(idAt(index)),
    TASK_ID: String(task.id),
    USER_ID: String(task.responsible),
    COMMENT_TEXT: chance.yes(0.6) ? chance.pick(sentences) : '',
    SECONDS: String(seconds),
    MINUTES: String(seconds / 60),
    SOURCE: chance.pick(['2', '3']),
    CREATED_DATE: moment(created),
    DATE_START: moment(created),
    DATE_STOP: moment(created),
  });
}

export function taskResultRow(plan: Plan, staff: Staff, index: number): Made {
  const task = taskPeople(plan, staff, (index * 5) % plan.counts.tasks);
  const chance = new Chance(plan.seed, 'result', index);
  const text = chance.pick(sentences);
  const created = after(chance, task.createdMs, 40);
  return made('taskResult', {
    id: idAt(index),
    taskId: task.id,
    commentId: 0,
    createdBy: task.responsible,
    createdAt: moment(created),
    updatedAt: moment(created),
    status: 0,
    text: `${text} [B]Готово.[/B]`,
    formattedText: `${text} <b>Готово.</b>`,
    files: [],
  });
}

/** Talk of the old card: messages of a forum topic. */
export function taskCommentRow(plan: Plan, staff: Staff, index: number): Made {
  const task = taskPeople(plan, staff, Math.floor(index / perTalk) % plan.counts.tasks);
  const chance = new Chance(plan.seed, 'task-comment', index);
  const author = chance.pick([task.creator, task.responsible, ...task.accomplices]);
  const person = personAt(plan, indexOfId(author));
  return made('taskComment', {
    POST_MESSAGE_HTML: null,
    ID: String(idAt(index, 3001)),
    TASK_ID: String(task.id),
    AUTHOR_ID: String(author),
    AUTHOR_NAME: shortName(person),
    AUTHOR_EMAIL: '',
    POST_DATE: moment(after(chance, task.createdMs, 30)),
    POST_MESSAGE:
      index % 50 === 17 ? (hostileTexts[index % hostileTexts.length] ?? '') : `${chance.pick(sentences)} [I]—[/I]`,
    ATTACHED_OBJECTS: {},
  });
}

/** Talk of the new card: messages of the task's chat; the first of each chat is the portal's own. */
export function chatMessageRow(plan: Plan, staff: Staff, index: number): Made {
  const at = Math.floor(index / perTalk) % plan.counts.tasks;
  const task = taskPeople(plan, staff, at);
  const chance = new Chance(plan.seed, 'message', index);
  const opening = index % perTalk === 0;
  const author = opening ? 0 : chance.pick([task.creator, task.responsible, ...task.accomplices]);
  const text = index % 50 === 23 ? (hostileTexts[index % hostileTexts.length] ?? '') : chance.pick(sentences);
  return made('chatMessage', {
    id: idAt(index, 80_001),
    chat_id: idAt(at, firstChatId),
    author_id: author,
    date: moment(task.createdMs + (index % perTalk) * 3_600_000),
    text: opening ? `Задача создана: [URL=/company/personal/user/0/tasks/task/view/${task.id}/]открыть[/URL]` : text,
    unread: false,
    uuid: opening ? null : `${chance.hex(8)}-${chance.hex(4)}-4${chance.hex(3)}-a${chance.hex(3)}-${chance.hex(12)}`,
    replaces: [],
    params: opening ? { NOTIFY: 'N' } : chance.yes(0.1) ? { LIKE: [task.creator] } : [],
    disappearing_date: null,
  });
}

/** The index whose id this is (ids rise with gaps). */
function indexOfId(id: number): number {
  return id - 1 - Math.floor((id - 1) / 9);
}

export function taskAttachments(index: number): readonly number[] {
  return index % 6 === 2 ? [idAt(Math.floor(index / 6))] : [];
}

/** Tasks whose files `taskAttachments` names: how many attached objects there are and to which task each belongs. */
export function attachedTask(at: number): number {
  return idAt(at * 6 + 2, firstTaskId);
}
