import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Archive } from '../../../src/archive/archive.ts';
import type { Json } from '../../../src/base/json.ts';
import { kinds } from '../../../src/kinds/index.ts';
import type { Kind } from '../../../src/kinds/kind.ts';
import { pageOf, tickingClock } from '../../support/archive.ts';

/** Scripts in the forms that get past careless pages; each sets a mark, or asks a host that must never hear of it. */
export const payloads = [
  '<script>globalThis.hacked=1</script>',
  '"><img src=x onerror="globalThis.hacked=1">',
  '<svg/onload=globalThis.hacked=1>',
  "'-globalThis.hacked=1-'",
  '<a href="javascript:globalThis.hacked=1">x</a>',
  'javascript:globalThis.hacked=1//',
  '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=globalThis.hacked=1&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=globalThis.hacked=1>">',
  '[url=javascript:globalThis.hacked=1]x[/url][img]https://evil.example/p.png[/img]',
  '<img src="https://evil.example/p.png"><link rel=stylesheet href="https://evil.example/s.css">',
  '<form action="https://evil.example/"><button autofocus onfocus=globalThis.hacked=1>',
  '{{constructor.constructor("globalThis.hacked=1")()}}',
] as const;

/** Rows of a kind whose every declared field holds a payload; one row for each payload. */
function rowsOf(kind: Kind): readonly Readonly<Record<string, Json>>[] {
  const fields = new Set(kind.columns.map(({ field }) => field.replace(/[[.].*$/u, '')));
  return payloads.map((payload, index) => {
    const row: Record<string, Json> = Object.fromEntries([...fields].map((field) => [field, payload]));
    if (typeof kind.key === 'string') row[kind.key] = String(index + 1);
    return row;
  });
}

/** An archive where every text field of every kind that has a plain key is hostile, and so are its files. */
export async function hostileArchive(): Promise<{ readonly folder: string; readonly kinds: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'bye24-hostile-'));
  const path = join(folder, 'acme.bitrix24.ru.bye24');
  const archive = await Archive.create(path, { portal: 'acme.bitrix24.ru', kinds, clock: tickingClock() });
  const { writer } = archive;
  await writer.beginRun({ connection: 'admin' });
  const plain = kinds.filter(({ key }) => typeof key === 'string');
  for (const kind of plain) await writer.addPage(pageOf(kind, rowsOf(kind)));
  const page = `<!doctype html><body>page<script>parent.hacked=1</script>${payloads.join('')}`;
  const owner = { kind: 'disk-file', id: '1' };
  const blob = await writer.putBlob([Buffer.from(page)]);
  await writer.addFile({
    owner,
    slot: 'content',
    fileId: '1',
    name: `${payloads[1]}.html`,
    contentType: 'text/html',
    blob,
  });
  await writer.finishRun('complete');
  await archive.close();
  return { folder, kinds: plain.map(({ id }) => id) };
}
