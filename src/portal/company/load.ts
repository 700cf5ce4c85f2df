import { textOf } from '../../base/json.ts';
import { administratorsTable, type PortalCore } from '../core.ts';
import { tables, versionsTable } from '../tables.ts';
import type { FileContent } from './contents.ts';
import { putCrm } from './load-crm.ts';
import type { Made } from './made.ts';
import { administratorId } from './people.ts';

const perTransaction = 5000;

function addBlob(core: PortalCore, content: FileContent): { readonly blob: number; readonly sizeBytes: number } {
  return content.how === 'bytes'
    ? { blob: core.blobs.add(content.bytes), sizeBytes: content.bytes.byteLength }
    : { blob: core.blobs.addMade(content.sizeBytes, content.seed), sizeBytes: content.sizeBytes };
}

/** A file with its versions: `FILE_ID` and `SIZE` are those of the last one. */
function putFile(core: PortalCore, made: Made): void {
  let last: { readonly blob: number; readonly sizeBytes: number } | undefined;
  for (const { row, content } of made.versions ?? []) {
    last = addBlob(core, content);
    const version = { ...row, SIZE: String(last.sizeBytes), BLOB: last.blob };
    core.store.table(versionsTable).put(Number(row['ID']), version);
  }
  if (last === undefined) throw new TypeError('a file without a version');
  const row = { ...made.row, FILE_ID: String(last.blob), SIZE: String(last.sizeBytes) };
  core.store.table(tables.diskObject).put(Number(made.row['ID']), row);
}

function put(core: PortalCore, made: Made): void {
  if (made.versions !== undefined) return putFile(core, made);
  if (putCrm(core, made)) return;
  const { family, key, content } = made;
  const table = core.store.table(tables[family]);
  const more = Object.entries(made.contents ?? {}).map(([name, each]) => [name, addBlob(core, each).blob] as const);
  const row = { ...made.row, ...Object.fromEntries(more) };
  if (content !== undefined) {
    const { blob, sizeBytes } = addBlob(core, content);
    table.put(key ?? Number(row['id']), { ...row, _blob: blob, _size: sizeBytes });
  } else if (key !== undefined) table.put(key, row);
  else if (family === 'groupMember') table.add(() => row);
  else if (family === 'workflow') table.put(textOf(row['ID']), row);
  else table.put(Number(row['ID'] ?? row['id']), row);
}

/**
 * Puts a company into a portal and makes its first user the administrator. Returns how many records went in.
 * `progress` is told the count now and then.
 */
export function loadCompany(core: PortalCore, rows: Iterable<Made>, progress?: (count: number) => void): number {
  let count = 0;
  let waiting: Made[] = [];
  const flush = (): void => {
    core.store.transaction(() => {
      for (const made of waiting) put(core, made);
    });
    count += waiting.length;
    waiting = [];
    progress?.(count);
  };
  for (const made of rows) {
    waiting.push(made);
    if (waiting.length >= perTransaction) flush();
  }
  flush();
  core.store.table(administratorsTable).put(administratorId, {});
  return count;
}
