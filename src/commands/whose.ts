import { identify, type Identity } from '../journey/apply/identity.ts';
import { personName } from '../journey/person-name.ts';
import { kinds } from '../kinds/index.ts';
import type { Context } from './context.ts';
import { reach, type Reached } from './reach.ts';

/** By what a person knows a portal again before something goes from it, and in whose name that would be. */
export interface Whose extends Identity {
  readonly owner: string;
}

/** Who is about to delete, for the person who is about to say yes. */
async function ownerName({ portal, userId }: Reached, signal: AbortSignal): Promise<string> {
  const { result } = await portal.call({ method: 'profile' }, signal);
  return personName(result) || userId;
}

/** Asks a portal that is spoken to already. */
export async function whose(reached: Reached, signal: AbortSignal): Promise<Whose> {
  const owner = await ownerName(reached, signal);
  return { owner, ...(await identify(reached.portal, kinds, signal)) };
}

/** The same for a page that waits. Raises CONNECTION_UNKNOWN where no connection leads to `portal`, and what it answers. */
export function whosePortal(context: Context, portal: string): Promise<Whose> {
  return reach(context, portal, (reached) => whose(reached, context.signal), { patience: 'short' });
}
