import type { Disk } from '../../base/disk.ts';
import type { Database } from '../database.ts';
import { type Layout, segmentName } from '../layout.ts';
import { bodyOf, parseLine } from './raw-line.ts';
import { rawLines } from './raw-lines.ts';

/**
 * The text of an answer, read again; undefined when it is not to be found. The database's word for its place is only a
 * hint; where it is wrong the whole segment is looked through.
 */
export async function recall(
  disk: Disk,
  layout: Layout,
  database: Database,
  answer: number,
): Promise<string | undefined> {
  const place = database.get('SELECT segment, offset FROM answers WHERE answer = ?', answer);
  if (place === undefined) return undefined;
  const name = segmentName(Number(place['segment']));
  for (const from of [Number(place['offset']), 0]) {
    for await (const line of rawLines(disk, layout, name, () => {}, from)) {
      if (typeof line !== 'string') break;
      if (!line.startsWith(`{"type":"answer","answer":${answer},`)) continue;
      const found = parseLine(line);
      if (found?.type === 'answer') return bodyOf(found);
    }
  }
  return undefined;
}
