import type { ArchivedRecord } from '../../archive/types.ts';
import type { Kind } from '../../kinds/kind.ts';
import { type ExportContext, isOnTheWay, tallyOf } from './context.ts';
import { lookRows } from './look-rows.ts';

const recordsAtOnce = 50;

/**
 * Files that an earlier process did not come to, or that could not be fetched before. The archive's rows hold no live
 * addresses, so that those without a way to ask for one are looked at again on the portal first.
 */
export async function sweepFiles(context: ExportContext, kind: Kind): Promise<void> {
  const { downloads, archive } = context;
  if (downloads === undefined || kind.files === undefined) return;
  if (isOnTheWay(context, kind.id)) return;
  const seen = tallyOf(context, kind.id).ids;
  let some: ArchivedRecord[] = [];
  for (const record of archive.records(kind.id)) {
    // What this connection does not see, it can't fetch.
    if (!seen.has(record.key.id)) continue;
    if (record.vanishedAtMs !== undefined || downloads.wantedBy({ ...record, index: 0 }).length === 0) continue;
    some.push(record);
    if (some.length < recordsAtOnce) continue;
    await fetchFiles(context, kind, some);
    some = [];
  }
  if (some.length > 0) await fetchFiles(context, kind, some);
}

async function fetchFiles(context: ExportContext, kind: Kind, records: readonly ArchivedRecord[]): Promise<void> {
  const { downloads } = context;
  if (downloads === undefined) return;
  const bare = records.filter((record) => !downloads.canFetch({ ...record, index: 0 }));
  const { rows: live } = await lookRows(
    context.portal,
    kind,
    bare.map(({ key, row }) => ({ id: key.id, row })),
    context.signal,
  );
  // All of them together: addresses are asked for fifty a request.
  const wanted = records.flatMap((record) => {
    const row = live.get(record.key.id) ?? record.row;
    return downloads.wantedBy({ ...record, row, index: 0 });
  });
  await downloads.offer(wanted);
}
