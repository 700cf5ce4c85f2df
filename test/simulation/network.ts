import type { Random } from '../../src/base/random.ts';
import type { HttpRequest, HttpResponse, Transport } from '../../src/bitrix24/port.ts';
import type { LocalPortal } from '../../src/portal/portal.ts';
import { activeAdministrators, changesOf, difference, type History, type Snapshot, snapshotOf } from './history.ts';

/** What may befall one request on its way. `lost`: nobody on this side can tell whether it was carried out. */
export const FAULTS = [
  'refused',
  'cutBefore',
  'cutDuring',
  'cutAfter',
  'limited',
  'serverErrorBefore',
  'serverErrorAfter',
  'html',
  'htmlAfter',
  'truncated',
  'hangs',
  'hangsAfter',
] as const;
export type NetworkFault = (typeof FAULTS)[number];

const LOGIN_PAGE = '<!DOCTYPE html><html><head><title>Авторизация</title></head><body><form></form></body></html>';

/** What the network reads and tells while requests pass. */
export interface NetworkOptions {
  readonly local: () => LocalPortal;
  readonly history: History;
  readonly now: () => number;
  readonly stage: () => string;
  readonly seal: () => string | undefined;
  readonly journal: () => string;
  readonly forbidden: () => string | undefined;
  /** The fault of this request; called once for each. May kill the process. */
  readonly fault: (path: string) => NetworkFault | undefined;
  /** The request has been carried out; its answer is not yet heard. May kill the process. */
  readonly arrived: () => void;
  /** Between two requests others work on the portal. */
  readonly meddle: () => void;
  readonly isDead: () => boolean;
  readonly random: Random;
}

/** The wire between the journey and a portal in this process, with faults on it and a witness beside it. */
export class Network {
  readonly #options: NetworkOptions;
  #before: Snapshot | undefined;
  /** Requests that anybody tried to send, whether or not they arrived. */
  heard = 0;
  /** One request at a time reaches the portal, so that what changes is known to be its doing. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  /** Somebody else changed the portal: what comes next is measured from here. */
  forget(): void {
    this.#before = undefined;
  }

  readonly transport: Transport = async (request) => {
    const { history, fault, isDead } = this.#options;
    const url = new URL(request.url);
    this.heard += 1;
    history.hosts.add(url.host);
    if (isDead()) throw cut('ECONNABORTED');
    const path = url.pathname.replace(/^\/rest\/(?:api\/)?\d+\/[^/]+\//u, '');
    const what = fault(path);
    switch (what) {
      case 'refused':
        throw cut('ECONNREFUSED');
      case 'cutBefore':
        throw cut('ECONNRESET');
      case 'hangs':
        return hang(request);
      case 'limited':
        return json(503, { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' });
      case 'serverErrorBefore':
        return json(500, { error: 'INTERNAL_SERVER_ERROR', error_description: 'Internal server error' });
      case 'html':
        return answer(200, LOGIN_PAGE, { 'content-type': 'text/html; charset=UTF-8' });
      case undefined:
      case 'cutDuring':
      case 'cutAfter':
      case 'serverErrorAfter':
      case 'htmlAfter':
      case 'truncated':
      case 'hangsAfter':
    }
    if (isDead()) throw cut('ECONNABORTED');
    const before = this.#turn;
    const by = Number(/^\/rest\/(?:api\/)?(\d+)\//u.exec(url.pathname)?.[1] ?? 0);
    const mine = before.then(() => this.#execute(request, path, by));
    this.#turn = mine.catch(() => undefined);
    const response = await mine;
    if (isDead()) throw cut('ECONNABORTED');
    return spoiled(response, what, request);
  };

  async #execute(request: HttpRequest, path: string, by: number): Promise<HttpResponse> {
    const { local, history, now, stage, seal, journal, forbidden, meddle, arrived, isDead } = this.#options;
    if (isDead()) throw cut('ECONNABORTED');
    meddle();
    const portal = local();
    this.#before ??= snapshotOf(portal);
    const changes = changesOf(portal);
    const durable = journal();
    const response = await portal.handle(request);
    const { body } = response;
    const bytes = body instanceof Uint8Array ? body : await whole(body);
    const entry = { sequence: history.next(), atMs: now(), stage: stage(), by, path, forbidden: forbidden() };
    if (changesOf(portal) === changes) {
      const nothing = { removed: [], changed: [], appeared: [], journal: undefined, seal: undefined };
      history.executed.push({ ...entry, ...nothing, activeAdministrators: -1 });
    } else {
      const after = snapshotOf(portal);
      const delta = difference(this.#before, after);
      this.#before = after;
      history.executed.push({
        ...entry,
        ...delta,
        journal: durable,
        seal: seal(),
        activeAdministrators: activeAdministrators(portal),
      });
    }
    arrived();
    return { status: response.status, headers: response.headers, body: one(bytes) };
  }
}

async function spoiled(
  response: HttpResponse,
  what: NetworkFault | undefined,
  request: HttpRequest,
): Promise<HttpResponse> {
  switch (what) {
    case 'cutAfter':
      throw cut('ECONNRESET');
    case 'cutDuring':
      return { ...response, body: broken(await whole(response.body)) };
    case 'serverErrorAfter':
      return answer(502, '<html><body>502 Bad Gateway</body></html>', { 'content-type': 'text/html' });
    case 'htmlAfter':
      return answer(200, LOGIN_PAGE, { 'content-type': 'text/html; charset=UTF-8' });
    case 'truncated': {
      const bytes = await whole(response.body);
      return { ...response, body: one(bytes.subarray(0, Math.floor(bytes.length * 0.7))) };
    }
    case 'hangsAfter':
      return hang(request);
    default:
      return response;
  }
}

/** Never answers; the client's patience ends it. */
function hang(request: HttpRequest): Promise<never> {
  return new Promise((_, reject) => {
    request.signal?.addEventListener('abort', () => reject(cut('ECONNRESET')), { once: true });
  });
}

function cut(code: string): Error {
  return Object.assign(new Error('the connection broke'), { code });
}

function json(status: number, value: object): HttpResponse {
  return answer(status, JSON.stringify(value), { 'content-type': 'application/json; charset=utf-8' });
}

function answer(status: number, text: string, headers: Readonly<Record<string, string>>): HttpResponse {
  return { status, headers, body: one(Buffer.from(text)) };
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  yield bytes;
}

async function* broken(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  yield bytes.subarray(0, bytes.length >> 1);
  throw cut('ECONNRESET');
}

async function whole(body: AsyncIterable<Uint8Array> | Uint8Array): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
