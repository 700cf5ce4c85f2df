import { hash } from 'node:crypto';

import { canonical, type Json } from '../../base/json.ts';
import type { Language } from '../../base/text.ts';
import type { ArchivedFile, ArchivedRecord, RecordKey } from '../../archive/types.ts';
import { textAt } from '../../kinds/fields.ts';
import { dateOf, momentOf, titleOf, type World } from '../../formats/importers/world.ts';
import { checklistOf, markdown, membersOf, positive } from '../../formats/trackers/issue.ts';

/** Redmine’s own limits, in characters. */
const SUBJECT_MAX = 255;
const COMMENT_MAX = 1024;

export interface Note {
  readonly key: RecordKey;
  readonly authorId: string;
  readonly text: string;
  readonly files: readonly ArchivedFile[];
}

export interface Spent {
  readonly key: RecordKey;
  readonly userId: string;
  readonly date: string;
  readonly hours: number;
  readonly comment: string;
  /** The hours are not to the second. */
  readonly rounded: boolean;
}

/** A task as it should stand in Redmine; people and groups still by their numbers in the archive. */
export interface WantedIssue {
  readonly key: RecordKey;
  readonly groupId: string;
  readonly parentId: string;
  readonly authorId: string;
  readonly responsibleId: string;
  readonly watcherIds: readonly string[];
  readonly subject: string;
  readonly cut: boolean;
  readonly description: string;
  readonly status: string;
  readonly priority: string;
  readonly start: string;
  readonly due: string;
  /** The start lies after the due date, which Redmine refuses. */
  readonly startDropped: boolean;
  readonly estimatedHours: number | undefined;
  readonly notes: readonly Note[];
  readonly files: readonly ArchivedFile[];
  readonly spent: readonly Spent[];
}

const words = {
  en: { author: 'Set by', created: 'created', closed: 'closed' },
  ru: { author: 'Постановщик', created: 'создана', closed: 'завершена' },
} as const satisfies Record<Language, unknown>;

/** What tells one of our issues from every other, whoever else pushes into the same Redmine. */
export const markOf = (portal: string, taskId: string): string => `b24:${portal}/task/${taskId}`;
const markPattern = /b24:(?<portal>[^\s/]+)\/task\/(?<id>\d+)/u;

/** The task of `portal` that an issue’s description names. */
export function markedTask(portal: string, description: string): string | undefined {
  const found = markPattern.exec(description.slice(-300))?.groups;
  return found?.['portal'] === portal ? found['id'] : undefined;
}

const withFile = (world: World, key: RecordKey): readonly ArchivedFile[] => [...world.archive.files(key)];
const hoursOf = (seconds: number): number => Math.round(seconds / 36) / 100;

function descriptionOf(record: ArchivedRecord, world: World, language: Language): string {
  const { author, created, closed } = words[language];
  const points = checklistOf(record, world).map(({ done, text }) => `- [${done ? 'x' : ' '}] ${text}`);
  const closedAt = momentOf(record, 'closedDate');
  const origin = [
    `${author}: ${world.userName(textAt(record.row, 'createdBy')) || '—'}`,
    `${created} ${momentOf(record, 'createdDate')}`,
    ...(closedAt === '' ? [] : [`${closed} ${closedAt}`]),
  ].join(', ');
  return [
    markdown(textAt(record.row, 'description'), world).trim(),
    points.join('\n'),
    ['---', '', `${origin}  `, `${world.url(record)} ${markOf(world.archive.portal, record.key.id)}`].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function notesOf({ key }: ArchivedRecord, world: World): readonly Note[] {
  return [...world.archive.children(key, 'task-comment')].map((comment): Note => {
    const authorId = positive(textAt(comment.row, 'AUTHOR_ID'));
    const author = world.userName(authorId) || textAt(comment.row, 'AUTHOR_NAME') || '—';
    const text = markdown(textAt(comment.row, 'POST_MESSAGE'), world).trim();
    return {
      key: comment.key,
      authorId,
      text: `*${author}, ${momentOf(comment, 'POST_DATE')}*\n\n${text}`.trim(),
      files: withFile(world, comment.key),
    };
  });
}

function spentOf({ key }: ArchivedRecord, world: World): readonly Spent[] {
  return [...world.archive.children(key, 'elapsed-time')].flatMap((entry): readonly Spent[] => {
    const seconds = Number(textAt(entry.row, 'SECONDS')) || Number(textAt(entry.row, 'MINUTES')) * 60;
    if (!(seconds > 0)) return [];
    const userId = positive(textAt(entry.row, 'USER_ID'));
    // In no language: a run in the other one has to find it again.
    const comment = [textAt(entry.row, 'COMMENT_TEXT').trim(), world.userName(userId) || '—']
      .filter(Boolean)
      .join(' · ');
    return [
      {
        key: entry.key,
        userId,
        date: dateOf(entry, 'CREATED_DATE'),
        hours: Math.max(0.01, hoursOf(seconds)),
        comment: comment.slice(0, COMMENT_MAX).toWellFormed(),
        rounded: seconds % 36 !== 0,
      },
    ];
  });
}

const isHere = (world: World, kind: string, id: string): boolean =>
  id !== '' && world.archive.record({ kind, id }) !== undefined;

/** The group whose project a task belongs into; '' for none. */
export function groupOf({ row }: ArchivedRecord, world: World): string {
  const group = positive(textAt(row, 'groupId'));
  return isHere(world, 'workgroup', group) ? group : '';
}

/** Who set a task, who does it, and who spent time on it. */
export function workersOf({ key, row }: ArchivedRecord, world: World): readonly string[] {
  const spent = [...world.archive.children(key, 'elapsed-time')].map((entry) => textAt(entry.row, 'USER_ID'));
  return [textAt(row, 'createdBy'), textAt(row, 'responsibleId'), ...spent].map(positive);
}

export function wantedIssue(record: ArchivedRecord, world: World, language: Language): WantedIssue {
  const { key, row } = record;
  const title = titleOf(record).replaceAll(/\s+/gu, ' ').trim();
  const start = dateOf(record, 'startDatePlan');
  const due = dateOf(record, 'deadline');
  const startDropped = start !== '' && due !== '' && start > due;
  const estimate = Number(textAt(row, 'timeEstimate'));
  const parent = positive(textAt(row, 'parentId'));
  return {
    key,
    groupId: groupOf(record, world),
    parentId: isHere(world, 'task', parent) ? parent : '',
    authorId: positive(textAt(row, 'createdBy')),
    responsibleId: positive(textAt(row, 'responsibleId')),
    watcherIds: membersOf(record),
    subject: title.length > SUBJECT_MAX ? `${title.slice(0, SUBJECT_MAX - 1).toWellFormed()}…` : title,
    cut: title.length > SUBJECT_MAX,
    description: descriptionOf(record, world, language),
    status: textAt(row, 'status'),
    priority: textAt(row, 'priority') || '1',
    start: startDropped ? '' : start,
    due,
    startDropped,
    estimatedHours: estimate > 0 ? hoursOf(estimate) : undefined,
    notes: notesOf(record, world),
    files: withFile(world, key),
    spent: spentOf(record, world),
  };
}

/** Changes with everything that would be sent for the task. */
export function sentHash(issue: WantedIssue, fields: Json): string {
  const { notes, files, spent } = issue;
  const facts = {
    fields,
    notes: notes.map(({ text, files: own }) => [text, own.map(({ blob }) => blob?.sha512 ?? '')]),
    files: files.map(({ name, blob }) => [name, blob?.sha512 ?? '']),
    spent: spent.map(({ date, hours, comment }) => [date, hours, comment]),
  };
  return hash('sha256', canonical(facts));
}
