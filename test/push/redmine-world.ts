import { spawn } from 'node:child_process';
import {
  cpSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { needs } from '../../scripts/needs.ts';
import { freePort } from '../formats/support/radicale.ts';

const installed = '/usr/share/redmine';
const lock = '/var/lib/redmine/Gemfile.lock';

/** A Redmine of its own on a free port: Debian's code, a copy of the database that Debian's installation made. */
export interface RunningRedmine {
  readonly url: string;
  /** Of the administrator. */
  readonly key: string;
  /** Its database: what a witness beside the REST API sees. */
  rows(sql: string): readonly Readonly<Record<string, unknown>>[];
  write(sql: string): void;
  /** Gone with it. */
  readonly folder: string;
  stop(): void;
}

export async function startRedmine(puma: string): Promise<RunningRedmine> {
  const home = mkdtempSync(join(tmpdir(), 'bye24-redmine-'));
  const database = join(home, 'redmine.sqlite');
  const own = join(home, 'instances', 'default');
  for (const each of ['config', 'files', 'log', 'tmp/cache', 'public']) {
    mkdirSync(join(own, each), { recursive: true });
  }
  for (const each of ['app', 'lib', 'db', 'public']) symlinkSync(join(installed, each), join(home, each));
  cpSync(join(installed, 'config'), join(home, 'config'), {
    recursive: true,
    filter: (from) => !from.endsWith('database.yml'),
  });
  // Nothing is loaded before it is asked for: half the time to start.
  writeFileSync(
    join(home, 'config/environments/production.rb'),
    'Rails.application.configure { config.cache_classes = true; config.eager_load = false; config.active_support.deprecation = :silence }\n',
  );
  copyFileSync(join(installed, 'config.ru'), join(home, 'config.ru'));
  copyFileSync(lock, join(home, 'Gemfile.lock'));
  writeFileSync(
    join(home, 'Gemfile'),
    readFileSync(join(installed, 'Gemfile'), 'utf8').replaceAll(`${installed}/`, `${home}/`),
  );
  writeFileSync(join(own, 'config/database.yml'), `production:\n  adapter: sqlite3\n  database: ${database}\n`);
  writeFileSync(join(own, 'config/secret_key.txt'), 'ab'.repeat(32));
  copyFileSync(needs.redmine.file, database);
  const key = setUp(database);
  const port = await freePort();
  const server = spawn(puma, ['-e', 'production', '-t', '1:1', '-b', `tcp://127.0.0.1:${port}`, 'config.ru'], {
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      BUNDLER_VERSION: /BUNDLED WITH\s+(?<version>\S+)/u.exec(readFileSync(lock, 'utf8'))?.groups?.['version'],
      BUNDLE_GEMFILE: join(home, 'Gemfile'),
      RAILS_ENV: 'production',
      LANG: 'C.UTF-8',
    },
  });
  await new Promise<void>((resolve, reject) => {
    let log = '';
    const heard = (text: Buffer): void => {
      log += text.toString();
      if (log.includes('Use Ctrl-C to stop')) resolve();
    };
    server.stdout.on('data', heard);
    server.stderr.on('data', heard);
    server.once('exit', () => reject(new Error(log)));
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    key,
    rows(sql) {
      const witness = new DatabaseSync(database, { readOnly: true });
      try {
        return witness.prepare(sql).all();
      } finally {
        witness.close();
      }
    },
    write(sql) {
      const open = new DatabaseSync(database);
      open.exec(sql);
      open.close();
    },
    folder: home,
    stop() {
      server.removeAllListeners('exit');
      server.kill('SIGKILL');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** What an administrator switches on before the push: REST, Markdown, parents that keep their own dates. */
function setUp(path: string): string {
  const database = new DatabaseSync(path);
  const key = '0123456789abcdef'.repeat(3).slice(0, 40);
  const set = database.prepare("INSERT INTO settings (name, value, updated_on) VALUES (?, ?, '2026-01-01')");
  for (const [name, value] of [
    ['rest_api_enabled', '1'],
    ['text_formatting', 'common_mark'],
    ['parent_issue_dates', 'independent'],
    ['parent_issue_priority', 'independent'],
  ] as const) {
    set.run(name, value);
  }
  database
    .prepare(
      "INSERT INTO tokens (user_id, action, value, created_on, updated_on) VALUES (1, 'api', ?, '2026-01-01', '2026-01-01')",
    )
    .run(key);
  database.exec('UPDATE users SET must_change_passwd = 0 WHERE id = 1');
  database.close();
  return key;
}
