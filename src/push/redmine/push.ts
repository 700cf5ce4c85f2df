import { createHash } from 'node:crypto';

import type { JsonObject } from '../../base/json.ts';
import type { Archive } from '../../archive/archive.ts';
import type { ArchivedFile, ArchivedRecord, RecordKey } from '../../archive/types.ts';
import { blobChunks } from '../../formats/blobs.ts';
import type { ConvertOptions } from '../../formats/format.ts';
import { World } from '../../formats/importers/world.ts';
import { Losses } from '../../formats/losses.ts';
import { textAt } from '../../kinds/fields.ts';
import { type PushReport, Strays } from '../report.ts';
import type { PushState } from '../state.ts';
import { type Choices, choicesOf } from './choices.ts';
import { isDone, type Redmine, saidBy } from './client.ts';
import {
  type AttachmentThere,
  fileMark,
  issueSchema,
  type IssueThere,
  isWorkedOn,
  leftOver,
  noteCount,
  oneIssue,
  plain,
  spentMark,
  timeEntry,
  wrongFields,
} from './issue-there.ts';
import * as lost from './losses.ts';
import type { RedminePerson, RedmineUser } from './people.ts';
import { letIn, type ProjectThere, projectFor } from './projects.ts';
import { markedTask, type Note, sentHash, type WantedIssue, wantedIssue } from './task.ts';

interface Target {
  readonly issue: WantedIssue;
  readonly fields: JsonObject;
  readonly path: string;
  readonly sent: string;
}

interface Seen {
  readonly id: number;
  readonly updatedOn: string;
}

/**
 * Puts tasks into a Redmine: groups as projects, comments, files and time with them, each under the person who stands for
 * its author where that Redmine lets us. Everything is read back. What stands there is not made again, with or without
 * the memory of earlier runs: every issue bears the mark of its task.
 */
export class RedminePush {
  readonly #redmine: Redmine;
  readonly #archive: Archive;
  readonly #options: ConvertOptions;
  readonly #state: PushState;
  readonly #world: World;
  readonly #people: ReadonlyMap<string, RedmineUser>;
  readonly #losses = new Losses();
  readonly #strays = new Strays();
  readonly #counts = { written: 0, equal: 0, folders: 0 };
  /** Projects by group, who is in each, and the issues that stand there by task. */
  readonly #projects = new Map<string, ProjectThere>();
  readonly #inside = new Map<string, ReadonlySet<number>>();
  readonly #there = new Map<string, Seen>();

  constructor(
    redmine: Redmine,
    archive: Archive,
    options: ConvertOptions,
    state: PushState,
    people: readonly RedminePerson[],
  ) {
    this.#redmine = redmine;
    this.#archive = archive;
    this.#options = options;
    this.#state = state;
    this.#world = new World(archive, options.kinds, options.mapping);
    this.#people = new Map(people.flatMap(({ id, found }) => (found === undefined ? [] : [[id, found] as const])));
  }

  async run(): Promise<PushReport> {
    lost.noteLosses(this.#losses);
    const choices = await choicesOf(this.#redmine);
    await this.#makeProjects(choices);
    const order = this.#order();
    // Parents first: a subtask names its parent. Then, children first: a parent can't be closed over open subtasks.
    for (const id of order) await this.#make(id, choices);
    let done = 0;
    for (const id of order.toReversed()) {
      await this.#finish(id, choices);
      done += 1;
      this.#options.tell?.('task', done, order.length);
    }
    const { list: strays, count: straysCount } = this.#strays;
    return { ...this.#counts, strays, straysCount, losses: this.#losses };
  }

  /** Tasks by number, each after its parent. */
  #order(): readonly string[] {
    const order = new Set<string>();
    const visit = (record: ArchivedRecord, above: ReadonlySet<string>): void => {
      const { id } = record.key;
      if (order.has(id) || above.has(id)) return;
      const parent = this.#archive.record({ kind: 'task', id: textAt(record.row, 'parentId') || '0' });
      if (parent !== undefined) visit(parent, new Set([...above, id]));
      order.add(id);
    };
    for (const record of this.#archive.records('task')) visit(record, new Set());
    return [...order];
  }

  #target(id: string, choices: Choices): Target | undefined {
    const record = this.#archive.record({ kind: 'task', id });
    if (record === undefined) return undefined;
    const issue = wantedIssue(record, this.#world, this.#options.language);
    const project = this.#projects.get(issue.groupId);
    if (project === undefined) return undefined;
    const assignee = this.#people.get(issue.responsibleId)?.id;
    const parent = issue.parentId === '' ? undefined : this.#there.get(issue.parentId)?.id;
    const isAssignable = assignee !== undefined && this.#inside.get(issue.groupId)?.has(assignee) === true;
    const fields: JsonObject = {
      project_id: project.id,
      subject: issue.subject,
      description: issue.description,
      priority_id: choices.priorities.get(issue.priority) ?? choices.priorities.get('1') ?? null,
      status_id: choices.statuses.get(issue.status) ?? choices.statuses.get('2') ?? null,
      start_date: issue.start,
      due_date: issue.due,
      estimated_hours: issue.estimatedHours ?? null,
      assigned_to_id: isAssignable ? assignee : null,
      parent_issue_id: parent ?? null,
      is_private: issue.groupId === '',
    };
    return { issue, fields, path: `task/${id}`, sent: sentHash(issue, fields) };
  }

  async #makeProjects(choices: Choices): Promise<void> {
    const needed = new Map<string, Set<number>>([['', new Set()]]);
    for (const { key } of this.#archive.records('workgroup')) needed.set(key.id, new Set());
    const take = (groupId: string, person: string): void => {
      const user = this.#people.get(person)?.id;
      if (user !== undefined) needed.get(groupId)?.add(user);
    };
    for (const { row, parent } of this.#archive.records('group-member')) {
      if (parent !== undefined) take(parent.id, textAt(row, 'USER_ID'));
    }
    for (const record of this.#archive.records('task')) {
      const { groupId, authorId, responsibleId, spent } = wantedIssue(record, this.#world, this.#options.language);
      for (const id of [authorId, responsibleId, ...spent.map(({ userId }) => userId)]) take(groupId, id);
    }
    for (const [groupId, users] of needed) {
      const group = groupId === '' ? undefined : this.#archive.record({ kind: 'workgroup', id: groupId });
      const made = await projectFor(this.#redmine, this.#world, group, this.#projects.get('')?.id);
      if ('refused' in made) {
        this.#strays.add({
          path: `project/${groupId}`,
          why: 'refused',
          status: made.refused.status,
          detail: saidBy(made.refused),
        });
        continue;
      }
      if (made.fresh) this.#counts.folders += 1;
      this.#projects.set(groupId, made);
      this.#inside.set(groupId, await letIn(this.#redmine, made, users, choices));
      if (!made.fresh) await this.#lookAround(made);
    }
    if (this.#archive.size('task') > 0) this.#losses.note(lost.privateNote);
  }

  /** Which tasks stand in a project already, by the marks that their issues bear. */
  async #lookAround({ id }: ProjectThere): Promise<void> {
    const path = `issues.json?project_id=${id}&subproject_id=!*&status_id=*&sort=id`;
    for await (const { id: issueId, description, updated_on: updatedOn } of this.#redmine.list(
      path,
      'issues',
      issueSchema,
    )) {
      const task = markedTask(this.#archive.portal, description ?? '');
      if (task !== undefined && !this.#there.has(task)) this.#there.set(task, { id: issueId, updatedOn });
    }
  }

  async #make(id: string, choices: Choices): Promise<void> {
    this.#options.signal?.throwIfAborted();
    if (this.#there.has(id)) return;
    const target = this.#target(id, choices);
    if (target === undefined) return;
    const { issue, fields, path, sent } = target;
    const login = this.#people.get(issue.authorId)?.login;
    const { status_id: _later, ...now } = fields;
    const whole: JsonObject = { ...now, ...(choices.tracker === undefined ? {} : { tracker_id: choices.tracker }) };
    const { assigned_to_id: _who, parent_issue_id: _under, ...bare } = whole;
    // As its author; else by the owner of the key; else without what that Redmine may refuse.
    const tries = [
      ...(login === undefined ? [] : [[whole, login] as const]),
      [whole, undefined] as const,
      [bare, undefined] as const,
    ];
    let last: Awaited<ReturnType<Redmine['send']>> | undefined;
    for (const [body, as] of tries) {
      last = await this.#redmine.send('POST', 'issues.json', { issue: body }, as);
      if (!isDone(last)) continue;
      const { issue: made } = this.#redmine.read(last, oneIssue);
      // At once: until then the whole project may read it.
      const isOpen = fields['is_private'] === true && made.is_private !== true;
      if (isOpen) await this.#change(made.id, { is_private: true });
      await this.#state.set({ path, sent, id: String(made.id) });
      this.#there.set(id, { id: made.id, updatedOn: '' });
      return;
    }
    this.#strays.add({
      path,
      why: 'refused',
      ...(last === undefined ? {} : { status: last.status, detail: saidBy(last) }),
    });
  }

  async #change(id: number, fields: JsonObject, as?: string): Promise<boolean> {
    return isDone(await this.#redmine.send('PUT', `issues/${id}.json`, { issue: fields }, as));
  }

  async #read(id: number): Promise<IssueThere | undefined> {
    const path = `issues/${id}.json?include=journals,attachments,watchers`;
    return (await this.#redmine.get(path, oneIssue))?.issue;
  }

  /** Brings an issue to what it should be and reads it back. */
  async #finish(taskId: string, choices: Choices): Promise<void> {
    this.#options.signal?.throwIfAborted();
    const seen = this.#there.get(taskId);
    const target = this.#target(taskId, choices);
    if (seen === undefined || target === undefined) return;
    const { issue, fields, path, sent } = target;
    this.#tellOf(issue, choices);
    const known = this.#state.get(path);
    const size = 1 + issue.notes.length + issue.files.length + issue.spent.length;
    const isLeft = known?.etag !== undefined && known.etag === seen.updatedOn;
    if (isLeft && known.sent === sent) {
      this.#counts.equal += size;
      return;
    }
    const there = await this.#read(seen.id);
    if (there === undefined) return this.#strays.add({ path, why: 'refused', status: 404 });
    if (known?.etag === undefined ? isWorkedOn(there, issue) : !isLeft) {
      if (wrongFields(fields, there).length > 0 || known?.etag !== undefined) {
        return this.#strays.add({ path, why: 'changedThere' });
      }
    }
    let added = 0;
    added += await this.#notes(issue, there);
    added += await this.#files(issue, there);
    added += await this.#spent(issue, there, choices);
    added += await this.#watchers(issue, there);
    const wrong = wrongFields(fields, there);
    for (const names of [wrong.filter((name) => name !== 'status_id'), wrong.filter((name) => name === 'status_id')]) {
      if (names.length === 0) continue;
      added += 1;
      await this.#change(there.id, Object.fromEntries(names.map((name) => [name, fields[name] ?? ''])));
    }
    await this.#readBack(target, there.id, added > 0 || known?.etag === undefined, size);
  }

  async #readBack({ issue, fields, path, sent }: Target, id: number, wrote: boolean, size: number): Promise<void> {
    const now = await this.#read(id);
    if (now === undefined) return this.#strays.add({ path, why: 'refused', status: 404 });
    const wrong = wrongFields(fields, now).filter((name) => {
      const text = { status_id: lost.statusRefused, parent_issue_id: lost.parentLost, is_private: lost.privacyLost }[
        name
      ];
      if (text !== undefined) this.#losses.add(text, issue.key);
      return text === undefined;
    });
    const author = this.#people.get(issue.authorId)?.id;
    if (author === undefined || now.author?.id !== author) this.#losses.add(lost.authorLost, issue.key);
    const notes = leftOver(
      issue.notes,
      now.journals.map(({ notes: text }) => plain(text)),
      ({ text }) => plain(text),
    );
    wrong.push(...notes.map(({ key }) => `comment ${key.id}`), ...(await this.#filesThat(issue, now)));
    await this.#state.set({ path, sent, id: String(id), etag: now.updated_on });
    if (wrong.length > 0) this.#strays.add({ path, why: 'differs', detail: wrong.join(', ') });
    else this.#counts[wrote ? 'written' : 'equal'] += size;
  }

  #tellOf(issue: WantedIssue, { wordless }: Choices): void {
    const { key } = issue;
    if (issue.cut) this.#losses.add(lost.cutSubject, key);
    if (issue.startDropped) this.#losses.add(lost.startDropped, key);
    if (wordless.has(issue.status)) this.#losses.add(lost.statusByOther, key);
    const assignee = this.#people.get(issue.responsibleId)?.id;
    if (assignee === undefined || this.#inside.get(issue.groupId)?.has(assignee) !== true) {
      this.#losses.add(lost.assigneeLost, key);
    }
    for (const { rounded, key: entry } of issue.spent) if (rounded) this.#losses.add(lost.hoursRounded, entry);
  }

  async #notes(issue: WantedIssue, there: IssueThere): Promise<number> {
    const missing = leftOver(
      issue.notes,
      there.journals.map(({ notes }) => plain(notes)),
      ({ text }) => plain(text),
    );
    let count = noteCount(there);
    for (const note of missing) {
      const author = this.#people.get(note.authorId);
      const asAuthor = author !== undefined && (await this.#note(note, there.id, count + 1, author.login));
      if (!asAuthor) {
        this.#losses.add(lost.noteAuthorLost, note.key);
        await this.#note(note, there.id, count + 1);
      }
      count += 1;
    }
    return missing.length;
  }

  /** A note with its files, after which there are so many. False when that person may not write there. */
  async #note({ text, files, key }: Note, id: number, count: number, as?: string): Promise<boolean> {
    const uploads = await this.#upload(files, key, as);
    const done = await this.#change(id, { notes: text, ...(uploads.length === 0 ? {} : { uploads }) }, as);
    if (!done || as === undefined) return done;
    // A person who may not write notes gets the answer that all is well.
    const now = await this.#read(id);
    return now !== undefined && noteCount(now) >= count;
  }

  async #files(issue: WantedIssue, there: IssueThere): Promise<number> {
    const missing = leftOver(
      issue.files.filter(({ blob }) => blob !== undefined),
      there.attachments.map(fileMark),
      (file) => fileMark({ filename: file.name, filesize: file.blob?.sizeBytes ?? 0 }),
    );
    for (const { blob } of issue.files) if (blob === undefined) this.#losses.add(lost.noBytes, issue.key);
    const uploads = await this.#upload(missing, issue.key);
    if (uploads.length > 0) await this.#change(there.id, { uploads });
    return uploads.length;
  }

  async #upload(files: readonly ArchivedFile[], key: RecordKey, as?: string): Promise<readonly JsonObject[]> {
    const uploads: JsonObject[] = [];
    for (const { blob, name, contentType } of files) {
      if (blob === undefined) continue;
      const sent = await this.#redmine.upload(name, blobChunks(this.#archive, blob), blob.sizeBytes, as);
      if ('refused' in sent) this.#losses.add(lost.fileRefused, key);
      else uploads.push({ token: sent.token, filename: name, content_type: contentType ?? 'application/octet-stream' });
    }
    return uploads;
  }

  async #spent(issue: WantedIssue, there: IssueThere, { activity }: Choices): Promise<number> {
    if (issue.spent.length === 0) return 0;
    const missing = leftOver(issue.spent, await this.#spentMarks(there.id), spentMark);
    for (const { key, userId, date, hours, comment } of missing) {
      const body = {
        issue_id: there.id,
        spent_on: date,
        hours,
        comments: comment,
        ...(activity === undefined ? {} : { activity_id: activity }),
      };
      const user = this.#people.get(userId)?.id;
      const forThem =
        user !== undefined &&
        isDone(await this.#redmine.send('POST', 'time_entries.json', { time_entry: { ...body, user_id: user } }));
      if (forThem) continue;
      this.#losses.add(lost.spentByOther, key);
      await this.#redmine.send('POST', 'time_entries.json', { time_entry: body });
    }
    const still = leftOver(issue.spent, await this.#spentMarks(there.id), spentMark);
    for (const { key } of still) this.#strays.add({ path: `time/${key.id}`, why: 'differs' });
    return missing.length;
  }

  async #spentMarks(issueId: number): Promise<readonly string[]> {
    const all = await Array.fromAsync(
      this.#redmine.list(`time_entries.json?issue_id=${issueId}`, 'time_entries', timeEntry),
    );
    return all.map(({ spent_on: date, hours, comments }) => spentMark({ date, hours, comment: comments ?? '' }));
  }

  async #watchers(issue: WantedIssue, there: IssueThere): Promise<number> {
    const inside = new Set(there.watchers.map(({ id }) => id));
    let added = 0;
    for (const id of issue.watcherIds) {
      const user = this.#people.get(id)?.id;
      if (user !== undefined && inside.has(user)) continue;
      const body = user === undefined ? undefined : { user_id: user };
      const done =
        body !== undefined && isDone(await this.#redmine.send('POST', `issues/${there.id}/watchers.json`, body));
      if (done) added += 1;
      else this.#losses.add(lost.watcherLost, issue.key);
    }
    return added;
  }

  /** Files that are not there as they were sent, read byte by byte. */
  async #filesThat(issue: WantedIssue, now: IssueThere): Promise<readonly string[]> {
    const left = [...now.attachments];
    const wrong: string[] = [];
    for (const { name, blob } of [...issue.files, ...issue.notes.flatMap(({ files }) => files)]) {
      if (blob === undefined) continue;
      const at = left.findIndex((each) => fileMark(each) === fileMark({ filename: name, filesize: blob.sizeBytes }));
      const [found] = at === -1 ? [] : left.splice(at, 1);
      if (found === undefined) wrong.push(name);
      else if ((await this.#sha512(found)) !== blob.sha512) wrong.push(name);
    }
    return wrong;
  }

  async #sha512({ id, filename }: AttachmentThere): Promise<string> {
    const sum = createHash('sha512');
    for await (const chunk of this.#redmine.download(id, filename)) sum.update(chunk);
    return sum.digest('hex');
  }
}
