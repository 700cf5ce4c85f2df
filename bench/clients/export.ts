// Exports a portal's contacts into an archive, through all that a person's export goes through.
import { Archive } from '../../src/archive/archive.ts';
import { systemClock } from '../../src/base/clock.ts';
import { connect } from '../../src/bitrix24/client.ts';
import { webhook } from '../../src/bitrix24/connection.ts';
import { createTransport } from '../../src/bitrix24/transport.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import { kinds } from '../../src/kinds/index.ts';
import { tell } from './tell.ts';

const [, , url = '', path = '', pace = 'cloud', mode = 'create'] = process.argv;
const connection = webhook(url);
const transport = createTransport({ namedHosts: [new URL(connection.origin).hostname] });
const limits = pace === 'none' ? { bucket: 'none' as const } : {};
const portal = connect({ connection, transport, clock: systemClock, random: Math.random, ...limits });
const options = { portal: portal.address, kinds };
const archive =
  mode === 'create' ? await Archive.create(path, options) : await Archive.open(path, { ...options, mode: 'write' });
const report = await exportPortal({
  portal,
  archive,
  kinds,
  chosen: ['contact'],
  connection: 'bench',
  clock: systemClock,
  files: false,
});
await archive.close();
await transport.close();
const { seen = 0, state } = report.kinds.find(({ kind }) => kind === 'contact') ?? {};
if (state !== 'complete') console.error(JSON.stringify(report.missing));
tell(state === 'complete' ? seen : 0);
