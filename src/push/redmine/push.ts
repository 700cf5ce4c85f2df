import type { JsonObject } from '../../base/json.ts';
import type { Archive } from '../../archive/archive.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import type { ConvertOptions } from '../../formats/format.ts';
import { World } from '../../formats/importers/world.ts';
import { Losses } from '../../formats/losses.ts';
import { textAt } from '../../kinds/fields.ts';
import { type PushReport, Strays } from '../report.ts';
import type { PushState } from '../state.ts';
import { Board } from './board.ts';
import { type Choices, choicesOf } from './choices.ts';
import { isDone, type Redmine, saidBy } from './client.ts';
import { changeIssue, isWorkedOn, oneIssue, readIssue, wrongFields } from './issue-there.ts';
import * as lost from './losses.ts';
import { IssueParts } from './parts.ts';
import type { RedminePerson } from './people.ts';
import { sentHash, type WantedIssue, wantedIssue } from './task.ts';
import type { Work } from './work.ts';

interface Target {
  readonly issue: WantedIssue;
  readonly fields: JsonObject;
  readonly path: string;
  readonly sent: string;
}

/**
 * Puts tasks into a Redmine: groups as projects, comments, files and time with them, each under the person who stands for
 * its author where that Redmine lets us. Everything is read back. What stands there is not made again, with or without
 * the memory of earlier runs: every issue bears the mark of its task.
 */
export class RedminePush {
  readonly #options: ConvertOptions;
  readonly #state: PushState;
  readonly #work: Work;
  readonly #board: Board;
  readonly #parts: IssueParts;
  readonly #counts = { written: 0, equal: 0, folders: 0 };

  constructor(
    redmine: Redmine,
    archive: Archive,
    options: ConvertOptions,
    state: PushState,
    people: readonly RedminePerson[],
  ) {
    this.#options = options;
    this.#state = state;
    this.#work = {
      redmine,
      archive,
      world: new World(archive, options.kinds, options.mapping),
      people: new Map(people.flatMap(({ id, found }) => (found === undefined ? [] : [[id, found] as const]))),
      losses: new Losses(),
      strays: new Strays(),
    };
    this.#board = new Board(this.#work);
    this.#parts = new IssueParts(this.#work);
  }

  async run(): Promise<PushReport> {
    lost.noteLosses(this.#work.losses);
    const choices = await choicesOf(this.#work.redmine);
    this.#counts.folders = await this.#board.make(choices);
    const order = this.#order();
    // Parents first: a subtask names its parent. Then, children first: a parent can't be closed over open subtasks.
    for (const id of order) await this.#make(id, choices);
    let done = 0;
    for (const id of order.toReversed()) {
      await this.#finish(id, choices);
      done += 1;
      this.#options.tell?.('task', done, order.length);
    }
    const { list: strays, count: straysCount } = this.#work.strays;
    return { ...this.#counts, strays, straysCount, losses: this.#work.losses };
  }

  /** Tasks by number, each after its parent. */
  #order(): readonly string[] {
    const order = new Set<string>();
    const visit = (record: ArchivedRecord, above: ReadonlySet<string>): void => {
      const { id } = record.key;
      if (order.has(id) || above.has(id)) return;
      const parent = this.#work.archive.record({ kind: 'task', id: textAt(record.row, 'parentId') || '0' });
      if (parent !== undefined) visit(parent, new Set([...above, id]));
      order.add(id);
    };
    for (const record of this.#work.archive.records('task')) visit(record, new Set());
    return [...order];
  }

  #target(id: string, choices: Choices): Target | undefined {
    const record = this.#work.archive.record({ kind: 'task', id });
    if (record === undefined) return undefined;
    const issue = wantedIssue(record, this.#work.world, this.#options.language);
    const project = this.#board.project(issue.groupId);
    if (project === undefined) return undefined;
    const parent = issue.parentId === '' ? undefined : this.#board.issues.get(issue.parentId)?.id;
    const fields: JsonObject = {
      project_id: project.id,
      subject: issue.subject,
      description: issue.description,
      priority_id: choices.priorities.get(issue.priority) ?? choices.priorities.get('1') ?? null,
      status_id: choices.statuses.get(issue.status) ?? choices.statuses.get('2') ?? null,
      start_date: issue.start,
      due_date: issue.due,
      estimated_hours: issue.estimatedHours ?? null,
      assigned_to_id: this.#board.worker(issue.groupId, issue.responsibleId) ?? null,
      parent_issue_id: parent ?? null,
      is_private: issue.groupId === '',
    };
    return { issue, fields, path: `task/${id}`, sent: sentHash(issue, fields) };
  }

  async #make(id: string, choices: Choices): Promise<void> {
    this.#options.signal?.throwIfAborted();
    if (this.#board.issues.has(id)) return;
    const target = this.#target(id, choices);
    if (target === undefined) return;
    const { issue, fields, path, sent } = target;
    const login = this.#work.people.get(issue.authorId)?.login;
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
      last = await this.#work.redmine.send('POST', 'issues.json', { issue: body }, as);
      if (!isDone(last)) continue;
      const { issue: made } = this.#work.redmine.read(last, oneIssue);
      // At once: until then the whole project may read it.
      const isOpen = fields['is_private'] === true && made.is_private !== true;
      if (isOpen) await changeIssue(this.#work.redmine, made.id, { is_private: true });
      await this.#state.set({ path, sent, id: String(made.id) });
      this.#board.issues.set(id, { id: made.id, updatedOn: '' });
      return;
    }
    this.#work.strays.add({
      path,
      why: 'refused',
      ...(last === undefined ? {} : { status: last.status, detail: saidBy(last) }),
    });
  }

  /** Brings an issue to what it should be and reads it back. */
  async #finish(taskId: string, choices: Choices): Promise<void> {
    this.#options.signal?.throwIfAborted();
    const seen = this.#board.issues.get(taskId);
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
    const there = await readIssue(this.#work.redmine, seen.id);
    if (there === undefined) return this.#work.strays.add({ path, why: 'refused', status: 404 });
    if (known?.etag === undefined ? isWorkedOn(there, issue) : !isLeft) {
      if (wrongFields(fields, there).length > 0 || known?.etag !== undefined) {
        return this.#work.strays.add({ path, why: 'changedThere' });
      }
    }
    let added = await this.#parts.bring(issue, there, choices);
    const wrong = wrongFields(fields, there);
    for (const names of [wrong.filter((name) => name !== 'status_id'), wrong.filter((name) => name === 'status_id')]) {
      if (names.length === 0) continue;
      added += 1;
      await changeIssue(
        this.#work.redmine,
        there.id,
        Object.fromEntries(names.map((name) => [name, fields[name] ?? ''])),
      );
    }
    await this.#readBack(target, there.id, added > 0 || known?.etag === undefined, size);
  }

  async #readBack({ issue, fields, path, sent }: Target, id: number, wrote: boolean, size: number): Promise<void> {
    const now = await readIssue(this.#work.redmine, id);
    if (now === undefined) return this.#work.strays.add({ path, why: 'refused', status: 404 });
    const wrong = wrongFields(fields, now).filter((name) => {
      const text = { status_id: lost.statusRefused, parent_issue_id: lost.parentLost, is_private: lost.privacyLost }[
        name
      ];
      if (text !== undefined) this.#work.losses.add(text, issue.key);
      return text === undefined;
    });
    const author = this.#work.people.get(issue.authorId)?.id;
    if (author === undefined || now.author?.id !== author) this.#work.losses.add(lost.authorLost, issue.key);
    wrong.push(...(await this.#parts.wrong(issue, now)));
    await this.#state.set({ path, sent, id: String(id), etag: now.updated_on });
    if (wrong.length > 0) this.#work.strays.add({ path, why: 'differs', detail: wrong.join(', ') });
    else this.#counts[wrote ? 'written' : 'equal'] += size;
  }

  #tellOf(issue: WantedIssue, { wordless }: Choices): void {
    const { key } = issue;
    if (issue.cut) this.#work.losses.add(lost.cutSubject, key);
    if (issue.startDropped) this.#work.losses.add(lost.startDropped, key);
    if (wordless.has(issue.status)) this.#work.losses.add(lost.statusByOther, key);
    if (this.#board.worker(issue.groupId, issue.responsibleId) === undefined)
      this.#work.losses.add(lost.assigneeLost, key);
    for (const { rounded, key: entry } of issue.spent) if (rounded) this.#work.losses.add(lost.hoursRounded, entry);
  }
}
