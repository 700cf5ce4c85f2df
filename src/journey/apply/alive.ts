import { at, textOf } from '../../base/json.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { Portal } from '../../bitrix24/port.ts';
import { connectionOfUser } from '../connection-name.ts';
import { codeOf } from './finding.ts';

/** What is said of a step whose connection is not on this computer. */
export const CONNECTION_ABSENT = 'CONNECTION_ABSENT';

/** Another connection that a plan goes through, by name; undefined where it is not here. */
export type Through = (connection: string) => Promise<Portal | undefined>;

/** A connection that can be used, or a code that says why not. */
export type Alive = { readonly portal: Portal } | { readonly code: string };

/**
 * Asks the portal whether it accepts a connection, and whether it is that of the person whom its name means: what REST shows
 * to one person alone is asked of nobody else.
 * @throws PortalError when the portal says neither yes nor no
 */
export async function aliveThrough(through: Through | undefined, connection: string): Promise<Alive> {
  const portal = await through?.(connection);
  if (portal === undefined) return { code: CONNECTION_ABSENT };
  try {
    const { result } = await portal.call({ method: 'profile' });
    return connectionOfUser(textOf(at(result, ['ID']))) === connection ? { portal } : { code: 'OTHER_PERSON' };
  } catch (error) {
    if (!(error instanceof PortalError) || error.kind !== 'badCredential') throw error;
    return { code: codeOf(error) };
  }
}
