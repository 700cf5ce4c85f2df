import { families } from '../../src/portal/methods/index.ts';
import { kinds as all } from '../../src/kinds/index.ts';
import type { Kind } from '../../src/kinds/kind.ts';

const methods = new Set(families.flat().map(({ name }) => name.toLowerCase()));

/** The method by which a kind's records are taken, as far as its declaration alone can tell. */
function methodOf({ take }: Kind): string | undefined {
  switch (take.how) {
    case 'list':
      return take.request.method;
    case 'lists':
      return take.requests[0]?.method;
    case 'each':
      return take.request({ id: '1', row: {} }, [take.parent].flat()[0] ?? '')?.method;
    case 'tree':
      return take.request({ id: '1', row: {} })?.method;
    case 'ids':
      return take.get('1').method;
    case 'with':
    case 'tables':
      return undefined;
  }
}

/** Kinds that a local portal has: the others would only cost each simulated exit a refusal. */
const known: readonly Kind[] = all.filter((kind) => {
  const method = methodOf(kind);
  return method === undefined || methods.has(method.toLowerCase());
});

/** `filled`: all kinds of which a company in a simulation has records. */
export type Area = 'all' | 'filled' | 'crm' | 'tasks' | 'drive' | 'team';

/** Kinds of which the small companies hold records; a test holds this list to them. */
export const FILLED = [
  'activity',
  'bank-detail',
  'bp-assignment',
  'bp-instance',
  'bp-template',
  'checklist-item',
  'company',
  'contact',
  'custom-field',
  'deal',
  'department',
  'disk-file',
  'disk-folder',
  'disk-storage',
  'disk-version',
  'elapsed-time',
  'funnel',
  'group-member',
  'lead',
  'requisite',
  'requisite-preset',
  'status',
  'task',
  'task-comment',
  'task-field',
  'task-history',
  'task-result',
  'task-stage',
  'timeline-comment',
  'user',
  'workgroup',
] as const;

const ROOTS: Readonly<Record<Exclude<Area, 'all'>, readonly string[]>> = {
  filled: FILLED,
  crm: ['lead', 'deal', 'contact', 'company'],
  tasks: ['task', 'user', 'department'],
  drive: ['disk-storage', 'disk-folder', 'disk-file'],
  team: ['user', 'disk-folder', 'disk-file', 'disk-version', 'feed-comment', 'mail-message'],
};

/** Kinds that this one can't be taken without. */
function neededBy({ take }: Kind): readonly string[] {
  switch (take.how) {
    case 'each':
      return [take.parent].flat();
    case 'tree':
      return [take.roots];
    case 'with':
      return [take.of];
    case 'ids':
      return take.from.map(({ kind }) => kind);
    case 'list':
    case 'lists':
    case 'tables':
      return [];
  }
}

const areas = new Map<Area, readonly Kind[]>();

/** Kinds of an area with all that goes along with them, and all that they can't be taken without. */
export function kindsOf(area: Area): readonly Kind[] {
  let kinds = areas.get(area);
  if (kinds === undefined) areas.set(area, (kinds = findKinds(area)));
  return kinds;
}

function findKinds(area: Area): readonly Kind[] {
  if (area === 'all') return known;
  const chosen = new Set(ROOTS[area]);
  for (let size = 0; size < chosen.size;) {
    size = chosen.size;
    for (const kind of known) {
      // Of what the companies have no records of, none goes along with anything.
      const goesAlong =
        !['filled', 'team'].includes(area) &&
        (kind.references.some(({ to, parent }) => parent === true && chosen.has(to)) ||
          neededBy(kind).some((id) => chosen.has(id)));
      if (goesAlong) chosen.add(kind.id);
      if (chosen.has(kind.id)) for (const id of neededBy(kind)) chosen.add(id);
    }
  }
  return known.filter(({ id }) => chosen.has(id));
}
