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

/** Fields that kinds without a plain key make their keys of. */
const keyFields = ['ID', 'id', 'USER_ID', 'FIELD_ID', 'STATUS_ID', 'PROPERTY', 'ENTITY_TYPE_ID', 'entityTypeId'];

/** Rows of a kind whose every declared field holds a payload; one row for each payload. */
function rowsOf(kind: Kind): readonly Readonly<Record<string, Json>>[] {
  const texts = kind.texts?.map(({ field }) => field) ?? [];
  const fields = new Set(
    [...kind.columns.map(({ field }) => field), ...texts].map((field) => field.replace(/[[.].*$/u, '')),
  );
  const keys = typeof kind.key === 'string' ? [kind.key] : keyFields;
  return payloads.map((payload, index) => ({
    ...Object.fromEntries([...fields].map((field) => [field, payload])),
    ...Object.fromEntries(keys.map((field) => [field, String(index + 1)])),
  }));
}

export interface HostileKind {
  readonly kind: string;
  /** One of its records. */
  readonly id: string;
}

/** An archive where every text field of every kind is hostile, and so are its files. */
export async function hostileArchive(): Promise<{ readonly folder: string; readonly kinds: readonly HostileKind[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'bye24-hostile-'));
  const path = join(folder, 'acme.bitrix24.ru.bye24');
  const archive = await Archive.create(path, { portal: 'acme.bitrix24.ru', kinds, clock: tickingClock() });
  const { writer } = archive;
  await writer.beginRun({ connection: 'admin' });
  for (const kind of kinds) {
    // Whatever is listed below another record is below the first one of its kind.
    const parent =
      'parent' in kind.take && typeof kind.take.parent === 'string' ? { kind: kind.take.parent, id: '1' } : undefined;
    await writer.addPage(pageOf(kind, rowsOf(kind), parent === undefined ? {} : { parent }));
  }
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
  const made = kinds.flatMap(({ id: kind }) => [...archive.records(kind)].slice(-1).map(({ key }) => key));
  await archive.close();
  return { folder, kinds: made };
}
