import { afterEach, describe, expect, it } from 'vitest';

import { at, textOf, type JsonObject } from '../../src/base/json.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import type { Sink } from '../../src/bitrix24/port.ts';
import { exportPortal, type ExportOptions } from '../../src/journey/export/export.ts';
import type { FileSource, Kind } from '../../src/kinds/kind.ts';
import { emptyArchive, tickingClock } from '../support/archive.ts';
import { kindOf, listOf } from './kinds.ts';
import { MemoryPortal, rowsOf } from './memory-portal.ts';

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(removals.splice(0).map((remove) => remove()));
});

const plain: FileSource = {
  slot: 'content',
  files: (row) => [
    {
      fileId: textOf(row['FILE']),
      name: textOf(row['NAME']),
      ...(row['URL'] === undefined ? {} : { url: textOf(row['URL']) }),
      ...(typeof row['SIZE'] === 'number' ? { sizeBytes: row['SIZE'] } : {}),
    },
  ],
};
const refresh: NonNullable<FileSource['refresh']> = {
  call: ({ id }) => ({ method: 'file.get', params: { id } }),
  read: (result) => {
    const name = textOf(at(result, ['NAME']));
    const size = textOf(at(result, ['SIZE']));
    return {
      url: textOf(at(result, ['DOWNLOAD_URL'])),
      ...(name === '' ? {} : { name }),
      ...(size === '' ? {} : { sizeBytes: Number(size) }),
    };
  },
};

const fileKind = (source: FileSource): Kind =>
  kindOf(
    'file',
    { how: 'list', request: listOf('file.list') },
    { files: [source], path: ({ id }) => `/disk/file/${id}/` },
  );

async function run(
  rows: readonly JsonObject[],
  source: FileSource,
  portal: MemoryPortal,
  change: Partial<ExportOptions> = {},
) {
  const kinds = [fileKind(source)];
  portal.methods.set('file.list', () => rows);
  const made = await emptyArchive({ kinds });
  removals.push(async () => {
    await made.archive.close();
    await made.remove();
  });
  const clock = tickingClock();
  const again = () => exportPortal({ portal, archive: made.archive, kinds, connection: 'admin', clock, ...change });
  return { report: await again(), archive: made.archive, again };
}

const numbered = (index: number) => ({ FILE: String(index), URL: `/${index}` });

describe('files of records', () => {
  it('come home with their bytes, an empty one as an empty one', async () => {
    const portal = new MemoryPortal({});
    portal.bytes.set('/a', Buffer.from('договор'));
    portal.bytes.set('/b', Buffer.from(''));
    const rows = rowsOf('f', 2, (index) => ({ FILE: String(index + 10), URL: index === 0 ? '/a' : '/b' }));
    const { report, archive } = await run(rows, plain, portal);
    expect(report).toMatchObject({ state: 'complete', files: { count: 2, bytes: 14 } });
    const [first, second] = [...archive.files()];
    expect(first).toMatchObject({ fileId: '10', name: 'f 1', blob: { sizeBytes: 14 } });
    expect(second).toMatchObject({ fileId: '11', blob: { sizeBytes: 0 } });
  });

  it('that rows give no address for are asked for, 50 a request, and named by that answer', async () => {
    const portal = new MemoryPortal({
      'file.get': ({ id }) => ({
        value: { DOWNLOAD_URL: `/bytes/${textOf(id)}`, NAME: `name ${textOf(id)}`, SIZE: '3' },
      }),
    });
    for (let id = 1; id <= 120; id++) portal.bytes.set(`/bytes/${id}`, Buffer.from('abc'));
    const rows = rowsOf('f', 120, (index) => ({ FILE: String(index) }));
    const { report, archive } = await run(rows, { ...plain, refresh }, portal);
    expect(report).toMatchObject({ state: 'complete', files: { count: 120, bytes: 360 } });
    expect([...archive.files({ kind: 'file', id: '7' })]).toMatchObject([{ name: 'name 7', sizeBytes: 3 }]);
  });

  it('whose token has expired are fetched by a fresh address', async () => {
    const portal = new MemoryPortal({ 'file.get': () => ({ value: { DOWNLOAD_URL: '/new' } }) });
    portal.bytes.set('/new', Buffer.from('abc'));
    const { report } = await run(
      rowsOf('f', 1, () => ({ FILE: '1', URL: '/expired' })),
      { ...plain, refresh },
      portal,
    );
    expect(report).toMatchObject({ state: 'complete', files: { count: 1 } });
    expect(portal.calls.filter((method) => method === 'file.get')).toHaveLength(1);
  });

  it('that only a logged-in person gets are named with the address where they are (I9, rule 10: SlackLogViewer keeps a link that dies)', async () => {
    const portal = new MemoryPortal({});
    portal.download = () => Promise.reject(new PortalError('badDownload', { method: 'download', status: 200 }));
    const rows = rowsOf('f', 1, () => ({ FILE: '1', URL: '/company/lists/37/file/0/6651/' }));
    const { report, archive } = await run(rows, plain, portal);
    expect(report.missing).toMatchObject([
      { what: 'file', code: 'EXPORT_FILE_SESSION_ONLY', count: 1, examples: ['1'] },
    ]);
    const [file] = [...archive.files()];
    expect(file?.blob).toBeUndefined();
    expect(file?.missing?.message).toContain('https://acme.bitrix24.ru/company/lists/37/file/0/6651/');
    // The record itself is whole.
    expect(report.kinds).toMatchObject([{ kind: 'file', state: 'complete', kept: 1 }]);
  });

  it('of any size stream through: memory holds a piece, not the file', async () => {
    const portal = new MemoryPortal({});
    const piece = new Uint8Array(1 << 16).fill(7);
    const pieces = 3200;
    let most = 0;
    portal.download = async (_request, sink: Sink) => {
      for (let sent = 0; sent < pieces; sent++) {
        await sink.write(piece);
        if (sent % 200 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers);
      }
      return { sizeBytes: piece.length * pieces, contentType: 'video/quicktime' };
    };
    const before = process.memoryUsage().arrayBuffers;
    const rows = rowsOf('f', 1, () => ({ FILE: '1', URL: '/big', SIZE: piece.length * pieces }));
    const { report } = await run(rows, plain, portal);
    expect(report.files).toEqual({ count: 1, bytes: 209_715_200 });
    expect(most - before).toBeLessThan(50_000_000);
  }, 60_000);

  it('are fetched several at once, but not more than allowed, in count and in bytes', async () => {
    const portal = new MemoryPortal({});
    let running = 0;
    let most = 0;
    portal.download = async (_request, sink: Sink) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      await sink.write(Buffer.from('abc'));
      running--;
      return { sizeBytes: 3, contentType: '' };
    };
    await run(rowsOf('f', 30, numbered), plain, portal);
    expect(most).toBe(4);
    most = 0;
    const large = (index: number) => ({ ...numbered(index), SIZE: 200_000_000 });
    await run(rowsOf('f', 10, large), plain, portal);
    expect(most).toBe(1);
  });

  it('are given up together when the portal closes the door, and taken up later', async () => {
    const portal = new MemoryPortal({});
    const rows = rowsOf('f', 60, numbered);
    for (let index = 0; index < 60; index++) portal.bytes.set(`/${index}`, Buffer.from(`bytes ${index}`));
    const honest = portal.download.bind(portal);
    let left = 20;
    portal.download = (request, sink) =>
      left-- > 0 ? honest(request, sink) : Promise.reject(new PortalError('badCredential', { method: 'download' }));
    const kinds = [fileKind(plain)];
    portal.methods.set('file.list', () => rows);
    const made = await emptyArchive({ kinds });
    removals.push(async () => {
      await made.archive.close();
      await made.remove();
    });
    const options = { portal, archive: made.archive, kinds, connection: 'admin', clock: tickingClock() };
    await expect(exportPortal(options)).rejects.toMatchObject({ kind: 'badCredential' });
    left = Infinity;
    const report = await exportPortal(options);
    expect(report).toMatchObject({ state: 'complete', resumed: true });
    expect([...made.archive.files()].filter(({ blob }) => blob !== undefined)).toHaveLength(60);
    expect(report.files.count).toBeGreaterThanOrEqual(40);
  });
});
