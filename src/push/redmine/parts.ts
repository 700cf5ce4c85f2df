import { createHash } from 'node:crypto';

import type { JsonObject } from '../../base/json.ts';
import type { ArchivedFile, RecordKey } from '../../archive/types.ts';
import { blobChunks } from '../../formats/blobs.ts';
import type { Choices } from './choices.ts';
import { isDone } from './client.ts';
import {
  type AttachmentThere,
  changeIssue,
  fileMark,
  type IssueThere,
  leftOver,
  noteCount,
  plain,
  readIssue,
  spentMark,
  timeEntry,
} from './issue-there.ts';
import * as lost from './losses.ts';
import type { Note, WantedIssue } from './task.ts';
import type { Work } from './work.ts';

/** What hangs on an issue: comments, files, time, watchers. Each is looked for before it is sent, and read afterwards. */
export class IssueParts {
  readonly #work: Work;

  constructor(work: Work) {
    this.#work = work;
  }

  /** Sends what is missing; gives back how much that was. */
  async bring(issue: WantedIssue, there: IssueThere, choices: Choices): Promise<number> {
    const notes = await this.#notes(issue, there);
    const files = await this.#files(issue, there);
    const spent = await this.#spent(issue, there, choices);
    return notes + files + spent + (await this.#watchers(issue, there));
  }

  /** Comments and files that are not there as they were sent, by name. */
  async wrong(issue: WantedIssue, now: IssueThere): Promise<readonly string[]> {
    const notes = leftOver(
      issue.notes,
      now.journals.map(({ notes: text }) => plain(text)),
      ({ text }) => plain(text),
    );
    return [...notes.map(({ key }) => `comment ${key.id}`), ...(await this.#filesThat(issue, now))];
  }

  async #notes(issue: WantedIssue, there: IssueThere): Promise<number> {
    const missing = leftOver(
      issue.notes,
      there.journals.map(({ notes }) => plain(notes)),
      ({ text }) => plain(text),
    );
    let count = noteCount(there);
    for (const note of missing) {
      const author = this.#work.people.get(note.authorId);
      const asAuthor = author !== undefined && (await this.#note(note, there.id, count + 1, author.login));
      if (!asAuthor) {
        this.#work.losses.add(lost.noteAuthorLost, note.key);
        await this.#note(note, there.id, count + 1);
      }
      count += 1;
    }
    return missing.length;
  }

  /** A note with its files, after which there are so many. False when that person may not write there. */
  async #note({ text, files, key }: Note, id: number, count: number, as?: string): Promise<boolean> {
    const uploads = await this.#upload(files, key, as);
    const done = await changeIssue(
      this.#work.redmine,
      id,
      { notes: text, ...(uploads.length === 0 ? {} : { uploads }) },
      as,
    );
    if (!done || as === undefined) return done;
    // A person who may not write notes gets the answer that all is well.
    const now = await readIssue(this.#work.redmine, id);
    return now !== undefined && noteCount(now) >= count;
  }

  async #files(issue: WantedIssue, there: IssueThere): Promise<number> {
    const missing = leftOver(
      issue.files.filter(({ blob }) => blob !== undefined),
      there.attachments.map(fileMark),
      (file) => fileMark({ filename: file.name, filesize: file.blob?.sizeBytes ?? 0 }),
    );
    for (const { blob } of issue.files) if (blob === undefined) this.#work.losses.add(lost.noBytes, issue.key);
    const uploads = await this.#upload(missing, issue.key);
    if (uploads.length > 0) await changeIssue(this.#work.redmine, there.id, { uploads });
    return uploads.length;
  }

  async #upload(files: readonly ArchivedFile[], key: RecordKey, as?: string): Promise<readonly JsonObject[]> {
    const uploads: JsonObject[] = [];
    for (const { blob, name, contentType } of files) {
      if (blob === undefined) continue;
      const sent = await this.#work.redmine.upload(name, blobChunks(this.#work.archive, blob), blob.sizeBytes, as);
      if ('refused' in sent) this.#work.losses.add(lost.fileRefused, key);
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
      const user = this.#work.people.get(userId)?.id;
      const forThem =
        user !== undefined &&
        isDone(await this.#work.redmine.send('POST', 'time_entries.json', { time_entry: { ...body, user_id: user } }));
      if (forThem) continue;
      this.#work.losses.add(lost.spentByOther, key);
      await this.#work.redmine.send('POST', 'time_entries.json', { time_entry: body });
    }
    const still = leftOver(issue.spent, await this.#spentMarks(there.id), spentMark);
    for (const { key } of still) this.#work.strays.add({ path: `time/${key.id}`, why: 'differs' });
    return missing.length;
  }

  async #spentMarks(issueId: number): Promise<readonly string[]> {
    const all = await Array.fromAsync(
      this.#work.redmine.list(`time_entries.json?issue_id=${issueId}`, 'time_entries', timeEntry),
    );
    return all.map(({ spent_on: date, hours, comments }) => spentMark({ date, hours, comment: comments ?? '' }));
  }

  async #watchers(issue: WantedIssue, there: IssueThere): Promise<number> {
    const inside = new Set(there.watchers.map(({ id }) => id));
    let added = 0;
    for (const id of issue.watcherIds) {
      const user = this.#work.people.get(id)?.id;
      if (user !== undefined && inside.has(user)) continue;
      const body = user === undefined ? undefined : { user_id: user };
      const done =
        body !== undefined && isDone(await this.#work.redmine.send('POST', `issues/${there.id}/watchers.json`, body));
      if (done) added += 1;
      else this.#work.losses.add(lost.watcherLost, issue.key);
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
    for await (const chunk of this.#work.redmine.download(id, filename)) sum.update(chunk);
    return sum.digest('hex');
  }
}
