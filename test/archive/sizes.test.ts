import { expect, it } from 'vitest';

import { choiceOf } from '../../src/journey/plan/match.ts';
import { parsePolicy, timeOf } from '../../src/journey/plan/policy.ts';
import { contactRow, emptyArchive, pageOf, sampleKind, sampleKinds, companyRow } from '../support/archive.ts';

it('counts what days choose as a plan does: a record that tells no time is not among them', async () => {
  const made = await emptyArchive();
  const { archive } = made;
  const { writer } = archive;
  await writer.beginRun({ connection: 'admin' });
  const days = ['2024-01-01', '2024-06-30', '2025-03-15', '2026-11-01'];
  const rows = days.flatMap((made, one) =>
    days.slice(one).map((changed, other) =>
      contactRow(one * 10 + other + 1, {
        DATE_CREATE: `${made}T12:00:00+03:00`,
        DATE_MODIFY: `${changed}T00:00:00+00:00`,
      }),
    ),
  );
  await writer.addPage(pageOf(sampleKind('contact'), rows));
  await writer.addPage(pageOf(sampleKind('company'), [companyRow(1)]));
  await writer.finishRun('complete');
  for (const changed of [undefined, '2024-06-30', '2024-07-01', '2027-01-01']) {
    for (const created of [undefined, '2024-01-01', '2025-03-16']) {
      const where = [
        ...(changed === undefined ? [] : [`changed<${changed}`]),
        ...(created === undefined ? [] : [`created<${created}`]),
      ];
      const choice = choiceOf(parsePolicy({ kinds: 'all', where }, sampleKinds));
      const sizes = archive.sizesBefore({
        ...(changed === undefined ? {} : { changedMs: timeOf(changed) }),
        ...(created === undefined ? {} : { createdMs: timeOf(created) }),
      });
      for (const { id } of sampleKinds) {
        const chosen = [...archive.records(id)].filter((record) => choice.matches(record)).length;
        expect(sizes.get(id) ?? 0, `${id} ${where.join(' and ')}`).toBe(chosen);
      }
    }
  }
  await archive.close();
  await made.remove();
});
