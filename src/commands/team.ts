import { join, resolve } from 'node:path';

import { Bye24Error } from '../base/error.ts';
import { at, textOf } from '../base/json.ts';
import { ConnectionError, webhook } from '../bitrix24/connection.ts';
import { PortalError } from '../bitrix24/errors.ts';
import { Names } from '../formats/names.ts';
import { type KindInventory, takeInventory } from '../journey/export/inventory.ts';
import { archivesIn, withArchive } from './archives.ts';
import { readDescriptor } from './connect.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import { reachBy, type Reached } from './reach.ts';
import type { Commands } from './table.ts';
import { countedOf, unseenIn, type TeamReport } from './team-export.ts';
import { letterHtml, letterText } from './team-letter.ts';
import { type Colleague, colleagues, mainOf, oneOf, ownKinds } from './team-people.ts';
import { forgetMember, type Member, readTeam, saveMembers, teamPath } from './team-store.ts';

type Input = InputOf<Commands['team']['parameters']>;

/** What an employee's connection adds of one kind; `total` where the portal gives a number beforehand. */
export interface Addition {
  readonly kind: string;
  readonly total?: number;
}

export interface TeamMember {
  readonly userId: string;
  readonly name: string;
  readonly email?: string | undefined;
  /** `refused`: the portal does not accept the connection any more. */
  readonly state: 'invited' | 'connected' | 'refused';
  readonly invitedAtMs?: number | undefined;
  readonly addedAtMs?: number | undefined;
  readonly adds: readonly Addition[];
  readonly missingScopes: readonly string[];
  /** Why the portal refuses. */
  readonly code?: string;
  /** Records in the archive that this connection sees, and those that no other does. */
  readonly records?: number;
  readonly alone?: number;
}

export interface TeamResult {
  readonly type: 'team';
  readonly did: 'status' | 'invite' | 'add' | 'forget';
  readonly portal: string;
  /** Whose connection takes everything. */
  readonly main: string;
  readonly members: readonly TeamMember[];
  /** Who works there and was not connected; from the archive, where one lies here. */
  readonly unseen?: TeamReport['unseen'];
  /** What stays unseen of everybody without a connection. */
  readonly ownKinds: readonly string[];
  /** Folder with the invitations that were written now, and how many people they are for. */
  readonly letters?: { readonly folder: string; readonly count: number };
  /** File that holds the connections. */
  readonly keptIn: string;
}

type Told = Pick<TeamMember, 'state' | 'adds' | 'missingScopes' | 'code'>;

/** How much there is of what is theirs alone, where one list tells. */
async function counted(
  { portal, userId }: Reached,
  states: readonly KindInventory[],
  signal: AbortSignal,
): Promise<readonly Addition[]> {
  const additions: Addition[] = [];
  for (const { kind: id, state } of states) {
    const kind = ownKinds.find((each) => each.id === id);
    if (state !== 'here' || kind === undefined) continue;
    if (kind.take.how !== 'list') {
      additions.push({ kind: id });
      continue;
    }
    let total = 0;
    for await (const { rows } of portal.list(kind.take.request, { signal })) {
      total += rows.filter((row) => kind.own?.(row, userId) === true).length;
    }
    if (total > 0) additions.push({ kind: id, total });
  }
  return additions;
}

/** Asks through an employee's connection what it would add. */
async function look(context: Context, webhookText: string): Promise<Told> {
  const { clock, signal } = context;
  try {
    const { kinds, missingScopes } = await reachBy(
      context,
      webhookText,
      async (reached) => {
        const { portal, connection } = reached;
        const found = await takeInventory({ portal, connection, kinds: ownKinds, now: () => clock.now(), signal });
        return { ...found, kinds: await counted(reached, found.kinds, signal) };
      },
      { patience: 'short' },
    );
    return {
      state: 'connected',
      adds: kinds,
      missingScopes: missingScopes.map(({ scope }) => scope),
    };
  } catch (error) {
    if (signal.aborted || !(error instanceof PortalError || error instanceof ConnectionError)) throw error;
    return { state: 'refused', adds: [], missingScopes: [], code: error.code };
  }
}

/** What the archive that lies here says of each connection, and of whom nobody brought anything. */
async function fromArchive(
  context: Context,
  named: string | undefined,
  portal: string,
  connected: ReadonlySet<string>,
): Promise<
  | {
      readonly unseen: TeamReport['unseen'];
      readonly seen: ReadonlyMap<string, { readonly records: number; readonly alone: number }>;
    }
  | undefined
> {
  const paths = named === undefined ? await archivesIn(context) : [resolve(context.folder, named)];
  for (const path of paths) {
    const found = await withArchive(context, path, 'read', async (archive) => {
      if (archive.portal !== portal) return undefined;
      const seen = [...connected].map((userId) => {
        return [userId, countedOf(archive, userId)] as const;
      });
      return { unseen: unseenIn(archive, connected), seen: new Map(seen) };
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

async function status(
  context: Context,
  input: Input,
  did: TeamResult['did'],
  more: Pick<TeamResult, 'letters'> = {},
): Promise<Done<TeamResult>> {
  const main = await mainOf(context, input.portal);
  const team = await readTeam(context, main.portal);
  const told = new Map<string, Told>();
  for (const { userId, webhook: text } of team) {
    if (text !== undefined) told.set(userId, await look(context, text));
  }
  const connected = new Set([
    main.userId,
    ...[...told].flatMap(([id, { state }]) => (state === 'connected' ? [id] : [])),
  ]);
  const known = await fromArchive(context, input.archive, main.portal, connected);
  const members = team.map(({ webhook: _secret, ...member }): TeamMember => {
    const seen = known?.seen.get(member.userId);
    const nothing: Told = { state: 'invited', adds: [], missingScopes: [] };
    return { ...member, ...(told.get(member.userId) ?? nothing), ...seen };
  });
  return {
    ending: members.some(({ state }) => state === 'refused') ? 'partial' : 'whole',
    result: {
      type: 'team',
      did,
      portal: main.portal,
      main: main.userId,
      members,
      ...(known === undefined ? {} : { unseen: known.unseen }),
      ownKinds: ownKinds.map(({ id }) => id),
      ...more,
      keptIn: teamPath(context),
    },
  };
}

/** Writes an invitation for each: a page and a text. Nothing is sent. */
async function invite(context: Context, input: Input): Promise<Done<TeamResult>> {
  const { disk, clock, language, signal } = context;
  const main = await mainOf(context, input.portal);
  const all = await reachBy(context, main.credential, ({ portal }) => colleagues(portal, signal));
  const people = all.filter(({ userId }) => userId !== main.userId);
  const chosen = input.who.length === 0 ? people : input.who.map((asked) => oneOf(people, asked));
  const folder = resolve(context.folder, input.out ?? `${main.portal.replaceAll(':', '-')}.team`);
  await disk.makeFolder(folder);
  const names = new Names();
  const nowMs = clock.now();
  for (const to of chosen) {
    const letter = { to, portal: main.portal, language, atMs: nowMs };
    const name = names.take(`${to.userId} ${to.name}`);
    await disk.replace(join(folder, `${name}.html`), letterHtml(letter));
    await disk.replace(join(folder, `${name}.txt`), letterText(letter));
  }
  const before = new Map((await readTeam(context, main.portal)).map((member) => [member.userId, member]));
  const invited = (person: Colleague): Member => ({ ...before.get(person.userId), ...person, invitedAtMs: nowMs });
  await saveMembers(context, main.portal, chosen.map(invited));
  return status(context, input, 'invite', { letters: { folder, count: chosen.length } });
}

async function secretFrom(context: Context, webhookFd: number | undefined): Promise<string> {
  if (webhookFd !== undefined) return readDescriptor(webhookFd);
  const fromEnvironment = context.environment['BYE24_TEAM_WEBHOOK'];
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  return context.ask({ about: 'webhook' });
}

/** Takes an employee's connection: of this portal, of the person who is meant, and one that the portal accepts. */
async function add(context: Context, input: Input): Promise<Done<TeamResult>> {
  const { clock, signal } = context;
  const main = await mainOf(context, input.portal);
  const team = await readTeam(context, main.portal);
  const [asked, ...more] = input.who;
  if (more.length > 0) throw new Bye24Error('TEAM_ONE_AT_A_TIME');
  const text = await secretFrom(context, input.webhookFd);
  const connection = webhook(text);
  const { address } = connection;
  if (address !== main.portal)
    throw new Bye24Error('WEBHOOK_OF_OTHER_PORTAL', { found: address, expected: main.portal });
  const { userId = '' } = connection.describe();
  if (userId === main.userId) throw new Bye24Error('TEAM_MAIN_CONNECTION', { userId });
  const known = team.find((member) => member.userId === userId);
  const expected = asked === undefined || asked === userId ? userId : oneOf(team, asked).userId;
  if (expected !== userId)
    throw new Bye24Error('TEAM_OTHER_PERSON', { found: known?.name ?? userId, expected: asked ?? '' });
  if (known === undefined && asked === undefined) throw new Bye24Error('TEAM_NOT_INVITED', { userId });
  const person = await reachBy(
    context,
    text,
    async ({ portal }) => {
      const { result } = await portal.call({ method: 'profile' }, signal);
      const words = [textOf(at(result, ['NAME'])), textOf(at(result, ['LAST_NAME']))].filter((word) => word !== '');
      return { id: textOf(at(result, ['ID'])), name: words.join(' ') };
    },
    { patience: 'short' },
  );
  if (person.id !== userId)
    throw new Bye24Error('TEAM_OTHER_PERSON', { found: person.name, expected: known?.name ?? userId });
  const name = known?.name ?? (person.name === '' ? userId : person.name);
  await saveMembers(context, main.portal, [{ ...known, userId, name, webhook: text.trim(), addedAtMs: clock.now() }]);
  return status(context, input, 'add');
}

async function forget(context: Context, input: Input): Promise<Done<TeamResult>> {
  const { portal } = await mainOf(context, input.portal);
  const team = await readTeam(context, portal);
  for (const asked of input.who) await forgetMember(context, portal, oneOf(team, asked).userId);
  return status(context, input, 'forget');
}

/** The employees whose own connections take what REST shows to them alone. */
export function run(context: Context, input: Input): Promise<Done<TeamResult>> {
  switch (input.do ?? 'status') {
    case 'invite':
      return invite(context, input);
    case 'add':
      return add(context, input);
    case 'forget':
      return forget(context, input);
    case 'status':
      return status(context, input, 'status');
  }
}
