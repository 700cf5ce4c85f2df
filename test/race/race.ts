import { type ChildProcess, fork } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { Archive } from '../../src/archive/archive.ts';
import { sealArchive } from '../../src/archive/seal.ts';
import type { RecordKey } from '../../src/archive/types.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import { systemClock } from '../../src/base/clock.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import { seeded } from '../../src/base/random.ts';
import { connect } from '../../src/bitrix24/client.ts';
import { webhook } from '../../src/bitrix24/connection.ts';
import { createTransport } from '../../src/bitrix24/transport.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import { writePlan } from '../../src/journey/plan/file.ts';
import { planEntries, startOf } from '../../src/journey/plan/plan.ts';
import { servePortal } from '../../src/portal/serve.ts';
import { readJournal, recordOf } from '../simulation/checker/journal.ts';
import { openCompany, WEBHOOK } from '../simulation/company.ts';
import { snapshotOf } from '../simulation/history.ts';
import { kindsOf } from '../simulation/kinds.ts';
import type { Said, Told } from './racer.ts';

/** What became of many races. */
export interface Raced {
  readonly races: number;
  readonly racers: number;
  /** Races that began with the lock of a process that is dead. */
  readonly overtaken: number;
  readonly faults: readonly string[];
}

const COMPANY = 3;
const MOST_RACERS = 4;
const kinds = kindsOf('crm');

/** A process that waits for its races. */
class Racer {
  readonly #child: ChildProcess;
  #hear: (said: Said) => void = () => {};

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (said: Said) => this.#hear(said));
    child.on('exit', () => this.#hear({ is: 'let go' }));
  }

  static async start(): Promise<Racer> {
    const racer = new Racer(
      fork(join(import.meta.dirname, 'racer.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
    );
    await racer.#heard();
    return racer;
  }

  #heard(): Promise<Said> {
    return new Promise((resolve) => {
      this.#hear = resolve;
    });
  }

  tell(told: Told): Promise<Said> {
    const heard = this.#heard();
    this.#child.send(told);
    return heard;
  }

  stop(): void {
    this.#child.kill();
  }
}

/** Lets two to four processes at a time start the same exit at once, `races` times. One of each race may win. */
export async function raceOften(races: number, tell: (done: number) => void = () => {}): Promise<Raced> {
  const folder = mkdtempSync(join(tmpdir(), 'bye24-race-'));
  const portal = { current: openCompany(COMPANY, systemClock) };
  const server = await servePortal({ ...portal.current, handle: (request) => portal.current.handle(request) });
  const address = `${server.url}/rest/${WEBHOOK.userId}/${WEBHOOK.code}/`;
  const racers = await Promise.all(Array.from({ length: MOST_RACERS }, () => Racer.start()));
  const faults: string[] = [];
  let [started, overtaken] = [0, 0];
  try {
    await takeHome(folder, address);
    for (let race = 1; race <= races; race++) {
      const place = join(folder, `race-${race}`);
      cpSync(join(folder, 'exit'), join(place, 'exit'), { recursive: true });
      cpSync(join(folder, 'archive'), join(place, 'archive'), { recursive: true });
      portal.current.close();
      portal.current = openCompany(COMPANY, systemClock);
      if (race % 2 === 0) {
        leaveDeadLock(place);
        overtaken += 1;
      }
      const running = racers.slice(0, 2 + (race % 3));
      started += running.length;
      const before = snapshotOf(portal.current).size;
      const said = await Promise.all(running.map((racer) => racer.tell({ race: place, address })));
      faults.push(
        ...wrongWith(said, place, before - snapshotOf(portal.current).size).map((what) => `race ${race}: ${what}`),
      );
      for (const [index, racer] of running.entries()) if (said[index]?.is === 'won') await racer.tell({ letGo: true });
      rmSync(place, { recursive: true, force: true });
      tell(race);
    }
    return { races, racers: started, overtaken, faults };
  } finally {
    for (const racer of racers) racer.stop();
    await server.close();
    portal.current.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The archive and the plan that every race begins with. */
async function takeHome(folder: string, address: string): Promise<void> {
  const transport = createTransport({ namedHosts: ['127.0.0.1'] });
  const connection = webhook(address);
  const portal = connect({ connection, transport, clock: systemClock, random: seeded(1), bucket: 'none' });
  const path = join(folder, 'archive');
  const archive = await Archive.create(path, { portal: portal.address, kinds, clock: systemClock });
  await exportPortal({ portal, archive, kinds, connection: 'user-1', clock: systemClock });
  const { root } = await sealArchive(archive);
  const sealed = await Archive.open(path, { mode: 'read', kinds });
  const verification = await Verification.of(sealed);
  const facts = {
    portal: portal.address,
    sealRoot: root,
    madeAtMs: systemClock.now(),
    kinds,
    ownerId: String(WEBHOOK.userId),
    administrators: [String(WEBHOOK.userId)],
    records: (kind: string) => verification.records(kind),
    record: (key: RecordKey) => verification.record(key),
    children: (key: RecordKey) => [...sealed.children(key)].map((child) => child.key),
  };
  const policy = { kinds: ['lead', 'deal', 'contact', 'company'], where: [], keep: [] };
  mkdirSync(join(folder, 'exit'));
  await writePlan(nodeDisk, join(folder, 'exit/plan.jsonl'), startOf(facts, policy), planEntries(facts, policy));
  await sealed.close();
}

/** The lock of a process that ended without a word: a number that no process can have. */
function leaveDeadLock(place: string): void {
  mkdirSync(join(place, 'exit/locks'), { recursive: true });
  const owner = { pid: 2 ** 30, host: hostname(), startedAtMs: 1, released: false };
  writeFileSync(join(place, 'exit/locks/1.lock'), JSON.stringify(owner));
}

function wrongWith(said: readonly Said[], place: string, gone: number): readonly string[] {
  const won = said.flatMap((each) => (each.is === 'won' ? [each.ended] : []));
  const locked = said.filter(({ is }) => is === 'locked').length;
  const journal = readJournal(readFileSync(join(place, 'exit/journal.jsonl'), 'utf8'));
  const intents = journal.lines.filter(({ event }) => event['type'] === 'intent').map(recordOf);
  return [
    ...journal.wrong,
    ...(won.length === 1 ? [] : [`${won.length} winners`]),
    ...(won.length + locked === said.length ? [] : ['somebody neither won nor was told that it is locked']),
    ...(won.every((ended) => ended === 'finished') ? [] : [`the winner ended as ${won.join(', ')}`]),
    ...(intents.length > 0 ? [] : ['nothing was done']),
    ...(intents.length === new Set(intents).size ? [] : ['a record has two intents']),
    ...(gone >= intents.length ? [] : [`${intents.length} intents, and ${gone} records went`]),
  ];
}
