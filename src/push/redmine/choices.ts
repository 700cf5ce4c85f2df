import { z } from 'zod';

import type { Redmine } from './client.ts';

const named = z.object({ id: z.number(), name: z.string() });
type Named = z.infer<typeof named>;
const valued = named.extend({ is_default: z.boolean().optional() });
const status = named.extend({ is_closed: z.boolean().optional() });
const role = z.object({
  role: named.extend({
    assignable: z.boolean().optional(),
    issues_visibility: z.string().optional(),
    permissions: z.array(z.string()).default([]),
  }),
});
type Role = z.infer<typeof role>['role'];

/** Which of that Redmine’s own words stand for those of Bitrix24. */
export interface Choices {
  readonly tracker: number | undefined;
  /** By the number of a task’s status. */
  readonly statuses: ReadonlyMap<string, number>;
  /** Statuses of tasks that have no word of their own there. */
  readonly wordless: ReadonlySet<string>;
  readonly priorities: ReadonlyMap<string, number>;
  readonly activity: number | undefined;
  readonly role: number | undefined;
}

/** Names as a Redmine is set up with in English and in Russian. */
const trackerNames = ['Task', 'Задача', 'Feature', 'Улучшение'];
const statusNames: Readonly<Record<string, readonly string[]>> = {
  '2': ['New', 'Новая'],
  '3': ['In Progress', 'В работе'],
  '4': ['Feedback', 'Обратная связь', 'Resolved', 'Решена'],
  '5': ['Closed', 'Закрыта'],
  '6': ['On Hold', 'Отложена'],
};
const needed = ['view_issues', 'add_issues', 'add_issue_notes', 'log_time'];

function byName<T extends Named>(all: readonly T[], names: readonly string[]): T | undefined {
  return names.map((name) => all.find((each) => each.name.toLowerCase() === name.toLowerCase())).find(Boolean);
}

/** A role that can be given tasks and write, and that does not show its holder the private issues of others. */
function chosenRole(roles: readonly Role[]): Role | undefined {
  const worth = ({ permissions, issues_visibility: sees }: Role): number =>
    needed.filter((name) => permissions.includes(name)).length * 10 + (sees === 'all' ? 0 : 5);
  return roles.filter(({ assignable }) => assignable !== false).toSorted((one, other) => worth(other) - worth(one))[0];
}

async function all<T>(redmine: Redmine, path: string, name: string, schema: z.ZodType<T>): Promise<readonly T[]> {
  return Array.fromAsync(redmine.list(path, name, schema));
}

/** Reads what that Redmine has and chooses. */
export async function choicesOf(redmine: Redmine): Promise<Choices> {
  const trackers = await all(redmine, 'trackers.json', 'trackers', named);
  const statuses = await all(redmine, 'issue_statuses.json', 'issue_statuses', status);
  const priorities = await all(redmine, 'enumerations/issue_priorities.json', 'issue_priorities', valued);
  const activities = await all(redmine, 'enumerations/time_entry_activities.json', 'time_entry_activities', valued);
  const roles: Role[] = [];
  for (const { id } of await all(redmine, 'roles.json', 'roles', named)) {
    const found = await redmine.get(`roles/${id}.json`, role);
    if (found !== undefined) roles.push(found.role);
  }
  const open = statuses.find(({ is_closed: closed }) => closed !== true);
  const closed = statuses.find(({ is_closed: is }) => is === true);
  const wordless = new Set<string>();
  const byStatus = Object.entries(statusNames).flatMap(([code, names]): readonly (readonly [string, number])[] => {
    const found = byName(statuses, names);
    if (found === undefined) wordless.add(code);
    const chosen = found ?? (code === '5' ? closed : open);
    return chosen === undefined ? [] : [[code, chosen.id]];
  });
  // Priorities come in their order, from the lowest.
  const normal = Math.max(
    0,
    priorities.findIndex(({ is_default: is }) => is === true),
  );
  const byPriority = [normal - 1, normal, normal + 1].flatMap((at, code): readonly (readonly [string, number])[] => {
    const found = priorities[at] ?? priorities[normal];
    return found === undefined ? [] : [[String(code), found.id]];
  });
  return {
    tracker: (byName(trackers, trackerNames) ?? trackers[0])?.id,
    statuses: new Map(byStatus),
    wordless,
    priorities: new Map(byPriority),
    activity: (activities.find(({ is_default: is }) => is === true) ?? activities[0])?.id,
    role: chosenRole(roles)?.id,
  };
}
