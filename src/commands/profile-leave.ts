import { join } from 'node:path';

import { Bye24Error } from '../base/error.ts';
import type { Archive } from '../archive/archive.ts';
import { webhook } from '../bitrix24/connection.ts';
import { PortalError } from '../bitrix24/errors.ts';
import { peopleAt } from '../journey/handover/fields.ts';
import {
  type HiddenAccount,
  hiddenAccounts,
  isDead,
  ownerOfConnection,
  type ProfileState,
  profileState,
} from '../journey/profile/look.ts';
import { leavingEntries, startOfLeaving } from '../journey/profile/plan.ts';
import {
  keepRequest,
  type ProfileRequest,
  readRequest,
  type RequestStanding,
  standingOf,
} from '../journey/profile/request.ts';
import { readPlan } from '../journey/plan/file.ts';
import { kinds } from '../kinds/index.ts';
import { type ApplyResult, endingOf, guardFor } from './apply.ts';
import { exitFilesOf, findArchive, withArchive } from './archives.ts';
import { carryOut } from './carry-out.ts';
import { readDescriptor } from './connect.ts';
import type { Context, Done } from './context.ts';
import { stillToGo } from './left.ts';
import type { InputOf } from './parameter.ts';
import { type Person, personIn } from './person.ts';
import { planWith } from './plan.ts';
import { proveAt } from './prove.ts';
import { reach, reachBy, type Reached } from './reach.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['profileLeave']['parameters']>;

interface KindCount {
  readonly kind: string;
  readonly count: number;
}

interface Facts {
  readonly type: 'profile';
  readonly archive: string;
  readonly portal: string;
  readonly leaver: Person;
}

export type ProfileResult = Facts &
  (
    | {
        readonly did: 'check';
        /** Whether the leaver is an administrator: REST tells it only through the leaver's own connection. */
        readonly administrator: boolean | 'unknown';
        /** An administrator with whom nobody else was shown: with this profile the whole portal may go. */
        readonly sole: boolean;
        /** What names the leaver and can still be handed over. */
        readonly theirs: readonly KindCount[];
        /** What would be lost with the portal. */
        readonly atStake: readonly KindCount[];
      }
    | {
        readonly did: 'deactivate';
        readonly applied: Omit<ApplyResult, 'type'>;
        readonly seen: ProfileState;
        readonly ownWebhook: 'dead' | 'alive' | 'unknown' | 'notGiven';
        readonly hidden?: readonly HiddenAccount[];
      }
    | { readonly did: 'phone' }
    | { readonly did: 'requested' | 'status'; readonly request: ProfileRequest; readonly standing: RequestStanding }
  );

/**
 * A second connection to the same portal, read from a descriptor or asked for; undefined where none is given. Nothing of it
 * is kept. Raises WEBHOOK_OF_OTHER_PORTAL: an administrator of another portal is nobody here.
 */
async function second<Result>(
  context: Context,
  { webhookFd, secondWebhook }: Input,
  { of, portal }: { readonly of: 'administrator' | 'leaver'; readonly portal: string },
  use: (reached: Reached) => Promise<Result>,
): Promise<Result | undefined> {
  if (webhookFd === undefined && !secondWebhook) return undefined;
  const given =
    webhookFd === undefined ? await context.ask({ about: 'secondWebhook', of }) : await readDescriptor(webhookFd);
  const { address } = webhook(given);
  if (address !== portal) throw new Bye24Error('WEBHOOK_OF_OTHER_PORTAL', { found: address, expected: portal });
  return reachBy(context, given, use, { patience: 'short' });
}

/**
 * Whether the portal would be left without an administrator. Only the connection of another active administrator shows
 * that there is one; without it, an administrator counts as the only one.
 */
async function isSole(context: Context, input: Input, { leaver, portal }: Facts): Promise<boolean> {
  const other = await second(context, input, { of: 'administrator', portal }, (reached) =>
    ownerOfConnection(reached.portal),
  );
  return other === undefined || !other.administrator || other.id === leaver.id;
}

function theirsIn(archive: Archive, id: string): readonly KindCount[] {
  return kinds.flatMap((kind) => {
    const fields = kind.people.filter(({ set }) => set !== undefined).map(({ field }) => field);
    if (fields.length === 0 || archive.size(kind.id) === 0) return [];
    let count = 0;
    for (const { row, vanishedAtMs } of archive.records(kind.id)) {
      if (vanishedAtMs === undefined && fields.some((field) => peopleAt(row, field).includes(id))) count += 1;
    }
    return count === 0 ? [] : [{ kind: kind.id, count }];
  });
}

async function check(context: Context, input: Input, facts: Facts): Promise<Done<ProfileResult>> {
  const { leaver } = facts;
  const owner = await reach(context, input.portal ?? facts.portal, ({ portal }) => ownerOfConnection(portal));
  const administrator = owner.id === leaver.id ? owner.administrator : 'unknown';
  // Somebody else's administrator connection is itself the other administrator.
  const otherActs = owner.id !== leaver.id && owner.administrator;
  const sole = administrator !== false && !otherActs && (await isSole(context, input, facts));
  const [theirs, atStake] = await withArchive(context, facts.archive, 'read', async (archive) => [
    theirsIn(archive, leaver.id),
    archive.kinds().map((kind) => ({ kind, count: archive.size(kind) })),
  ]);
  const result = { ...facts, did: 'check', administrator, sole, theirs, atStake } as const;
  return { ending: sole || theirs.length > 0 ? 'partial' : 'whole', result };
}

async function deactivate(context: Context, input: Input, facts: Facts): Promise<Done<ProfileResult>> {
  const { archive: path, leaver } = facts;
  const files = exitFilesOf(path, `profile-${leaver.id}`);
  return reach(context, input.portal ?? facts.portal, async (reached) => {
    const owner = await ownerOfConnection(reached.portal);
    if (owner.id === leaver.id) throw new Bye24Error('PROFILE_OWN', { id: leaver.id });
    if (!owner.administrator) throw new Bye24Error('PROFILE_NOT_ADMINISTRATOR', { name: owner.name });
    // A plan whose journal has begun is gone on with, and one whose hash is given is taken as it is; a fresh one otherwise.
    const begun = (await context.disk.sizeBytes(files.journal)) !== undefined;
    const named = input.planSha256 !== undefined && (await context.disk.sizeBytes(files.plan)) !== undefined;
    if (!begun && !named) {
      const who = { leaver: leaver.id, acting: owner.id };
      await planWith(context, path, files, (from) => ({
        start: startOfLeaving(from, who),
        entries: leavingEntries(from, who),
      }));
    }
    const plan = await readPlan(context.disk, files.plan);
    const guard = await guardFor(context, input, plan, reached, await stillToGo(context, files));
    const startedAtMs = context.clock.now();
    const { error, ...report } = await carryOut(context, { path, portal: reached.portal, guard, caps: {}, files });
    await proveAt(context, path, reached.portal, files);
    const seen = await profileState(reached.portal, leaver.id);
    const ownWebhook =
      (await second(context, input, { of: 'leaver', portal: facts.portal }, ({ portal }) => isDead(portal))) ??
      'notGiven';
    const hidden = await hiddenAccounts(reached.portal, startedAtMs - 86_400_000);
    const errorCode = error instanceof Bye24Error ? { errorCode: error.code } : {};
    const applied = { archive: path, portal: facts.portal, ...report, ...errorCode };
    const whole = seen !== 'active' && ownWebhook !== 'alive' && (hidden ?? []).length === 0;
    return {
      ending: whole ? endingOf(report) : 'partial',
      result: { ...facts, did: 'deactivate', applied, seen, ownWebhook, ...(hidden === undefined ? {} : { hidden }) },
    };
  });
}

async function phone(context: Context, input: Input, facts: Facts): Promise<Done<ProfileResult>> {
  const owner = await reach(context, input.portal ?? facts.portal, ({ portal }) => ownerOfConnection(portal));
  const harmless = owner.id === facts.leaver.id ? !owner.administrator : owner.administrator;
  if (!harmless && (await isSole(context, input, facts))) {
    throw new Bye24Error('PROFILE_SOLE_ADMINISTRATOR', { name: facts.leaver.name, portal: facts.portal });
  }
  return { ending: 'whole', result: { ...facts, did: 'phone' } };
}

/** A dead connection of one's own is an answer, too. */
async function seenNow(context: Context, input: Input, facts: Facts): Promise<ProfileState | 'dead'> {
  try {
    return await reach(context, input.portal ?? facts.portal, ({ portal }) => profileState(portal, facts.leaver.id));
  } catch (error) {
    if (error instanceof PortalError && error.kind === 'badCredential') return 'dead';
    throw error;
  }
}

async function track(context: Context, input: Input, facts: Facts): Promise<Done<ProfileResult>> {
  const { disk, clock } = context;
  const { folder } = exitFilesOf(facts.archive, `profile-${facts.leaver.id}`);
  const path = join(folder, 'request.json');
  await disk.makeFolder(folder);
  const nowMs = clock.now();
  const did = input.do === 'requested' ? 'requested' : 'status';
  const known = await readRequest(disk, path);
  if (known === undefined && did === 'status')
    throw new Bye24Error('PROFILE_NOT_REQUESTED', { name: facts.leaver.name });
  const { portal, leaver } = facts;
  const begun = known ?? { version: 1 as const, portal, userId: leaver.id, requestedAtMs: nowMs, looks: [] };
  const state = await seenNow(context, input, facts);
  const request = { ...begun, looks: [...begun.looks, { atMs: nowMs, state }] };
  await keepRequest(disk, path, request);
  const standing = standingOf(request, state, nowMs);
  return { ending: standing.state === 'done' ? 'whole' : 'partial', result: { ...facts, did, request, standing } };
}

/** Leads a profile to its end: what is still theirs, the guard for the last administrator, the deactivation or the phone. */
export async function run(context: Context, input: Input): Promise<Done<ProfileResult>> {
  const archive = await findArchive(context, input.archive);
  const { portal, leaver } = await withArchive(context, archive, 'read', async (opened) => ({
    portal: opened.portal,
    leaver: personIn(opened, input.who),
  }));
  const facts: Facts = { type: 'profile', archive, portal, leaver };
  switch (input.do) {
    case 'deactivate':
      return deactivate(context, input, facts);
    case 'phone':
      return phone(context, input, facts);
    case 'requested':
    case 'status':
      return track(context, input, facts);
    default:
      return check(context, input, facts);
  }
}
