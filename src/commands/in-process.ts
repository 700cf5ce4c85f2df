import type { Transport } from '../bitrix24/port.ts';
import type { LocalPortal } from '../portal/portal.ts';

async function* chunks(body: Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  if (body instanceof Uint8Array) yield body;
  else yield* body;
}

/** A local portal as the network: requests reach it in this process, and no socket is ever opened. */
export function inProcess(portal: Pick<LocalPortal, 'handle'>): Transport {
  return async ({ method, url, headers, body, pieces }) => {
    const sent = body ?? pieces;
    const answer = await portal.handle({ method, url, headers, ...(sent === undefined ? {} : { body: sent }) });
    return { status: answer.status, headers: answer.headers, body: chunks(answer.body) };
  };
}
