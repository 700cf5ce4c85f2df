import type { Archive } from '../../archive/archive.ts';
import { fingerprintOf } from '../../archive/fingerprint.ts';
import type { VerifiedRecord } from '../../archive/types.ts';
import type { JsonObject } from '../../base/json.ts';
import { textAt } from '../../kinds/fields.ts';
import type { Kind } from '../../kinds/kind.ts';
import { targetsOf, type Target } from '../apply/target.ts';
import type { PlanSource } from '../apply/source.ts';
import type { Ledger, LedgerState } from '../journal/ledger.ts';
import type { PlanFacts } from '../plan/facts.ts';
import { planEntries } from '../plan/plan.ts';
import { withoutFields } from '../scrub/fields.ts';
import type { Step } from '../types.ts';
import type { WhyStays } from './bring-home.ts';
import type { Drift } from './drift.ts';
import type { Seen } from './fetch.ts';
import { nameOf } from '../../archive/key-name.ts';

/** A target that may go with its record, or something that goes along, in a new version. */
export interface Renewed {
  readonly drift: Drift;
  /** Each step whose record is meant in another version, and in which: that of a VerifiedRecord, with its name. */
  readonly steps: readonly { readonly step: Step; readonly now: string; readonly name: string }[];
}

/** Steps that are looked at on the portal once more: they are as planned again, or gone. */
interface LookAgain {
  readonly step: Step;
  readonly is: 'asArchived' | 'absent';
}

interface Stays {
  readonly step: Step;
  readonly why: WhyStays;
}

/** What became of everything that had changed. */
export class Judged {
  readonly targets: readonly Renewed[];
  readonly looksAgain: readonly LookAgain[];
  readonly stays: readonly Stays[];

  constructor(targets: readonly Renewed[], looksAgain: readonly LookAgain[], stays: readonly Stays[]) {
    this.targets = targets;
    this.looksAgain = looksAgain;
    this.stays = stays;
  }

  /** The rest stays. */
  keep(fits: (renewed: Renewed) => boolean, why: WhyStays): Judged {
    const others = this.targets.filter((each) => !fits(each));
    const stays = [...this.stays, ...others.map(({ drift }) => ({ step: drift.target.step, why }))];
    return new Judged(this.targets.filter(fits), this.looksAgain, stays);
  }
}

/** Steps that may still be sent: the archive must hold each in the very version that its step means. */
const OPEN: ReadonlySet<LedgerState> = new Set(['planned', 'refused', 'childAppeared', 'intended', 'unknown']);

/**
 * Asks the plan's own choice again, by the archive as it is now: a changed record may go in its new version only where a
 * plan that was made today would take it in the same way, with the same records along. Every other step that is open must
 * be held as it means it; one that is not stays.
 */
export async function judgeVersions(
  plan: PlanSource,
  ledger: Ledger,
  drift: readonly Drift[],
  seen: ReadonlyMap<string, Seen>,
  facts: PlanFacts,
  archive: Archive,
): Promise<Judged> {
  const kinds = new Map(facts.kinds.map((kind) => [kind.id, kind]));
  const wanted = new Set(drift.map(({ target }) => workOf(target.step)));
  const today = new Map<string, Target>();
  for await (const target of targetsOf(planEntries(facts, plan.header.policy), kinds)) {
    if (wanted.has(workOf(target.step))) today.set(workOf(target.step), target);
  }
  const targets: Renewed[] = [];
  const looksAgain: LookAgain[] = [];
  const stays: Stays[] = [];
  for (const each of drift) {
    const { step } = each.target;
    const is = seen.get(nameOf(step.key));
    if (is === 'absent') looksAgain.push({ step, is });
    else {
      const judged = await judgeOne(each, today.get(workOf(step)), seen, { facts, archive });
      if (typeof judged === 'string') stays.push({ step, why: judged });
      else if (judged.steps.length > 0) targets.push(judged);
      else if (ledger.states.get(step.number) === 'changed') looksAgain.push({ step, is: 'asArchived' });
    }
  }
  const judgedNow = new Set(drift.flatMap(({ steps }) => steps.map(({ number }) => number)));
  for await (const entry of plan.entries()) {
    if (entry.type !== 'step' || judgedNow.has(entry.step.number)) continue;
    const { step } = entry;
    if (!OPEN.has(ledger.states.get(step.number)) || isHeld(step, facts)) continue;
    stays.push({ step, why: 'notVerified' });
  }
  return new Judged(targets, looksAgain, stays);
}

async function judgeOne(
  drift: Drift,
  today: Target | undefined,
  seen: ReadonlyMap<string, Seen>,
  { facts, archive }: { readonly facts: PlanFacts; readonly archive: Archive },
): Promise<Renewed | WhyStays> {
  const { target, steps } = drift;
  const sights = steps.map((step) => seen.get(nameOf(step.key)) ?? 'unknown');
  if (sights.includes('unknown')) return 'unread';
  const isWhole = steps.every((step) => verified(step, facts) !== undefined);
  if (sights.includes('withoutFile') || !isWhole) return 'notVerified';
  for (const { step, kind } of [target, ...target.along]) {
    if (await isOther(step, kind, archive)) return 'otherRecord';
  }
  if (today === undefined || !isSame(target, today)) return 'notChosen';
  const now = new Map([today.step, ...today.along.map(({ step }) => step)].map((step) => [nameOf(step.key), step]));
  return {
    drift,
    steps: steps.flatMap((step) => {
      const { name } = now.get(nameOf(step.key)) ?? step;
      const fingerprint = meant(step, target.kind, facts) ?? now.get(nameOf(step.key))?.fingerprint;
      return fingerprint === undefined || fingerprint === step.fingerprint ? [] : [{ step, now: fingerprint, name }];
    }),
  };
}

/** The same action through the same connection, with the same records going along. */
function isSame(planned: Target, today: Target): boolean {
  return JSON.stringify(wayOf(planned)) === JSON.stringify(wayOf(today));
}

function wayOf({ step: { action, through }, along }: Target): unknown {
  // What the plan itself has written into a record by now, a plan of today need not pass over.
  const way = action.do === 'delete' ? { ...action, despite: undefined } : action;
  return [way, through, along.map((each) => nameOf(each.step.key)).toSorted()];
}

/** A record may have two steps: its bin goes off before, it goes itself after. */
function workOf({ key, action }: Step): string {
  return `${action.do} ${nameOf(key)}`;
}

/** The new version as a step means it that passes over what the same plan writes; undefined for any other step. */
function meant(step: Step, kind: Kind, facts: PlanFacts): string | undefined {
  const { action, key } = step;
  const despite = action.do === 'delete' ? action.despite : undefined;
  const row = key.kind === kind.id ? verified(step, facts)?.row : undefined;
  return despite === undefined || row === undefined ? undefined : fingerprintOf(withoutFields(kind, despite), row);
}

function verified(step: Step, facts: PlanFacts): VerifiedRecord | undefined {
  const held = facts.record(step.key);
  return held !== undefined && 'verified' in held ? held.verified : undefined;
}

/** Its number came round again: what lies under it now was made at another time than what was planned. */
async function isOther({ key, fingerprint }: Step, { createdAt }: Kind, archive: Archive): Promise<boolean> {
  const now = archive.record(key);
  if (createdAt === undefined || now === undefined || now.fingerprint === fingerprint) return false;
  const planned = (await archive.versions(key)).find((version) => version.fingerprint === fingerprint);
  return planned !== undefined && madeAt(planned.row, createdAt) !== madeAt(now.row, createdAt);
}

function madeAt(row: JsonObject, field: string): number | string {
  const text = textAt(row, field);
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : time;
}

function isHeld(step: Step, facts: PlanFacts): boolean {
  const { action } = step;
  const record = verified(step, facts);
  if (record === undefined) return false;
  const isExact =
    action.do === 'delete' ? action.despite === undefined : action.do === 'cascade' || action.do === 'scrub';
  return !isExact || record.fingerprint === step.fingerprint;
}
