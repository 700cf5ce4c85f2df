import { archive } from './archive.ts';
import { box } from './box.ts';
import { commands } from './commands.ts';
import { connection } from './connection.ts';
import { desktop } from './desktop.ts';
import { exporting } from './export.ts';
import { formats } from './formats.ts';
import { journey } from './journey.ts';
import { leaving } from './leaving.ts';
import { portal } from './portal.ts';
import { server } from './server.ts';

/** What each error tells, by its code. A folder that raises errors has a file here. */
export const errors = {
  ...portal,
  ...connection,
  ...archive,
  ...exporting,
  ...journey,
  ...leaving,
  ...box,
  ...desktop,
  ...formats,
  ...commands,
  ...server,
};
