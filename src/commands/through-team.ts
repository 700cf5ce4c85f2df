import type { Portal } from '../bitrix24/port.ts';
import type { Through } from '../journey/apply/alive.ts';
import { connectionOfUser } from '../journey/connection-name.ts';
import type { Context } from './context.ts';
import { openPortal, withTransport } from './reach.ts';
import { readTeam } from './team-store.ts';

/** Names of the connections of employees that are kept on this computer. */
export async function teamConnections(context: Context, portal: string): Promise<ReadonlySet<string>> {
  const team = await readTeam(context, portal);
  return new Set(team.flatMap(({ userId, webhook }) => (webhook === undefined ? [] : [connectionOfUser(userId)])));
}

/**
 * The connections of a portal's employees for as long as `use` takes: each is opened when something first goes through it,
 * and keeps its own pace.
 */
export function withTeam<Result>(
  context: Context,
  portal: string,
  use: (through: Through) => Promise<Result>,
): Promise<Result> {
  return withTransport(context, [new URL(`https://${portal}`).hostname], (transport) => {
    const open = new Map<string, Promise<Portal | undefined>>();
    const find = async (connection: string): Promise<Portal | undefined> => {
      const team = await readTeam(context, portal);
      const { webhook } = team.find(({ userId }) => connectionOfUser(userId) === connection) ?? {};
      return webhook === undefined ? undefined : openPortal(context, webhook, transport).portal;
    };
    return use((connection) => {
      const known = open.get(connection) ?? find(connection);
      open.set(connection, known);
      return known;
    });
  });
}
