import { z } from 'zod';

import type { Json, JsonObject } from '../../base/json.ts';
import { isDone, type Redmine } from './client.ts';
import type { Spent, WantedIssue } from './task.ts';

const ref = z.object({ id: z.number() });
const attachment = z.object({ id: z.number(), filename: z.string(), filesize: z.number() });
export type AttachmentThere = z.infer<typeof attachment>;
export const issueSchema = z.object({
  id: z.number(),
  subject: z.string().default(''),
  description: z.string().nullish(),
  project: ref.optional(),
  status: ref.optional(),
  priority: ref.optional(),
  author: ref.optional(),
  assigned_to: ref.optional(),
  parent: ref.optional(),
  start_date: z.string().nullish(),
  due_date: z.string().nullish(),
  estimated_hours: z.number().nullish(),
  is_private: z.boolean().optional(),
  updated_on: z.string().default(''),
  attachments: z.array(attachment).default([]),
  watchers: z.array(ref).default([]),
  journals: z
    .array(
      z.object({
        user: ref.optional(),
        notes: z.string().nullish(),
        details: z.array(z.object({ property: z.string(), name: z.string() })).default([]),
      }),
    )
    .default([]),
});
export type IssueThere = z.infer<typeof issueSchema>;
export const oneIssue = z.object({ issue: issueSchema });
export const timeEntry = z.object({
  hours: z.number(),
  spent_on: z.string(),
  comments: z.string().nullish(),
  user: ref.optional(),
});

/** Fields whose change is a finishing touch of ours, or Redmine’s own note of a new subtask: not somebody’s work. */
const ourTouches = new Set(['status_id', 'is_private', 'parent_id', 'assigned_to_id', 'start_date', 'child_id']);

export const plain = (text: string | null | undefined): string => (text ?? '').replaceAll('\r\n', '\n').trim();

export const noteCount = ({ journals }: IssueThere): number =>
  journals.filter(({ notes }) => plain(notes) !== '').length;

/** Redmine puts `_` for what it does not take in names. */
export function fileMark({ filename, filesize }: { readonly filename: string; readonly filesize: number }): string {
  return `${filename.replaceAll(/[^\p{L}\p{N}.]/gu, '_').normalize('NFC')} ${filesize}`;
}

export function spentMark({ date, hours, comment }: Pick<Spent, 'date' | 'hours' | 'comment'>): string {
  return `${date} ${hours.toFixed(2)} ${plain(comment)}`;
}

/** Those of `wanted` for which nothing in `there` stands; each that is there stands for one. */
export function leftOver<T>(wanted: readonly T[], there: readonly string[], mark: (each: T) => string): readonly T[] {
  const left = new Map<string, number>();
  for (const each of there) left.set(each, (left.get(each) ?? 0) + 1);
  return wanted.filter((each) => {
    const name = mark(each);
    const count = left.get(name) ?? 0;
    left.set(name, count - 1);
    return count <= 0;
  });
}

/** Names of the fields that read otherwise there than they should. */
export function wrongFields(fields: JsonObject, there: IssueThere): string[] {
  const now: Readonly<Record<string, Json>> = {
    project_id: there.project?.id ?? null,
    subject: plain(there.subject),
    description: plain(there.description),
    priority_id: there.priority?.id ?? null,
    status_id: there.status?.id ?? null,
    start_date: there.start_date ?? '',
    due_date: there.due_date ?? '',
    estimated_hours: there.estimated_hours ?? null,
    assigned_to_id: there.assigned_to?.id ?? null,
    parent_issue_id: there.parent?.id ?? null,
    is_private: there.is_private ?? false,
  };
  return Object.entries(fields)
    .filter(([name, value]) => (typeof value === 'string' ? plain(value) : value) !== now[name])
    .map(([name]) => name);
}

/** Whether somebody wrote or changed something there that this program did not. */
export function isWorkedOn({ journals }: IssueThere, { notes }: WantedIssue): boolean {
  const ours = new Set(notes.map(({ text }) => plain(text)));
  return journals.some(
    ({ notes: text, details }) =>
      (plain(text) !== '' && !ours.has(plain(text))) ||
      details.some(({ property, name }) => property === 'attr' && !ourTouches.has(name)),
  );
}

/** An issue with all that hangs on it; undefined when it is not there. */
export async function readIssue(redmine: Redmine, id: number): Promise<IssueThere | undefined> {
  const path = `issues/${id}.json?include=journals,attachments,watchers`;
  return (await redmine.get(path, oneIssue))?.issue;
}

/** Changes an issue, in the name of `as` if given; false when that Redmine refuses. */
export async function changeIssue(redmine: Redmine, id: number, fields: JsonObject, as?: string): Promise<boolean> {
  return isDone(await redmine.send('PUT', `issues/${id}.json`, { issue: fields }, as));
}
