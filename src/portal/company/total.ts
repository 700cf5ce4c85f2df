import { customFieldRows } from './fields.ts';
import { funnelRows } from './funnels.ts';
import { hostileFileNames, hostileFolderNames } from './hostile-names.ts';
import { activeUserIds, othersInGroup } from './people.ts';
import { countsFor, type Plan } from './plan.ts';
import { templateRows } from './processes.ts';
import { presetRows } from './requisites.ts';
import { stocks } from './stock/index.ts';

/** The custom field of users, and on the Drive: two folders, an empty file, the big one. */
const single = 1 + 4;

function fixedRows(): number {
  const families = [funnelRows(), customFieldRows(), presetRows(), templateRows()];
  const hostile = hostileFileNames.length + 2 * hostileFolderNames.length;
  return families.reduce((sum, rows) => sum + [...rows].length, 0) + hostile + single;
}

/** Records that come with others: members of groups, storages with their roots, attached files, assignments. */
function dependentRows(plan: Plan): number {
  const { users, groups, tasks, workflows } = plan.counts;
  const organisers = activeUserIds(plan).slice(0, 40);
  let members = 0;
  for (let index = 0; index < groups; index += 1) members += 1 + othersInGroup(plan, organisers, index).length;
  return members + 2 * (1 + users + groups) + Math.max(0, Math.ceil((tasks - 2) / 6)) + workflows;
}

const fewestActivities = 20;

/** How many activities are left for a company of these proportions to have `size` records. */
function activitiesLeft(plan: Plan, size: number): number {
  // Products and orders are no rows of their own: they say how many rows of several families there are.
  const { activities: _activities, products: _products, orders: _orders, ...rows } = plan.counts;
  const others = Object.values(rows).reduce<number>((sum, count) => sum + count, 0);
  const stocked = stocks.reduce((sum, { count }) => sum + count(plan), 0);
  return size - others - stocked - fixedRows() - dependentRows(plan);
}

const smallestScale = 100;

/** A company of exactly `size` records (or of the fewest that have some of everything): activities make up the sum. */
export function planFor(seed: number, size: number): Plan {
  let scale = Math.max(smallestScale, Math.round(size * 0.95) - smallestScale);
  for (;;) {
    const plan: Plan = { seed, counts: countsFor(scale) };
    const activities = activitiesLeft(plan, size);
    if (activities >= fewestActivities || scale === smallestScale) {
      return { seed, counts: { ...plan.counts, activities: Math.max(fewestActivities, activities) } };
    }
    scale = Math.max(smallestScale, scale - (fewestActivities - activities) - 10);
  }
}
