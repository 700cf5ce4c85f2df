import type { Disk } from '../base/disk.ts';
import type { JsonObject } from '../base/json.ts';
import type { Database } from './database.ts';
import { ArchiveError } from './error.ts';
import { bodyOf, parseEvent } from './events.ts';
import { rowAt } from './intake.ts';
import { type Layout, segmentName } from './layout.ts';
import { memberAt } from './raw-reader.ts';

/** An earlier state of a record: read again from the raw answer that it came with. */
export interface Version {
  readonly row: JsonObject;
  readonly fingerprint: string;
  readonly seenAtMs: number;
}

/** Earlier states of a record, oldest first. Raw answers that can't be read: ARCHIVE_DAMAGED. */
export async function versionsOf(
  disk: Disk,
  layout: Layout,
  database: Database,
  place: { readonly kindCode: number; readonly id: string },
): Promise<readonly Version[]> {
  const rows = database.all(
    `SELECT v.place, v.fingerprint, p.pointer, a.answer, a.at, a.segment, a.offset
      FROM versions v JOIN pages p USING (page) JOIN answers a USING (answer)
      WHERE v.number = (SELECT number FROM records WHERE kind = ? AND id = ?) ORDER BY v.page`,
    place.kindCode,
    place.id,
  );
  const versions: Version[] = [];
  for (const row of rows) {
    const at = { segment: Number(row['segment']), offset: Number(row['offset']) };
    const lines = (await memberAt(disk, layout, at))?.trimEnd().split('\n') ?? [];
    const event = lines.map(parseEvent).find((each) => each.type === 'answer' && each.answer === Number(row['answer']));
    const pointer = JSON.parse(String(row['pointer'])) as readonly string[];
    const found = event?.type === 'answer' ? rowAt(bodyOf(event), pointer, Number(row['place'])) : undefined;
    if (found === undefined)
      throw new ArchiveError('ARCHIVE_DAMAGED', { path: `data/raw/${segmentName(at.segment)}`, offset: at.offset });
    versions.push({
      row: found,
      fingerprint: Buffer.from(row['fingerprint'] as Uint8Array).toString('hex'),
      seenAtMs: Number(row['at']),
    });
  }
  return versions;
}
