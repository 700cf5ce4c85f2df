import type { Codes } from './codes.ts';
import { type Database, KIND_SHIFT } from './database.ts';
import type { DerivedEvent, EventOf } from './events.ts';
import type { RawPlace } from './raw-writer.ts';

/** The part of an event that is no record: runs, answers, files, what is missing, counts, cursors. */
export function deriveBookkeeping(database: Database, codes: Codes, event: DerivedEvent, place: RawPlace): void {
  switch (event.type) {
    case 'run':
      database.run(
        "INSERT INTO runs (run, connection, portal, startedAt, state) VALUES (?, ?, ?, ?, 'running')",
        event.run,
        event.connection,
        event.portal,
        event.at,
      );
      return;
    case 'kind':
      database.run(
        'UPDATE kinds SET volatile = ? WHERE code = ?',
        JSON.stringify(event.volatile),
        codes.kind(event.kind),
      );
      return;
    case 'answer':
      database.run(
        'INSERT INTO answers (answer, run, method, at, segment, offset) VALUES (?, ?, ?, ?, ?, ?)',
        event.answer,
        event.run,
        event.method,
        event.at,
        place.segment,
        place.offset,
      );
      return;
    case 'file':
      deriveFile(database, codes, event);
      return;
    case 'missing':
      database.run(
        'INSERT OR REPLACE INTO missing (kind, id, what, code, message, run) VALUES (?, ?, ?, ?, ?, ?)',
        codes.kind(event.kind),
        event.id ?? '',
        event.what,
        event.code,
        event.message,
        event.run,
      );
      return;
    case 'count':
      database.run(
        'INSERT OR REPLACE INTO counts (kind, connection, portal, seen, kept, state, run) VALUES (?, ?, ?, ?, ?, ?, ?)',
        codes.kind(event.kind),
        codes.connection(connectionOf(database, event.run)),
        event.portal ?? null,
        event.seen,
        event.kept,
        event.state,
        event.run,
      );
      return;
    case 'cursor':
      if (event.value === null) database.run('DELETE FROM cursors WHERE name = ?', event.name);
      else database.run('INSERT OR REPLACE INTO cursors (name, value) VALUES (?, ?)', event.name, event.value);
      return;
    case 'finish':
      deriveFinish(database, codes, event);
      return;
    default:
  }
}

function connectionOf(database: Database, run: number): string {
  return String(database.get('SELECT connection FROM runs WHERE run = ?', run)?.['connection']);
}

function deriveFile(database: Database, codes: Codes, event: EventOf<'file'>): void {
  const kind = codes.kind(event.kind);
  const key = [kind, event.id, event.slot, event.fileId] as const;
  const kept = database.get('SELECT sha512 FROM files WHERE kind = ? AND id = ? AND slot = ? AND fileId = ?', ...key);
  // Bytes that came home once are not given up because a later export could not fetch them again.
  if (event.blob === undefined && typeof kept?.['sha512'] === 'string') return;
  database.run(
    `INSERT OR REPLACE INTO files (kind, id, slot, fileId, name, sizeBytes, contentType, sha512, blobBytes, missingCode,
      missingMessage) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...key,
    event.name,
    event.sizeBytes ?? null,
    event.contentType ?? null,
    event.blob?.sha512 ?? null,
    event.blob?.sizeBytes ?? null,
    event.missing?.code ?? null,
    event.missing?.message ?? null,
  );
}

/**
 * What a finished run says about what it did not see. A record of a kind that came whole is no longer present to that
 * connection; it has vanished when it is present to none. What is missing is told anew by each run of a connection.
 */
function deriveFinish(database: Database, codes: Codes, event: EventOf<'finish'>): void {
  database.run('UPDATE runs SET finishedAt = ?, state = ? WHERE run = ?', event.at, event.state, event.run);
  const connection = connectionOf(database, event.run);
  const code = codes.connection(connection);
  const whole = database.all("SELECT kind FROM counts WHERE run = ? AND state = 'complete'", event.run);
  for (const { kind } of whole) {
    const [from, to] = [Number(kind) * KIND_SHIFT, (Number(kind) + 1) * KIND_SHIFT];
    const sets = database.all(
      'SELECT DISTINCT present FROM sightings WHERE number >= ? AND number < ? AND seenRun <> ?',
      from,
      to,
      event.run,
    );
    for (const { present } of sets) {
      const rest = codes.setWithout(Number(present), code);
      if (rest === Number(present)) continue;
      database.run(
        'UPDATE sightings SET present = ? WHERE number >= ? AND number < ? AND seenRun <> ? AND present = ?',
        rest,
        from,
        to,
        event.run,
        Number(present),
      );
    }
    database.run(
      'UPDATE sightings SET vanishedAt = ? WHERE number >= ? AND number < ? AND present = 0 AND vanishedAt IS NULL',
      event.at,
      from,
      to,
    );
  }
  database.run(
    'DELETE FROM missing WHERE run IN (SELECT run FROM runs WHERE connection = ? AND run < ?)',
    connection,
    event.run,
  );
}
