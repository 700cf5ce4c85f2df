import { isList, isObject, type JsonObject, textOf } from '../../base/json.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { Portal } from '../../bitrix24/port.ts';
import { personName } from '../person-name.ts';

/** Who a connection belongs to. */
export interface ConnectionOwner {
  readonly id: string;
  readonly name: string;
  readonly administrator: boolean;
}

/** Asks the portal who a connection is of. REST tells about administrators only to themselves (user.admin). */
export async function ownerOfConnection(portal: Portal): Promise<ConnectionOwner> {
  const [profile, admin] = await portal.batch([{ method: 'profile' }, { method: 'user.admin' }]);
  const row = profile?.is === 'answered' && isObject(profile.answer.result) ? profile.answer.result : {};
  return {
    id: textOf(row['ID']),
    name: personName(row),
    administrator: admin?.is === 'answered' && admin.answer.result === true,
  };
}

/** What the portal shows of a person now. */
export type ProfileState = 'active' | 'inactive' | 'absent';

/** ADMIN_MODE shows everybody, so an empty answer means that there is nobody (user.get). */
export async function profileState(portal: Portal, id: string): Promise<ProfileState> {
  const { result } = await portal.call({
    method: 'user.get',
    params: { FILTER: { ID: Number(id) }, ADMIN_MODE: true },
  });
  const row = isList(result) ? result.filter(isObject).find((each) => textOf(each['ID']) === id) : undefined;
  if (row === undefined) return 'absent';
  return row['ACTIVE'] === true || row['ACTIVE'] === 'Y' ? 'active' : 'inactive';
}

/** Whether a connection is dead: the portal's own 401 says so; an answer says that it still opens the door. */
export async function isDead(portal: Portal): Promise<'dead' | 'alive' | 'unknown'> {
  try {
    await portal.call({ method: 'profile' });
    return 'alive';
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    return error.kind === 'badCredential' ? 'dead' : 'unknown';
  }
}

/** An account that acts and that no list of people shows: perhaps the copy that a dismissal "with integrations" left. */
export interface HiddenAccount {
  readonly id: string;
  readonly events: number;
  readonly lastAt: string;
}

/**
 * Looks for hidden accounts in the event log: people who signed in since `sinceMs` and whom user.get does not know.
 * Undefined where the log can't be read (scope `main`, an administrator, or a plan with the log is lacking).
 * https://apidocs.bitrix24.ru/settings/system-user.html
 */
export async function hiddenAccounts(portal: Portal, sinceMs: number): Promise<readonly HiddenAccount[] | undefined> {
  const seen = new Map<string, { events: number; lastAt: string }>();
  try {
    const pages = portal.list({
      method: 'main.eventlog.list',
      api: 'v3',
      params: {
        select: ['id', 'timestampX', 'auditTypeId', 'userId'],
        filter: [['timestampX', '>=', new Date(sinceMs).toISOString()]],
        order: { id: 'ASC' },
      },
      rows: ['items'],
      idField: 'id',
      pager: { by: 'v3', limit: 1000 },
    });
    for await (const { rows } of pages) for (const row of rows) note(seen, row);
  } catch (error) {
    if (error instanceof PortalError && !error.retryable) return undefined;
    throw error;
  }
  const hidden: HiddenAccount[] = [];
  for (const [id, { events, lastAt }] of seen) {
    if ((await profileState(portal, id)) === 'absent') hidden.push({ id, events, lastAt });
  }
  return hidden;
}

function note(seen: Map<string, { events: number; lastAt: string }>, row: JsonObject): void {
  const id = textOf(row['userId']);
  if (id === '' || id === '0') return;
  seen.set(id, { events: (seen.get(id)?.events ?? 0) + 1, lastAt: textOf(row['timestampX']) });
}
