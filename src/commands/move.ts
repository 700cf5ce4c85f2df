import { Bye24Error } from '../base/error.ts';
import type { Archive } from '../archive/archive.ts';
import { checkGuard, plainAddress } from '../journey/apply/guard.ts';
import { compareMoved, type KindCompared } from '../journey/move/compare.ts';
import { MoveMap } from '../journey/move/map.ts';
import { type KindMoved, Mover, type MoveOptions } from '../journey/move/move.ts';
import { findPeople } from '../journey/move/people.ts';
import { type MovePlan, planMove } from '../journey/move/plan.ts';
import { personName } from '../journey/person-name.ts';
import { kindById, kinds } from '../kinds/index.ts';
import { exitFilesOf, findArchive, withArchive } from './archives.ts';
import { alone } from './carry-out.ts';
import { chosenKinds } from './chosen.ts';
import type { Context, Done } from './context.ts';
import { moveReport } from './move-report.ts';
import type { InputOf } from './parameter.ts';
import { chosenPeople, peopleTable } from './people-table.ts';
import { reach, type Reached } from './reach.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['move']['parameters']>;

interface Names {
  readonly type: 'move';
  readonly archive: string;
  readonly from: string;
  readonly to: string;
  /** Who stands for whom: to be edited before the move. */
  readonly people: string;
}

export type MoveResult = Names &
  (
    | { readonly did: 'plan'; readonly plan: MovePlan }
    | {
        readonly did: 'run';
        readonly plan: MovePlan;
        readonly moved: readonly KindMoved[];
        readonly compared: readonly KindCompared[];
        readonly report: string;
      }
    | { readonly did: 'check'; readonly compared: readonly KindCompared[] }
  );

interface Work extends Names {
  readonly map: string;
  readonly report: string;
  readonly folder: string;
}

async function planned(
  { disk }: Context,
  archive: Archive,
  { portal, userId }: Reached,
  { people, to }: Work,
  map: MoveMap | undefined,
  only: readonly string[],
  context: Context,
): Promise<MovePlan> {
  const user = kindById('user');
  const chosen = await chosenPeople(context, people);
  const found = user === undefined ? [] : await findPeople(portal, archive, user, chosen);
  await disk.replace(people, peopleTable(found));
  return planMove(archive, withNeeds(only), { to, people: found, fallback: userId }, map);
}

/** The kinds that were named and all that they need; the rest counts as not carried. */
function withNeeds(only: readonly string[]): typeof kinds {
  if (only.length === 0) return kinds;
  const wanted = new Set(chosenKinds(only).map(({ id }) => id));
  for (const id of wanted) for (const need of kindById(id)?.creation?.needs ?? []) wanted.add(need);
  return kinds.map((kind) => {
    if (wanted.has(kind.id)) return kind;
    const { creation: _creation, ...rest } = kind;
    return rest;
  });
}

async function guard(context: Context, input: Input, { portal }: Reached, plan: MovePlan): Promise<void> {
  const { to, sha256 } = plan;
  if (input.planSha256 !== undefined) {
    checkGuard({ attended: false, portal: input.portal ?? '', planSha256: input.planSha256 }, { portal: to, sha256 });
    return;
  }
  const { result } = await portal.call({ method: 'profile' }, context.signal);
  const owner = personName(result);
  const count = plan.kinds.reduce((sum, { total, done, onlyFound }) => sum + (onlyFound ? 0 : total - done), 0);
  const typed = await context.ask({ about: 'otherPortal', portal: to, owner, count });
  checkGuard({ attended: true, typed }, { portal: to, sha256 });
}

async function compared(context: Context, options: MoveOptions): Promise<readonly KindCompared[]> {
  const { watch } = context;
  const all: KindCompared[] = [];
  watch({ type: 'stage', stage: 'compare', state: 'started' });
  for await (const each of compareMoved({ ...options, tell: progress(context, 'compare') })) all.push(each);
  watch({ type: 'stage', stage: 'compare', state: 'finished' });
  return all;
}

function progress({ watch }: Context, stage: 'move' | 'compare'): NonNullable<MoveOptions['tell']> {
  return (kind, done, total) => {
    watch({ type: 'kind', stage, kind, done, total, state: done === total ? 'finished' : 'running' });
  };
}

async function moveAll(context: Context, options: MoveOptions): Promise<readonly KindMoved[]> {
  const { watch } = context;
  const moved: KindMoved[] = [];
  watch({ type: 'stage', stage: 'move', state: 'started' });
  for await (const each of new Mover({ ...options, tell: progress(context, 'move') }).run()) moved.push(each);
  watch({ type: 'stage', stage: 'move', state: 'finished' });
  return moved;
}

const isWhole = (all: readonly KindCompared[]): boolean =>
  all.every(({ differ, absent, unreadable }) => differ + absent + unreadable === 0);

/**
 * Carries an archive into another portal. `plan` only reads; `run` makes what is not there yet, reads all of it back and
 * compares; `check` only reads back.
 */
export async function run(context: Context, input: Input): Promise<Done<MoveResult>> {
  const path = await findArchive(context, input.archive);
  const did = input.do ?? 'plan';
  return withArchive(context, path, 'read', async (archive) =>
    reach(context, input.portal, async (reached) => {
      const to = reached.portal.address;
      const from = archive.portal;
      if (plainAddress(to) === plainAddress(from)) throw new Bye24Error('MOVE_SAME_PORTAL', { portal: to });
      const { folder } = exitFilesOf(path, `move-${to.replaceAll(':', '-')}`);
      await context.disk.makeFolder(folder);
      const names: Names = { type: 'move', archive: path, from, to, people: `${folder}/people.csv` };
      const work: Work = { ...names, map: `${folder}/map.jsonl`, report: `${folder}/MOVED.md`, folder };
      return alone(context, path, async () => {
        const map = await MoveMap.open(context.disk, work.map, from, to);
        try {
          const plan = await planned(context, archive, reached, work, map, input.kinds, context);
          const people = new Map(plan.people.flatMap(({ id, there }) => (there === '' ? [] : [[id, there] as const])));
          const options: MoveOptions = {
            portal: reached.portal,
            archive,
            kinds: withNeeds(input.kinds),
            map,
            people,
            fallback: plan.fallback,
            signal: context.signal,
          };
          if (did === 'plan') return { ending: 'whole', result: { ...names, did, plan } };
          if (did === 'check') {
            const all = await compared(context, options);
            return { ending: isWhole(all) ? 'whole' : 'bad', result: { ...names, did, compared: all } };
          }
          await guard(context, input, reached, plan);
          const moved = await moveAll(context, options);
          const all = await compared(context, options);
          const { report } = work;
          await context.disk.replace(report, moveReport(plan, moved, all));
          const lost = moved.some(({ notMade, without, links }) => notMade.length + without.length + links.length > 0);
          const ending = !isWhole(all) ? 'bad' : lost || plan.notCarried.length > 0 ? 'partial' : 'whole';
          return { ending, result: { ...names, did, plan, moved, compared: all, report } };
        } finally {
          await map.close();
        }
      });
    }),
  );
}
