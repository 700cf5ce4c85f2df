import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { blobPath } from '../archive/layout.ts';
import type { Blob, RecordKey } from '../archive/types.ts';
import { Bye24Error } from '../base/error.ts';
import { kindById } from '../kinds/index.ts';
import {
  administratorWebhook,
  createDatasetPortal,
  createSamplePortal,
  sampleApplication,
} from '../portal/company/index.ts';
import { createNewPortal } from '../portal/company/new.ts';
import { type Fault, faultsFile } from '../portal/faults.ts';
import { type Limits, limitsOf } from '../portal/limits.ts';
import { loadArchive } from '../portal/load/load.ts';
import { createPortal, type LocalPortal, type PortalOptions } from '../portal/portal.ts';
import { administratorsTable } from '../portal/core.ts';
import { servePortal } from '../portal/serve.ts';
import type { AppSpec } from '../portal/access.ts';
import { isArchive, withArchive } from './archives.ts';
import { defaultOAuthPort } from './connect-oauth.ts';
import type { Context, Done } from './context.ts';
import { fromFile } from './from-file.ts';
import type { ServedArchive } from './notice.ts';
import type { InputOf } from './parameter.ts';
import { ownerOf } from './plan.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['portalServe']['parameters']>;

export interface ServeResult {
  readonly type: 'served';
  readonly url: string;
}

function limitsFor({ limits, latencyMs, listCostMs, operatingLimitS }: Input): Limits {
  return {
    ...limitsOf[limits ?? 'cloud'],
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(listCostMs === undefined ? {} : { listCostMs }),
    ...(operatingLimitS === undefined ? {} : { operatingSeconds: operatingLimitS }),
  };
}

/** `1/secret` as the webhook of user 1. Raises VALUE_WRONG. */
function webhookOf(text: string): { readonly userId: number; readonly code: string } {
  const [, userId, code] = /^(\d+)\/([A-Za-z0-9_-]+)$/u.exec(text) ?? [];
  if (userId === undefined || code === undefined) {
    throw new Bye24Error('VALUE_WRONG', {
      command: 'portal serve',
      parameter: '--webhook',
      value: text,
      expected: 'ID/SECRET',
    });
  }
  return { userId: Number(userId), code };
}

/** `local.1/secret` as an application. Raises VALUE_WRONG. */
function appOf(text: string): AppSpec {
  const [, clientId, clientSecret] = /^([\w.-]+)\/([\w.-]+)$/u.exec(text) ?? [];
  if (clientId === undefined || clientSecret === undefined) {
    throw new Bye24Error('VALUE_WRONG', {
      command: 'portal serve',
      parameter: '--app',
      value: text,
      expected: 'ID/SECRET',
    });
  }
  return { clientId, clientSecret, redirectUrl: `http://127.0.0.1:${defaultOAuthPort}/` };
}

function faultsFrom(context: Context, path: string): Promise<readonly Fault[]> {
  return fromFile(context, path, (text) => faultsFile.parse(JSON.parse(text)));
}

interface Made {
  readonly portal: LocalPortal;
  /** What of an archive is not there; undefined for other data. */
  readonly lacks?: ServedArchive;
  /** Another one than that of the sample company's administrator. */
  readonly webhook?: { readonly userId: number; readonly code: string };
  /** What only an application is given is there. */
  readonly app?: AppSpec;
}

/**
 * The portal of an archive: its records, and its files with the archived bytes. The webhook is of the person through whose
 * connection the archive was taken: chats and mail are shown to their own people only.
 */
async function portalOfArchive(context: Context, path: string, options: PortalOptions): Promise<Made> {
  return withArchive(context, path, 'read', async (archive) => {
    const { userId: first, code } = administratorWebhook;
    const userId = Number(ownerOf(archive)) || first;
    const webhook = { userId, code };
    const { apps: [own] = [] } = options;
    const app = own ?? sampleApplication;
    const portal = createPortal({ ...options, webhooks: [webhook, ...(options.webhooks ?? [])], apps: [app] });
    const { layout } = archive.place;
    const contents = {
      files: (owner: RecordKey) => archive.files(owner),
      pathOf: ({ sha512 }: Blob) => blobPath(layout, sha512),
    };
    const administrators = [...new Set([first, userId])];
    const { loaded, without, filesMissing } = loadArchive(portal.core, archive, {
      administrators,
      application: app.clientId,
      contents,
    });
    const records = Object.values(loaded).reduce((sum, count) => sum + count, 0);
    const needsApp = Object.keys(loaded).some((kind) => kindById(kind)?.byApplication === true);
    return { portal, webhook, ...(needsApp ? { app } : {}), lacks: { records, without, filesMissing } };
  });
}

/** The portal that was asked for, with its data. */
async function portalFor(context: Context, input: Input): Promise<Made> {
  const { data = 'generated', size, seed, webhook, scopes, app, without, faults } = input;
  const options: PortalOptions = {
    limits: limitsFor(input),
    webhooks: webhook === undefined ? [] : [webhookOf(webhook)],
    apps: app === undefined ? [] : [appOf(app)],
    ...(scopes === undefined || scopes.length === 0 ? {} : { scopes }),
    ...(without === undefined ? {} : { without }),
    faults: faults === undefined ? [] : await faultsFrom(context, faults),
  };
  if (data === 'generated') {
    const portal = createSamplePortal({
      ...options,
      ...(size === undefined ? {} : { size }),
      ...(seed === undefined ? {} : { seed }),
    });
    return { portal, app: sampleApplication };
  }
  if (data === 'new') {
    return { portal: createNewPortal({ ...options, webhooks: [administratorWebhook, ...(options.webhooks ?? [])] }) };
  }
  if (data === 'empty') {
    return { portal: createPortal({ ...options, webhooks: [administratorWebhook, ...(options.webhooks ?? [])] }) };
  }
  const path = resolve(context.folder, data);
  if (await isArchive(context, path)) return portalOfArchive(context, path, options);
  return { portal: await fromFile(context, data, (text) => createDatasetPortal(text, options)) };
}

/** The certificate authority in a file, for clients that must trust it. */
async function keepAuthority({ disk, folder }: Context, pem: string, dir: string | undefined): Promise<string> {
  const place = dir === undefined ? await mkdtemp(join(tmpdir(), 'bye24-portal-')) : resolve(folder, dir);
  await disk.makeFolder(place);
  const path = join(place, 'bye24-ca.pem');
  await disk.replace(path, pem);
  return path;
}

async function serve(portal: LocalPortal, { port, tlsPort }: Input): ReturnType<typeof servePortal> {
  try {
    return await servePortal(portal, {
      ...(port === undefined ? {} : { port }),
      ...(tlsPort === undefined ? {} : { tlsPort }),
    });
  } catch (error) {
    const { code, port: taken } = error as NodeJS.ErrnoException & { readonly port?: number };
    if (code === 'EADDRINUSE')
      throw new Bye24Error('PORT_TAKEN', { port: String(taken ?? port ?? '') }, { cause: error });
    throw error;
  }
}

/** Serves a local portal until it is told to stop; says `ready` once it answers. */
export async function run(context: Context, input: Input): Promise<Done<ServeResult>> {
  const { portal, lacks, app: sample, webhook = administratorWebhook } = await portalFor(context, input);
  try {
    const server = await serve(portal, input);
    const { url, tlsUrl, ca } = server;
    const own = input.webhook ?? `${webhook.userId}/${webhook.code}`;
    const tls =
      tlsUrl === undefined || ca === undefined ? {} : { tlsUrl, ca: await keepAuthority(context, ca, input.dir) };
    const app = input.app ?? (sample === undefined ? undefined : `${sample.clientId}/${sample.clientSecret}`);
    const [userId = ''] = own.split('/');
    const isAdministrator = portal.core.store.table(administratorsTable).has(Number(userId));
    const whose = isAdministrator ? {} : { webhookOf: userId };
    const ready = { type: 'ready', url, webhook: `${url}/rest/${own}/`, ...whose, ...tls, ...lacks } as const;
    context.tell(app === undefined ? ready : { ...ready, app });
    await new Promise<void>((stop) => {
      context.signal.addEventListener('abort', () => stop(), { once: true });
    });
    await server.close();
    return { ending: 'whole', result: { type: 'served', url } };
  } finally {
    portal.close();
  }
}
