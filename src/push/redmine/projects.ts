import { z } from 'zod';

import type { JsonObject } from '../../base/json.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import { textAt } from '../../kinds/fields.ts';
import { markdown } from '../../formats/trackers/issue.ts';
import type { World } from '../../formats/importers/world.ts';
import type { Choices } from './choices.ts';
import { isDone, type Redmine, type RedmineAnswer } from './client.ts';

const NAME_MAX = 255;

const project = z.object({ project: z.object({ id: z.number() }) });
const membership = z.object({ user: z.object({ id: z.number() }).optional() });

const identifierOf = (portal: string, groupId: string): string => {
  const root = `b24-${portal.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-')}`.slice(0, 80);
  return groupId === '' ? root : `${root}-${groupId}`;
};

/** A project there, by its number; `fresh` when this run made it. */
export interface ProjectThere {
  readonly id: number;
  readonly fresh: boolean;
}

/**
 * Finds or makes the project of a group; '' is the one that holds the others and the tasks of no group. Subtasks may so
 * lie in other projects than their parents. Nobody but its members sees a project.
 */
export async function projectFor(
  redmine: Redmine,
  world: World,
  group: ArchivedRecord | undefined,
  root: number | undefined,
): Promise<ProjectThere | { readonly refused: RedmineAnswer }> {
  const { portal } = world.archive;
  const identifier = identifierOf(portal, group?.key.id ?? '');
  const found = await redmine.get(`projects/${identifier}.json`, project);
  if (found !== undefined) return { id: found.project.id, fresh: false };
  const body: JsonObject = {
    identifier,
    name: (group?.name.trim() || portal).slice(0, NAME_MAX).toWellFormed(),
    description: group === undefined ? '' : markdown(textAt(group.row, 'description'), world),
    is_public: false,
    inherit_members: false,
    enabled_module_names: ['issue_tracking', 'time_tracking', 'files', 'documents', 'wiki'],
    ...(root === undefined ? {} : { parent_id: root }),
  };
  const answer = await redmine.send('POST', 'projects.json', { project: body });
  if (!isDone(answer)) return { refused: answer };
  return { id: redmine.read(answer, project).project.id, fresh: true };
}

/** Lets people into a project; gives back those who are in it now. */
export async function letIn(
  redmine: Redmine,
  { id }: ProjectThere,
  userIds: Iterable<number>,
  { role }: Choices,
): Promise<ReadonlySet<number>> {
  const inside = new Set<number>();
  for await (const { user } of redmine.list(`projects/${id}/memberships.json`, 'memberships', membership)) {
    if (user !== undefined) inside.add(user.id);
  }
  if (role === undefined) return inside;
  for (const userId of userIds) {
    if (inside.has(userId)) continue;
    const body = { membership: { user_id: userId, role_ids: [role] } };
    if (isDone(await redmine.send('POST', `projects/${id}/memberships.json`, body))) inside.add(userId);
  }
  return inside;
}
