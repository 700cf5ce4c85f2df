import { createHash } from 'node:crypto';

import { describe, expect, it, onTestFinished } from 'vitest';

import { systemClock } from '../../src/base/clock.ts';
import { isList, isObject, textOf } from '../../src/base/json.ts';
import { seeded } from '../../src/base/random.ts';
import { type ConnectedPortal, connect } from '../../src/bitrix24/client.ts';
import { webhook } from '../../src/bitrix24/connection.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import type { HttpRequest, Transport, UploadRequest } from '../../src/bitrix24/port.ts';
import { createTransport } from '../../src/bitrix24/transport.ts';
import { administratorWebhook } from '../../src/portal/company/index.ts';
import { createNewPortal } from '../../src/portal/company/new.ts';
import { servePortal } from '../../src/portal/serve.ts';
import { SimClock } from './sim-clock.ts';

const piece = Buffer.alloc(1 << 18, 'Ж');
async function* pieces(count: number): AsyncGenerator<Uint8Array, void, void> {
  for (let index = 0; index < count; index += 1) yield await Promise.resolve(piece);
}

function portalAt(transport: Transport): ConnectedPortal {
  const connection = webhook('https://acme.bitrix24.test/rest/1/secretcode12/');
  return connect({ connection, transport, clock: new SimClock(), random: seeded(1) });
}

const request = (url: string): UploadRequest => ({
  url,
  field: 'file',
  name: 'a.bin',
  sizeBytes: piece.length,
  chunks: () => pieces(1),
});

async function failureOf(work: Promise<unknown>): Promise<PortalError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PortalError)) throw new TypeError('no PortalError');
  return error;
}

const hashOf = async (chunks: AsyncIterable<Uint8Array>): Promise<string> => {
  const sum = createHash('sha512');
  for await (const chunk of chunks) sum.update(chunk);
  return sum.digest('hex');
};

describe('a file that is sent to an address which the portal gave', () => {
  it('arrives over a real socket, in pieces, byte for byte, under its name', async () => {
    const local = createNewPortal({ webhooks: [administratorWebhook] });
    const server = await servePortal(local);
    const transport = createTransport({ namedHosts: ['127.0.0.1'] });
    onTestFinished(async () => {
      await transport.close();
      await server.close();
      local.close();
    });
    const { userId, code } = administratorWebhook;
    const connection = webhook(`${server.url}/rest/${userId}/${code}/`);
    const portal = connect({ connection, transport, clock: systemClock, random: seeded(1), bucket: 'none' });
    const { result: drives } = await portal.call({ method: 'disk.storage.getlist', params: { filter: { ENTITY_TYPE: 'common' } } }); // prettier-ignore
    const [drive] = isList(drives) ? drives.filter(isObject) : [];
    const { result: asked } = await portal.call({ method: 'disk.folder.uploadfile', params: { id: Number(drive?.['ROOT_OBJECT_ID']) } }); // prettier-ignore
    const url = isObject(asked) ? textOf(asked['uploadUrl']) : '';
    const count = 80;
    const { result: made } = await portal.upload({ url, field: 'file', name: 'Видео «№ 1».mp4', sizeBytes: piece.length * count, chunks: () => pieces(count) }); // prettier-ignore
    expect(made).toMatchObject({ NAME: 'Видео «№ 1».mp4', SIZE: String(piece.length * count) });
    const taken = createHash('sha512');
    const sink = { write: (bytes: Uint8Array) => Promise.resolve(void taken.update(bytes)), restart: () => Promise.reject(new Error('again')) }; // prettier-ignore
    await portal.download({ url: isObject(made) ? textOf(made['DOWNLOAD_URL']) : '' }, sink);
    expect(taken.digest('hex')).toBe(await hashOf(pieces(count)));
  }, 60_000);

  it('goes to the portal alone (I12): another host is not spoken to', async () => {
    const asked: HttpRequest[] = [];
    const portal = portalAt((each) => {
      asked.push(each);
      return Promise.reject(new Error('not to be asked'));
    });
    for (const url of [
      'https://evil.example/upload/?token=t',
      'http://acme.bitrix24.test/upload/',
      'https://u:p@acme.bitrix24.test/',
    ]) {
      expect((await failureOf(portal.upload(request(url)))).kind).toBe('untrusted');
    }
    expect(asked).toEqual([]);
  });

  it('is given up when nothing moves, and nobody knows what became of it; the address is told to nobody (I11)', async () => {
    const hangs = portalAt(({ signal }) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('over'))))); // prettier-ignore
    const cut = portalAt(() =>
      Promise.reject(Object.assign(new Error('https://acme/?token=t0ken'), { code: 'ECONNRESET' })),
    );
    for (const portal of [hangs, cut]) {
      const error = await failureOf(
        portal.upload(request('https://acme.bitrix24.test/rest/1/secretcode12/upload/?token=t0ken')),
      );
      expect(error.outcomeUnknown).toBe(true);
      expect(JSON.stringify([error.message, error.detail])).not.toMatch(/t0ken|secretcode/u);
    }
  });
});
