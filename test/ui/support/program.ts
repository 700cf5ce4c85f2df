// The web app as a program of its own, at full speed against a portal on this computer: what a real portal's pace would make slow.
import { join } from 'node:path';

import { systemClock } from '../../../src/base/clock.ts';
import { nodeDisk } from '../../../src/base/disk.ts';
import { startApp } from '../../../src/server/start.ts';

const [folder = '', pages = ''] = process.argv.slice(2);
const server = await startApp({
  clock: systemClock,
  port: 0,
  pages,
  surroundings: {
    clock: systemClock,
    disk: nodeDisk,
    random: Math.random,
    language: 'ru',
    folder,
    settingsFolder: join(folder, 'home'),
    environment: {},
    bucket: 'none',
  },
});
process.stdout.write(`${JSON.stringify({ url: server.enter() })}\n`);
process.on('SIGTERM', () => {
  void server.close().then(() => process.exit(0));
});
