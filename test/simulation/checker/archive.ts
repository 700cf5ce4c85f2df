import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What an archive keeps, read from its raw answers and blobs by a reader of the checker's own. */
/** A version of a record as JSON text, and when the portal showed it. */
export interface KeptVersion {
  readonly json: string;
  readonly atMs: number;
}

export interface Kept {
  /** Raw files that could not be read. */
  readonly unreadable: readonly string[];
  /** Every version of each record, the last one last; by `contact 5`. */
  readonly records: ReadonlyMap<string, readonly KeptVersion[]>;
  /** Hashes of the bytes that lie among the files, computed anew. */
  readonly blobs: ReadonlySet<string>;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads the raw log and the files of an archive. */
export function readArchive(folder: string): Kept {
  const records = new Map<string, KeptVersion[]>();
  const raw = join(folder, 'data/raw');
  const bodies = new Map<number, Answered>();
  const unreadable: string[] = [];
  for (const name of existsSync(raw) ? readdirSync(raw).toSorted() : []) {
    const text = unpacked(join(raw, name));
    if (text === undefined) unreadable.push(name);
    if (text === undefined) continue;
    for (const line of text.trimEnd().split('\n')) {
      const event = JSON.parse(line) as Fields;
      if (event['type'] === 'answer') {
        bodies.set(Number(event['answer']), { body: event['body'], atMs: Number(event['at']) });
      }
      if (event['type'] === 'page') takePage(event, bodies, records);
    }
  }
  const blobs = new Set<string>();
  const files = join(folder, 'data/files');
  for (const entry of existsSync(files) ? readdirSync(files, { recursive: true, withFileTypes: true }) : []) {
    if (!entry.isFile()) continue;
    blobs.add(
      createHash('sha512')
        .update(readFileSync(join(entry.parentPath, entry.name)))
        .digest('hex'),
    );
  }
  return { unreadable, records, blobs };
}

function unpacked(path: string): string | undefined {
  try {
    return gunzipSync(readFileSync(path)).toString('utf8');
  } catch {
    return undefined;
  }
}

interface Answered {
  body: unknown;
  readonly atMs: number;
}

function takePage(event: Fields, bodies: Map<number, Answered>, records: Map<string, KeptVersion[]>): void {
  const answer = bodies.get(Number(event['answer']));
  if (answer === undefined) return;
  if (typeof answer.body === 'string') answer.body = JSON.parse(answer.body);
  let rows: unknown = answer.body;
  for (const key of event['pointer'] as readonly string[]) rows = (rows as Fields)[key];
  for (const [place, kind, id] of event['rows'] as readonly (readonly [number, string, string])[]) {
    const row = Array.isArray(rows) ? (rows[place] as unknown) : among(rows as Fields, place);
    const name = `${kind} ${id}`;
    const version = { json: JSON.stringify(row ?? null), atMs: answer.atMs };
    records.set(name, [...(records.get(name) ?? []), version]);
  }
}

/** A list of one record may come as that record, and a list may come as an object of its rows. */
function among(rows: Fields, place: number): unknown {
  const values = Object.values(rows);
  const isList =
    values.length > 0 && values.every((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
  return isList ? values[place] : rows;
}
