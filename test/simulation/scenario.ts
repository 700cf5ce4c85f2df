import { type Random, seeded } from '../../src/base/random.ts';
import type { Fault } from '../../src/portal/faults.ts';
import type { Policy } from '../../src/journey/types.ts';
import type { Doom } from './machine.ts';
import type { Area } from './kinds.ts';
import { FAULTS, type NetworkFault } from './network.ts';

/** Everything that chance decides of one exit, from its seed alone. */
export interface Scenario {
  readonly seed: number;
  /** Which kinds the exit is about: the fewer, the quicker. */
  readonly area: Area;
  readonly company: number;
  readonly policy: Policy;
  /** Chance that a request meets a fault of the network, in a part of the exit that is not calm. */
  readonly faultRate: number;
  readonly faults: readonly NetworkFault[];
  /** Chance that somebody works on the portal between two requests. */
  readonly meddleRate: number;
  /** How often somebody did between two stages. */
  readonly meddledBetween: number;
  /** What befalls the processes, in turn; more processes than these are spared. */
  readonly dooms: { readonly home: readonly (Doom | undefined)[]; readonly gone: readonly (Doom | undefined)[] };
  /** How the portal lies about its lists while it is taken home. */
  readonly lies: readonly Fault[];
  /** What stands in the way of applying: an altered plan, another archive, another portal. */
  readonly obstacle: 'none' | 'alteredPlan' | 'resealed' | 'otherPortal' | 'otherPlan' | 'damagedJournal';
  /** At which request of an apply the connection loses its rights. */
  readonly revokedAt: number | undefined;
  /** The portal has lost the bytes of every file: a page comes instead. */
  readonly lostFiles: boolean;
  /** How many records come back from a bin before the proof. */
  readonly restored: number;
  /** The portal refuses these when the proof asks for the first time. */
  readonly deafTo: readonly string[];
  readonly canary: number | undefined;
  readonly maxDelete: number | undefined;
  /** The plan is played on a copy before it is applied. */
  readonly rehearsed: boolean;
  /** The connection's own user goes, too: there is a second administrator. */
  readonly secondAdministrator: boolean;
  /** What changed since the export is brought home and goes in its new version. */
  readonly bringsHome: boolean;
  /** Employees whose own connections fill the archive, too. */
  readonly team: readonly number[];
  /** Of those, one whose connection is not kept any more when the plan is made, and one that the first apply does without. */
  readonly notHere: number | undefined;
  readonly revokedMember: number | undefined;
}

const LISTS = [
  'crm.item.list',
  'tasks.task.list',
  'crm.activity.list',
  'disk.folder.getchildren',
  'crm.requisite.list',
];

/** Chance as a simulation uses it. */
export class Dice {
  readonly roll: Random;

  constructor(seed: number) {
    this.roll = seeded(seed);
  }

  below(most: number): number {
    return Math.floor(this.roll() * most);
  }

  is(chance: number): boolean {
    return this.roll() < chance;
  }

  one<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)] as Value;
  }
}

function doomOf(dice: Dice, requests: number, diskCalls: number): Doom | undefined {
  if (dice.is(0.35)) return undefined;
  const how = dice.one(['process', 'process', 'power', 'power', 'power', 'ENOSPC', 'EIO', 'EACCES', 'EMFILE'] as const);
  const isDeath = how === 'process' || how === 'power';
  const by = isDeath && dice.is(0.5) ? 'request' : 'disk';
  return { at: { by, nth: 1 + dice.below(by === 'request' ? requests : diskCalls) }, how };
}

function lieOf(dice: Dice): Fault {
  const what = dice.one<Fault['what']>([
    { do: 'duplicatePage' },
    { do: 'skipPage' },
    { do: 'lyingTotal', by: 3 },
    { do: 'lyingTotal', by: -1 },
    { do: 'truncate', keepBytes: 200 },
    { do: 'refuse', code: 'INTERNAL_SERVER_ERROR', text: 'Internal error' },
  ]);
  // The local portal repeats the last page of a method, of whichever parent it was: that is no page of this list.
  const methods = what.do === 'duplicatePage' ? LISTS.filter((method) => method !== 'disk.folder.getchildren') : LISTS;
  return { method: dice.one(methods), nth: 1 + dice.below(3), what };
}

/** One lie a method: two that agree with each other can't be told from the truth. */
function liesOf(dice: Dice): readonly Fault[] {
  const [first, second] = [lieOf(dice), lieOf(dice)];
  return first.method === second.method ? [first] : [first, second];
}

function policyOf(dice: Dice): Policy {
  const kinds = dice.is(0.6)
    ? 'all'
    : dice.one<readonly string[]>([
        ['lead', 'deal', 'contact', 'company'],
        ['task', 'checklist-item', 'task-comment'],
        ['disk-file', 'disk-folder'],
        ['activity', 'timeline-comment', 'requisite', 'bank-detail'],
        ['contact', 'user'],
      ]);
  const where = dice.is(0.15) ? [{ field: 'id', is: '<=', value: String(1 + dice.below(30)) } as const] : [];
  return { kinds, where, keep: [] };
}

/** Most kinds that a portal can have are empty in so small a company: one exit in twenty asks for them all the same. */
function areaOf(seed: number, dice: Dice): Area {
  const area = dice.one(['filled', 'crm', 'tasks', 'drive'] as const);
  return seed % 20 === 0 ? 'all' : area;
}

type OfTeam = Pick<Scenario, 'team' | 'notHere' | 'revokedMember'>;

/** One exit in six goes through several connections; dice of its own, so that the others stay what they are. */
function teamOf(seed: number): OfTeam & Partial<Pick<Scenario, 'area' | 'policy'>> {
  if (seed % 6 !== 3) return { team: [], notHere: undefined, revokedMember: undefined };
  const dice = new Dice(seed ^ 0x2c1b3c6d);
  const team = dice.is(0.7) ? [2, 3] : [2 + dice.below(2)];
  const kinds = dice.is(0.7)
    ? 'all'
    : dice.one<readonly string[]>([
        ['disk-file', 'feed-comment'],
        ['mail-message', 'user'],
        ['feed-comment', 'user'],
      ]);
  return {
    team,
    area: 'team',
    policy: { kinds, where: [], keep: [] },
    notHere: dice.is(0.15) ? dice.one(team) : undefined,
    revokedMember: dice.is(0.25) ? dice.one(team) : undefined,
  };
}

/** What may befall an exit, and does not. */
export const undisturbed = {
  policy: { kinds: 'all', where: [], keep: [] },
  faultRate: 0,
  faults: [],
  meddleRate: 0,
  meddledBetween: 0,
  dooms: { home: [], gone: [] },
  lies: [],
  obstacle: 'none',
  revokedAt: undefined,
  lostFiles: false,
  restored: 0,
  deafTo: [],
  canary: undefined,
  maxDelete: undefined,
  team: [],
  notHere: undefined,
  revokedMember: undefined,
} as const satisfies Partial<Scenario>;

/** The scenario of a seed. */
export function scenarioOf(seed: number): Scenario {
  const dice = new Dice(Math.imul(seed, 2654435761));
  const faultRate = dice.one([0, 0, 0.02, 0.06, 0.15] as const);
  const many = [0, 1, 2, 3].slice(0, dice.below(4));
  return {
    seed,
    area: areaOf(seed, dice),
    company: 1 + dice.below(6),
    policy: policyOf(dice),
    faultRate,
    faults: dice.is(0.5) ? FAULTS : [FAULTS[dice.below(FAULTS.length)] ?? 'cutAfter'],
    meddleRate: dice.one([0, 0, 0.02, 0.08] as const),
    meddledBetween: dice.one([0, 0, 1, 2, 4] as const),
    dooms: {
      home: many.slice(0, 2).map(() => doomOf(dice, 100, 400)),
      gone: [0, 1, 2, 3].slice(0, dice.below(5)).map(() => doomOf(dice, 40, 60)),
    },
    lies: dice.is(0.25) ? liesOf(dice) : [],
    obstacle: dice.is(0.12)
      ? dice.one(['alteredPlan', 'resealed', 'otherPortal', 'otherPlan', 'damagedJournal'] as const)
      : 'none',
    revokedAt: dice.is(0.06) ? 2 + dice.below(20) : undefined,
    lostFiles: dice.is(0.08),
    restored: dice.is(0.2) ? 1 + dice.below(3) : 0,
    deafTo: dice.is(0.1) ? ['crm.item.list', 'tasks.task.list'] : [],
    canary: dice.is(0.3) ? dice.below(5) : undefined,
    maxDelete: dice.is(0.15) ? 5 + dice.below(30) : undefined,
    secondAdministrator: dice.is(0.3),
    rehearsed: dice.is(0.3),
    bringsHome: dice.is(0.4),
    ...teamOf(seed),
  };
}
