import type { Bucket } from '../bitrix24/bucket.ts';
import type { OnEvent } from '../bitrix24/ask.ts';
import { connect } from '../bitrix24/client.ts';
import type { Transport, UploadingPortal } from '../bitrix24/port.ts';
import { retryPolicy } from '../bitrix24/retry.ts';
import { createTransport } from '../bitrix24/transport.ts';
import { connectionOfUser } from '../journey/connection-name.ts';
import { cloudPace, localPace, type Pace } from '../journey/export/eta.ts';
import { Pauses } from '../journey/export/pauses.ts';
import { connectionOf, type Credential, findCredential } from './connections.ts';
import type { Context } from './context.ts';

/** A portal that can be spoken to, and the name of the connection as an archive will know it. */
export interface Reached {
  readonly portal: UploadingPortal;
  readonly connection: string;
  readonly userId: string;
  /** How fast it answers; the cloud's pace unless it is a portal of our own. */
  readonly pace: Pace;
  /** Which methods had to rest, for the time left. */
  readonly pauses: Pauses;
}

/** How a portal is opened. `bucket: 'none'` is for a portal of our own without limits. */
interface Wish {
  readonly bucket?: Bucket | 'none';
  readonly patience?: 'short';
}

/** One more try after a second: somebody waits for the answer, and nothing is at stake. */
const shortPatience = Object.fromEntries(
  Object.entries(retryPolicy).map(([effect, rules]) => [
    effect,
    Object.fromEntries(Object.keys(rules).map((kind) => [kind, { again: 1, firstDelayMs: 1000, mostDelayMs: 1000 }])),
  ]),
) as typeof retryPolicy;

/** What the wire says about waiting, as progress. */
function pausesFor({ watch }: Context, pauses: Pauses): OnEvent {
  return (event) => {
    pauses.note(event);
    if (event.is !== 'paused') return;
    const { untilMs, method, why } = event;
    watch({ type: 'pause', reason: why === 'bucket' ? 'limit' : 'budget', untilMs, method });
  };
}

/** The network as the context has it, or one of its own that is closed when `use` is through. */
export async function withTransport<Result>(
  context: Context,
  namedHosts: readonly string[],
  use: (transport: Transport) => Promise<Result>,
): Promise<Result> {
  if (context.transport !== undefined) return use(context.transport);
  const own = createTransport({ namedHosts });
  try {
    return await use(own);
  } finally {
    await own.close();
  }
}

/**
 * Opens a portal by its webhook or application for as long as `use` takes. Rejects with ConnectionError when the webhook is not one.
 */
export async function reachBy<Result>(
  context: Context,
  credential: Credential,
  use: (reached: Reached) => Promise<Result>,
  options: Wish = {},
): Promise<Result> {
  const { origin } = connectionOf(context, credential);
  return withTransport(context, [new URL(origin).hostname], async (transport) =>
    use(openPortal(context, credential, transport, options)),
  );
}

/** The same over a network that somebody else closes. */
export function openPortal(
  context: Context,
  credential: Credential,
  transport: Transport,
  options: Wish = {},
): Reached {
  const connection = connectionOf(context, credential);
  const { clock, random } = context;
  const { userId = '' } = connection.describe();
  const bucket = options.bucket ?? context.bucket;
  const pauses = new Pauses();
  const portal = connect({
    connection,
    transport,
    clock,
    random,
    onEvent: pausesFor(context, pauses),
    ...(bucket === undefined ? {} : { bucket }),
    ...(options.patience === 'short' ? { policy: shortPatience } : {}),
  });
  const pace = bucket === 'none' ? localPace : cloudPace;
  return { portal, connection: connectionOfUser(userId), userId, pace, pauses };
}

/** The same for the portal that was asked for, or for the only one that is known. */
export async function reach<Result>(
  context: Context,
  portal: string | undefined,
  use: (reached: Reached) => Promise<Result>,
  options: { readonly patience?: 'short' } = {},
): Promise<Result> {
  return reachBy(context, await findCredential(context, portal), use, options);
}
