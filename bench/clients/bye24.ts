// Reads all contacts through bye24's own wire; tells how many distinct ones came.
import { systemClock } from '../../src/base/clock.ts';
import { waitForDiskSideBySide } from '../../src/base/disk-threads.ts';
import { keepMemoryFlat } from '../../src/base/memory.ts';
import { textOf } from '../../src/base/json.ts';
import { connect } from '../../src/bitrix24/client.ts';
import { webhook } from '../../src/bitrix24/connection.ts';
import { createTransport } from '../../src/bitrix24/transport.ts';
import { contact } from '../../src/kinds/crm/contact.ts';
import { tell } from './tell.ts';

keepMemoryFlat();
waitForDiskSideBySide();
const connection = webhook(process.argv[2] ?? '');
const transport = createTransport({ namedHosts: [new URL(connection.origin).hostname] });
const portal = connect({ connection, transport, clock: systemClock, random: Math.random });
const ids = new Set<string>();
const { take } = contact;
if (take.how === 'list') {
  for await (const page of portal.list(take.request)) {
    for (const row of page.rows) ids.add(textOf(row['id']));
  }
}
tell(ids.size);
