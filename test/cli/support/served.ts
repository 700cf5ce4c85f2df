import { join } from 'node:path';

import { expect, onTestFinished } from 'vitest';

import { administratorWebhook, createSamplePortal } from '../../../src/portal/company/index.ts';
import { servePortal } from '../../../src/portal/serve.ts';
import { bye24, emptyFolder, type StartOptions } from './bye24.ts';

export interface Served {
  readonly webhook: string;
  readonly address: string;
}

type Company = NonNullable<Parameters<typeof createSamplePortal>[0]>;

/** A small company behind a socket, with whatever goes wrong; spoken to by `who`, an administrator unless told. */
export async function served(
  options: Company = {},
  who: { readonly userId: number; readonly code: string } = administratorWebhook,
): Promise<Served> {
  const portal = createSamplePortal({ seed: 3, size: 120, bigFileBytes: 1000, ...options });
  const server = await servePortal(portal);
  onTestFinished(async () => {
    await server.close();
    portal.close();
  });
  return { webhook: `${server.url}/rest/${who.userId}/${who.code}/`, address: new URL(server.url).host };
}

export function archiveName({ address }: Served): string {
  return `${address.replace(':', '-')}.bye24`;
}

export function withWebhook(webhook: string, folder = emptyFolder()): Required<Omit<StartOptions, 'input'>> {
  return { folder, environment: { BYE24_WEBHOOK: webhook } };
}

export interface Exported extends Served {
  readonly folder: string;
  readonly archive: string;
}

/** An archive of a small company, exported for real. */
export async function exported(options: Company = {}, kinds = 'department,funnel'): Promise<Exported> {
  const portal = await served(options);
  const run = withWebhook(portal.webhook);
  const { code, stderr } = await bye24(['export', '--kinds', kinds], run);
  expect(stderr).not.toContain('✗');
  expect([0, 3]).toContain(code);
  return { ...portal, folder: run.folder, archive: join(run.folder, archiveName(portal)) };
}
