import { afterEach, describe, expect, it } from 'vitest';

import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import { kindById, kinds } from '../../src/kinds/index.ts';
import { administratorWebhook } from '../../src/portal/company/index.ts';
import { loadArchive } from '../../src/portal/load/load.ts';
import { createPortal } from '../../src/portal/portal.ts';
import { connectTo, reach } from '../export/local.ts';
import { emptyArchive } from '../support/archive.ts';

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(removals.splice(0).map((remove) => remove()));
});

async function emptyOne(): Promise<Awaited<ReturnType<typeof emptyArchive>>['archive']> {
  const made = await emptyArchive({ kinds });
  removals.push(async () => {
    await made.archive.close();
    await made.remove();
  });
  return made.archive;
}

describe('a portal loaded from an archive', () => {
  it('answers for every record as the archived portal did', async () => {
    const { portal, clock } = reach({ size: 300 });
    const first = await emptyOne();
    await exportPortal({ portal, archive: first, kinds, connection: 'user-1', clock, files: false });

    const local = createPortal({ clock, webhooks: [administratorWebhook] });
    const { loaded, without } = loadArchive(local.core, first, { administrators: [1] });
    const second = await emptyOne();
    const again = connectTo(local, clock, administratorWebhook);
    await exportPortal({ portal: again, archive: second, kinds, connection: 'user-1', clock, files: false });

    const wrong = new Map<string, string>();
    for (const name of Object.keys(loaded)) {
      const kind = kindById(name);
      if (kind === undefined) continue;
      for (const { key, row } of first.records(name)) {
        const copy = second.record(key)?.row;
        if (copy !== undefined && fingerprintOf(kind, copy) === fingerprintOf(kind, row)) continue;
        const fields = [...new Set([...Object.keys(row), ...Object.keys(copy ?? {})])].filter(
          (field) =>
            !(kind.volatile ?? []).includes(field) && JSON.stringify(row[field]) !== JSON.stringify(copy?.[field]),
        );
        wrong.set(name, `${key.id}: ${copy === undefined ? 'absent' : fields.join(' ')}`);
      }
    }
    expect(Object.fromEntries(wrong)).toEqual({});
    expect(without).toEqual([]);
    // Values of list fields come with their fields.
    expect(first.kinds().filter((kind) => !(kind in loaded))).toEqual(['custom-field-value']);
  }, 60_000);
});
