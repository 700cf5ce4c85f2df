import type { Archive } from '../archive/archive.ts';
import { nameOfMissing } from '../archive/found.ts';
import type { Missing } from '../archive/types.ts';
import type { Bye24Error } from '../base/error.ts';
import { ConnectionError } from '../bitrix24/connection.ts';
import { PortalError } from '../bitrix24/errors.ts';
import { connectionOfUser } from '../journey/connection-name.ts';
import { exportPortal } from '../journey/export/export.ts';
import { isReasonCode } from '../journey/export/reasons.ts';
import { isGap } from '../journey/export/tally.ts';
import { kinds } from '../kinds/index.ts';
import type { KindId } from '../kinds/kind.ts';
import { textAt } from '../kinds/fields.ts';
import type { Context } from './context.ts';
import { reachBy } from './reach.ts';
import { works } from './team-people.ts';
import { type Member, readTeam } from './team-store.ts';

/** What one employee's connection brought. */
export interface MemberReport {
  readonly userId: string;
  readonly name: string;
  readonly state: 'complete' | 'incomplete' | 'failed';
  /** Code of what ended it, where it failed. */
  readonly code?: string;
  /** Records that it sees, and those that nobody else does. */
  readonly records: number;
  readonly alone: number;
  readonly requests: number;
}

/** With the number of its run, where there was one. */
type Taken = MemberReport & { readonly run?: number };

/** What the connections of employees brought, and whose are not here. */
export interface TeamReport {
  readonly members: readonly MemberReport[];
  /** Who works there and has no connection here: their own things stay unseen. */
  readonly unseen: { readonly count: number; readonly names: readonly string[] };
}

const namesShown = 20;

/** Who works there, by the archive, and is none of these. */
export function unseenIn(archive: Archive, connected: ReadonlySet<string>): TeamReport['unseen'] {
  let count = 0;
  const names: string[] = [];
  for (const { key, row, name, vanishedAtMs } of archive.records('user')) {
    const type = textAt(row, 'USER_TYPE');
    const isColleague = works(row['ACTIVE']) && (type === '' || type === 'employee') && vanishedAtMs === undefined;
    if (!isColleague || connected.has(key.id)) continue;
    count += 1;
    if (names.length < namesShown) names.push(name);
  }
  return { count, names };
}

/**
 * Brings what each employee alone can see, one after another. What ends one of them is a line of the report and, in the
 * archive, of what is missing; the rest goes on. Rejects with the signal's reason and with what the disk says.
 */
export async function exportTeam(
  context: Context,
  archive: Archive,
  main: string,
  wish: { readonly chosen?: readonly KindId[]; readonly files: boolean },
): Promise<TeamReport> {
  const members = (await readTeam(context, archive.portal)).filter(
    ({ userId, webhook }) => webhook !== undefined && userId !== main,
  );
  const reports: Taken[] = [];
  for (const member of members) reports.push(await exportMember(context, archive, member, wish));
  // What only they see, and what all the same is missing, is known when all have been asked.
  const lacks = new Set(archive.missing().map(nameOfMissing));
  const counted = reports.map((report) => {
    const { run, userId, state } = report;
    if (run === undefined) return report;
    const isWhole =
      state === 'complete' || archive.missing(run).every((each) => !isLack(each) || !lacks.has(nameOfMissing(each)));
    return { ...report, state: isWhole ? ('complete' as const) : state, ...countedOf(archive, userId) };
  });
  const connected = new Set([main, ...reports.filter(({ state }) => state !== 'failed').map(({ userId }) => userId)]);
  return { members: counted.map(({ run: _run, ...report }) => report), unseen: unseenIn(archive, connected) };
}

async function exportMember(
  context: Context,
  archive: Archive,
  { userId, name, webhook = '' }: Member,
  wish: { readonly chosen?: readonly KindId[]; readonly files: boolean },
): Promise<Taken> {
  const { clock, signal, watch } = context;
  const connection = connectionOfUser(userId);
  try {
    const { state, requests, run } = await reachBy(context, webhook, ({ portal }) =>
      exportPortal({ portal, archive, kinds, connection, ownOf: userId, clock, signal, watch, ...wish }),
    );
    return { userId, name, state, records: 0, alone: 0, requests, run };
  } catch (error) {
    if (signal.aborted || !(error instanceof PortalError || error instanceof ConnectionError)) throw error;
    await noteFailure(archive, connection, userId, name, error);
    return { userId, name, state: 'failed', code: error.code, records: 0, alone: 0, requests: 0 };
  }
}

function isLack({ what, code }: Missing): boolean {
  return !isReasonCode(code) || isGap({ what, code });
}

/** Records that a connection sees, and those that no other does. */
export function countedOf(archive: Archive, userId: string): Pick<MemberReport, 'records' | 'alone'> {
  const seen = archive.seenBy(connectionOfUser(userId));
  const sum = (of: 'count' | 'alone'): number => seen.reduce((all, each) => all + each[of], 0);
  return { records: sum('count'), alone: sum('alone') };
}

/** The run ends here: an open one would keep the archive from being sealed. */
async function noteFailure(
  { writer }: Archive,
  connection: string,
  userId: string,
  name: string,
  error: Bye24Error,
): Promise<void> {
  await writer.leaveRun();
  await writer.beginRun({ connection });
  writer.addMissing({
    kind: 'chat',
    what: 'kind',
    code: 'EXPORT_TEAM_REFUSED',
    id: userId,
    message: `${name}: ${error.code}`,
  });
  await writer.finishRun('incomplete');
}
