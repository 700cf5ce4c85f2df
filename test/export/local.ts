import { seeded } from '../../src/base/random.ts';
import { type ConnectedPortal, connect } from '../../src/bitrix24/client.ts';
import { webhook } from '../../src/bitrix24/connection.ts';
import type { HttpRequest, HttpResponse, Transport } from '../../src/bitrix24/port.ts';
import { administratorWebhook, createSamplePortal } from '../../src/portal/company/index.ts';
import type { LocalPortal } from '../../src/portal/portal.ts';
import { SimClock } from '../wire/sim-clock.ts';

export const host = 'acme.bitrix24.test';

/** The local portal as a transport: no socket between. `seen` gets every request, `before` may refuse one. */
export function transportTo(local: LocalPortal, before: (request: HttpRequest) => void = () => undefined): Transport {
  return async (request): Promise<HttpResponse> => {
    request.signal?.throwIfAborted();
    before(request);
    const { pieces, ...rest } = request;
    const { status, headers, body } = await local.handle(pieces === undefined ? rest : { ...rest, body: pieces });
    return { status, headers, body: body instanceof Uint8Array ? one(body) : body };
  };
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  yield bytes;
}

export interface Reached {
  readonly local: LocalPortal;
  readonly portal: ConnectedPortal;
  readonly clock: SimClock;
}

type SampleOptions = NonNullable<Parameters<typeof createSamplePortal>[0]>;

/** A sample company on a portal in this process, and a connection to it. */
export function reach(
  options: SampleOptions = {},
  who: { readonly userId: number; readonly code: string } = administratorWebhook,
  before?: (request: HttpRequest) => void,
): Reached {
  const clock = new SimClock(Date.parse('2026-03-02T09:00:00+03:00'));
  const local = createSamplePortal({ seed: 7, size: 300, bigFileBytes: 300_000, clock, ...options });
  return { local, clock, portal: connectTo(local, clock, who, before) };
}

/** One more connection to the same portal. */
export function connectTo(
  local: LocalPortal,
  clock: SimClock,
  who: { readonly userId: number; readonly code: string },
  before?: (request: HttpRequest) => void,
): ConnectedPortal {
  const connection = webhook(`https://${host}/rest/${who.userId}/${who.code}/`);
  return connect({ connection, transport: transportTo(local, before), clock, random: seeded(1) });
}
