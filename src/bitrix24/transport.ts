import { lookup as systemLookup } from 'node:dns';
import { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';

import { Agent, request as send } from 'undici';

import { isLoopback, isPrivateAddress } from './addresses.ts';
import type { HttpResponse, Transport } from './port.ts';

export interface TransportOptions {
  /** An extra certificate authority in PEM (a local portal's, a company's own), beside the usual ones. */
  readonly ca?: string;
  /**
   * Hosts that the user named, which may be on the local net (a box often is). Every other name must resolve to a
   * public address, and the connection is made to the very address that was judged.
   */
  readonly namedHosts?: readonly string[];
  readonly connections?: number;
}

export interface ClosableTransport extends Transport {
  /** Breaks whatever is still open: an answer that never comes, a body that nobody reads to its end. */
  close(): Promise<void>;
}

type Lookup = typeof systemLookup;

function guardedLookup(named: ReadonlySet<string>): Lookup {
  const guarded = (hostname: string, options: object, done: (...answer: readonly unknown[]) => void): void => {
    systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error);
      const allowed = named.has(hostname) ? addresses : addresses.filter(({ address }) => !isPrivateAddress(address));
      const [first] = allowed;
      if (first === undefined) {
        return done(Object.assign(new Error('the name leads to a private address'), { code: 'PRIVATE_ADDRESS' }));
      }
      if ((options as { readonly all?: boolean }).all === true) return done(null, allowed);
      done(null, first.address, first.family);
    });
  };
  return guarded as Lookup;
}

/** The real way out: HTTP/1.1 over verified TLS, no redirect followed, plain http to this computer only. */
export function createTransport(options: TransportOptions = {}): ClosableTransport {
  const named = new Set(options.namedHosts);
  const agent = new Agent({
    connections: options.connections ?? 32,
    headersTimeout: 80_000,
    bodyTimeout: 80_000,
    connect: {
      timeout: 15_000,
      rejectUnauthorized: true,
      lookup: guardedLookup(named),
      ...(options.ca === undefined ? {} : { ca: [...rootCertificates, options.ca] }),
    },
  });

  const transport: Transport = async ({ url, method, headers, body, pieces, signal }): Promise<HttpResponse> => {
    const { protocol, hostname } = new URL(url);
    const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
    const plainAway = protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname));
    // A literal address is never looked up, so it is judged here.
    const strayed = isPrivateAddress(bare) && !named.has(hostname) && !named.has(bare);
    if (plainAway || strayed) {
      throw Object.assign(new Error('this address is not spoken to'), { code: 'PRIVATE_ADDRESS' });
    }
    const response = await send(url, {
      method,
      headers,
      dispatcher: agent,
      ...(body === undefined ? {} : { body }),
      ...(pieces === undefined ? {} : { body: Readable.from(pieces, { objectMode: false }) }),
      ...(signal === undefined ? {} : { signal }),
    });
    // A body that nobody reads any more is torn off when the transport is closed.
    response.body.on('error', () => {});
    return { status: response.statusCode, headers: flat(response.headers), body: response.body };
  };
  return Object.assign(transport, { close: () => agent.destroy() });
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
