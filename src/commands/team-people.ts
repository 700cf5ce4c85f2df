import { Bye24Error } from '../base/error.ts';
import { textOf } from '../base/json.ts';
import type { Portal } from '../bitrix24/port.ts';
import { firstText, textAt } from '../kinds/fields.ts';
import { kindById, kinds } from '../kinds/index.ts';
import type { Kind } from '../kinds/kind.ts';
import { connectionOf, type Credential, findCredential } from './connections.ts';
import type { Context } from './context.ts';

/** Kinds that REST shows to those alone whom they belong to: what an employee's own connection adds. */
export const ownKinds: readonly Kind[] = kinds.filter(({ own }) => own !== undefined);

/** The permissions that an employee's webhook needs, and what each gives. */
export function ownScopes(): readonly { readonly scope: string; readonly kinds: readonly string[] }[] {
  const byScope = Map.groupBy(ownKinds, ({ scope }) => scope);
  const user = kindById('user');
  return [
    ...(user === undefined ? [] : [{ scope: user.scope, kinds: [user.id] }]),
    ...[...byScope].map(([scope, list]) => ({ scope, kinds: list.map(({ id }) => id) })),
  ];
}

/** The portal whose team it is, and the connection that exports everything. */
export async function mainOf(
  context: Context,
  portal: string | undefined,
): Promise<{ readonly portal: string; readonly userId: string; readonly credential: Credential }> {
  const credential = await findCredential(context, portal);
  const connection = connectionOf(context, credential);
  return { portal: connection.address, userId: connection.describe().userId ?? '', credential };
}

export interface Colleague {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
}

/** Everybody who works there, as a connection sees it. */
export async function colleagues(portal: Portal, signal: AbortSignal): Promise<readonly Colleague[]> {
  const kind = kindById('user');
  if (kind?.take.how !== 'list') return [];
  const found: Colleague[] = [];
  for await (const { rows } of portal.list(kind.take.request, { signal })) {
    for (const row of rows) {
      const type = textAt(row, 'USER_TYPE');
      if (!works(row['ACTIVE']) || (type !== '' && type !== 'employee')) continue;
      found.push({ userId: textAt(row, 'ID'), name: kind.name(row), email: firstText(row, 'EMAIL') });
    }
  }
  return found;
}

/** How the portal says that somebody was not dismissed. */
export function works(active: Parameters<typeof textOf>[0]): boolean {
  return ['true', 'Y', '1'].includes(textOf(active));
}

/** The one of some people who is meant by a number or an e-mail. Raises TEAM_PERSON_UNKNOWN. */
export function oneOf<P extends { readonly userId: string; readonly email?: string | undefined }>(
  people: readonly P[],
  asked: string,
): P {
  const text = asked.trim().toLowerCase();
  const found = people.find(({ userId, email }) => userId === text || (email ?? '').toLowerCase() === text);
  if (found === undefined) throw new Bye24Error('TEAM_PERSON_UNKNOWN', { asked });
  return found;
}
