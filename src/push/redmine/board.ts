import { textAt } from '../../kinds/fields.ts';
import type { Choices } from './choices.ts';
import { saidBy } from './client.ts';
import { issueSchema } from './issue-there.ts';
import * as lost from './losses.ts';
import { letIn, type ProjectThere, projectFor } from './projects.ts';
import { groupOf, markedTask, workersOf } from './task.ts';
import type { Work } from './work.ts';

/** An issue that stands there, and when it was last changed. */
export interface Seen {
  readonly id: number;
  readonly updatedOn: string;
}

/** The projects of a push: one for each group, who is in it, and which issues stand there already. */
export class Board {
  readonly #work: Work;
  readonly #projects = new Map<string, ProjectThere>();
  readonly #inside = new Map<string, ReadonlySet<number>>();
  /** Issues by the numbers of their tasks. */
  readonly issues = new Map<string, Seen>();

  constructor(work: Work) {
    this.#work = work;
  }

  project(groupId: string): ProjectThere | undefined {
    return this.#projects.get(groupId);
  }

  /** The number of somebody there, if they may be given work in the project of a group. */
  worker(groupId: string, person: string): number | undefined {
    const user = this.#work.people.get(person)?.id;
    return user !== undefined && this.#inside.get(groupId)?.has(user) === true ? user : undefined;
  }

  /** Makes what is missing, lets people in, looks at what stands there. Gives back how many were made. */
  async make(choices: Choices): Promise<number> {
    const { redmine, archive, world, people, losses, strays } = this.#work;
    let fresh = 0;
    const needed = new Map<string, Set<number>>([['', new Set()]]);
    for (const { key } of archive.records('workgroup')) needed.set(key.id, new Set());
    const take = (groupId: string, person: string): void => {
      const user = people.get(person)?.id;
      if (user !== undefined) needed.get(groupId)?.add(user);
    };
    for (const { row, parent } of archive.records('group-member')) {
      if (parent !== undefined) take(parent.id, textAt(row, 'USER_ID'));
    }
    for (const record of archive.records('task')) {
      const groupId = groupOf(record, world);
      for (const id of workersOf(record, world)) take(groupId, id);
    }
    for (const [groupId, users] of needed) {
      const group = groupId === '' ? undefined : archive.record({ kind: 'workgroup', id: groupId });
      const made = await projectFor(redmine, world, group, this.#projects.get('')?.id);
      if ('refused' in made) {
        strays.add({
          path: `project/${groupId}`,
          why: 'refused',
          status: made.refused.status,
          detail: saidBy(made.refused),
        });
        continue;
      }
      if (made.fresh) fresh += 1;
      this.#projects.set(groupId, made);
      this.#inside.set(groupId, await letIn(redmine, made, users, choices));
      if (!made.fresh) await this.#lookAround(made);
    }
    if (archive.size('task') > 0) losses.note(lost.privateNote);
    return fresh;
  }

  /** Which tasks stand in a project already, by the marks that their issues bear. */
  async #lookAround({ id }: ProjectThere): Promise<void> {
    const path = `issues.json?project_id=${id}&subproject_id=!*&status_id=*&sort=id`;
    for await (const { id: issueId, description, updated_on: updatedOn } of this.#work.redmine.list(
      path,
      'issues',
      issueSchema,
    )) {
      const task = markedTask(this.#work.archive.portal, description ?? '');
      if (task !== undefined && !this.issues.has(task)) this.issues.set(task, { id: issueId, updatedOn });
    }
  }
}
