import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { type Disk, nodeDisk } from '../../src/base/disk.ts';
import { wordsFor } from '../../src/cli/failure.ts';
import { asFault } from '../../src/cli/fault.ts';
import { administratorWebhook } from '../../src/portal/company/index.ts';
import { en } from '../../src/texts/en/index.ts';
import { ru } from '../../src/texts/ru/index.ts';
import { answered, type Seen, User, webhookOf } from '../support/user.ts';
import { SimClock } from '../wire/sim-clock.ts';
import { bye24 } from './support/bye24.ts';

type Company = ConstructorParameters<typeof User>[0];

/** A small company is enough to go wrong. */
function person(options: Company = {}, who?: ConstructorParameters<typeof User>[1]): User {
  return new User({ size: 60, ...options }, who);
}

/** One who has brought a few kinds home already. */
async function exported(kinds = 'department,funnel'): Promise<User> {
  const user = person();
  expect((await user.types(`export --kinds ${kinds}`)).code).toBe(0);
  return user;
}

/** What happened, whether anything is lost, what to do: each in words, and never a stack. */
function expectWords({ text, last }: Seen, code: string): void {
  expect([last['code'], text]).toEqual([code, expect.stringContaining(code)]);
  expect(text).not.toMatch(/\n\s+at \S+:\d|UNEXPECTED/u);
  for (const part of ['happened', 'lost', 'todo']) expect(String(last[part]).length).toBeGreaterThan(5);
}

const connections = (user: User): string => join(user.folder, 'home', 'connections.json');

describe('a webhook that', () => {
  it.each([
    ['https://acme.bitrix24.test/company/personal/', 'CONNECTION_NOT_A_WEBHOOK'],
    ['not an address', 'CONNECTION_NOT_A_URL'],
    ['http://acme.bitrix24.test/rest/1/administrator1/', 'CONNECTION_NOT_HTTPS'],
    ['https://acme.bitrix24.test/rest/1/administrat0r1/', 'PORTAL_BAD_CREDENTIAL'],
  ])('is mistyped (%s) is refused with 12, and not kept', async (webhook, code) => {
    const user = person();
    user.webhook = webhook;
    const seen = await user.types('connect');
    expect(seen.code).toBe(12);
    expectWords(seen, code);
    expect(seen.text).not.toContain('administrat0r1');
    if (code !== 'PORTAL_BAD_CREDENTIAL') expect(user.requests).toBe(0);
    expect(existsSync(connections(user))).toBe(false);
  });

  it('was revoked in mid-export is refused with 12; with a new one the same command goes on', async () => {
    const user = person();
    const { userId, code } = administratorWebhook;
    let told = 0;
    user.watching = (progress) => {
      if (progress.type === 'kind' && progress.stage === 'export' && (told += 1) === 3) {
        user.portal.access.revokeWebhook(userId, code);
      }
    };
    const kinds = 'department,lead,contact,company,deal,activity';
    const refused = await user.types(`export --kinds ${kinds}`);
    expect(refused.code).toBe(12);
    expectWords(refused, 'PORTAL_BAD_CREDENTIAL');
    user.portal.access.addWebhook({ userId, code: 'a-new-one' });
    user.webhook = webhookOf({ userId, code: 'a-new-one' });
    const { code: ended, last } = await user.types(`export --kinds ${kinds}`);
    expect([ended, last['resumed'], last['state']]).toEqual([0, true, 'complete']);
    expect((await user.types('verify')).code).toBe(0);
  });

  it('was revoked in mid-apply ends it, says why and what to do; with a new one the same command goes on', async () => {
    const user = await exported('activity,timeline-note,elapsed-time');
    for (const line of ['seal', 'plan --kinds activity,timeline-note,elapsed-time', 'rehearse']) await user.types(line);
    const { userId, code } = administratorWebhook;
    user.answer = (question) => {
      if (question.about === 'goOn') user.portal.access.revokeWebhook(userId, code);
      return answered(question);
    };
    const stopped = await user.types('apply');
    expect(stopped.code).toBe(1);
    for (const words of [
      'does not accept this webhook',
      'bye24 connect',
      'PORTAL_BAD_CREDENTIAL',
      'Next: bye24 apply',
    ]) {
      expect(stopped.text).toContain(words);
    }
    user.portal.access.addWebhook({ userId, code });
    expect((await user.types('apply')).last).toMatchObject({ ended: 'finished' });
    expect((await user.types('prove')).last).toMatchObject({ exceptions: [] });
  });

  it('is of another portal than was named is refused with 12', async () => {
    const seen = await person().types('connect other.bitrix24.ru');
    expect(seen.code).toBe(12);
    expectWords(seen, 'WEBHOOK_OF_OTHER_PORTAL');
  });

  it('is good is kept in a file that only its owner can read (I11)', async () => {
    const user = person();
    const { code, text } = await user.types('connect');
    expect(code).toBe(0);
    expect(text).toContain('acme.bitrix24.test');
    expect(text).not.toContain(administratorWebhook.code);
    expect(statSync(connections(user)).mode & 0o777).toBe(0o600);
    user.webhook = '';
    expect((await user.types('doctor')).code).toBe(0);
  });

  it('lacks permissions is told what each costs; an export takes what it may, ends with 3 and names the rest', async () => {
    const narrow = { userId: 1, code: 'narrow1', scopes: ['crm', 'user'] };
    const user = person({ webhooks: [narrow] }, narrow);
    user.language = 'ru';
    const doctor = await user.types('doctor');
    for (const word of ['`task`', 'Задачи', '`disk`', 'Файлы']) expect(doctor.text).toContain(word);
    expect(doctor.text).not.toContain('`crm`');
    const { code, last, text } = await user.types('export --kinds lead,task');
    expect([code, last['state']]).toEqual([3, 'incomplete']);
    expect(JSON.stringify(last)).toContain('EXPORT_NO_SCOPE');
    expect(text).toContain('Задачи');
    expect((await user.types('verify')).code).toBe(0);
  });
});

describe('a portal that', () => {
  it('has another time than this computer is told by doctor, and by how much', async () => {
    const user = person({ clock: new SimClock(Date.parse('2026-11-02T09:10:00+03:00')) });
    const { code, last, text } = await user.types('doctor');
    expect([code, last['warnings']]).toEqual([0, expect.arrayContaining(['clockSkewed'])]);
    expect(text).toMatch(/clocks differ by 10m/u);
    expect((await person().types('doctor')).text).toContain('The clocks agree');
  });

  const text = 'REST API is available only on commercial plans';
  it.each([
    ['answers with a web page', { do: 'html' }, 'PORTAL_NOT_JSON'],
    ['cuts its JSON', { do: 'truncate', keepBytes: 20 }, 'PORTAL_NOT_JSON'],
    ['has lost REST with its plan', { do: 'refuse', code: 'ACCESS_DENIED', text }, 'PORTAL_PLAN_WITHOUT_REST'],
    ['fails', { do: 'status', status: 500 }, 'PORTAL_SERVER_ERROR'],
  ] as const)('%s ends with 1 and says so', async (_title, what, code) => {
    const user = person({ faults: [{ what }] });
    const seen = await user.types('export');
    expect(seen.code).toBe(1);
    expectWords(seen, code);
  });

  it.each([
    ['answers with a web page', { do: 'html' }],
    ['cuts its JSON', { do: 'truncate', keepBytes: 500 }],
  ] as const)('%s for a while in mid-export loses nothing', async (_title, what) => {
    const user = person({ faults: [{ method: 'batch', nth: 4, times: 2, what }] });
    const kinds = 'department,lead,contact,company,deal,activity';
    const { code, last } = await user.types(`export --kinds ${kinds}`);
    expect([code, last['state']]).toEqual([0, 'complete']);
    expect((await user.types('verify')).code).toBe(0);
  });

  it('is not there ends with 1', async () => {
    const user = person();
    user.before = () => {
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    };
    const seen = await user.types('doctor');
    expect(seen.code).toBe(1);
    expectWords(seen, 'PORTAL_UNREACHABLE');
  });
});

describe('an archive that', () => {
  it('is not there ends with 10', async () => {
    const user = person();
    for (const line of ['open', 'verify', 'seal', 'plan --kinds all', 'search x', 'prove']) {
      const seen = await user.types(line);
      expect([line, seen.code]).toEqual([line, 10]);
      expectWords(seen, 'ARCHIVE_ABSENT');
    }
  });

  it('another process writes to ends with 11', async () => {
    const user = await exported();
    const holder = { pid: process.pid, host: hostname(), started: '', at: new Date().toISOString() };
    writeFileSync(join(user.archive, 'lock'), JSON.stringify(holder));
    const seen = await user.types('export');
    expect(seen.code).toBe(11);
    expectWords(seen, 'ARCHIVE_LOCKED');
    expect(seen.text).toContain(String(process.pid));
  });

  it('is damaged fails verify with 1 and can not be planned on', async () => {
    const user = await exported();
    expect((await user.types('seal')).code).toBe(0);
    const raw = join(user.archive, 'data', 'raw');
    const [segment = ''] = readdirSync(raw);
    const bytes = readFileSync(join(raw, segment));
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 0xff;
    writeFileSync(join(raw, segment), bytes);
    const verified = await user.types('verify');
    expect(verified.code).toBe(1);
    expect(verified.text).toContain(segment);
    const seen = await user.types('plan --kinds all');
    expect(seen.code).toBe(1);
    expectWords(seen, 'ARCHIVE_DAMAGED');
  });

  it('is of another portal is not exported into (5), and keeps its seal', async () => {
    const user = await exported();
    await user.types('seal');
    user.webhook = user.webhook.replace('acme', 'other');
    const seen = await user.types(['export', '--archive', user.archive]);
    expect(seen.code).toBe(5);
    expectWords(seen, 'ARCHIVE_FOREIGN');
    expect((await user.types('verify')).last).toMatchObject({ sealed: true, damageCount: 0 });
  });
});

describe('a plan that', () => {
  it('is not bound to a seal can not be made (5)', async () => {
    const seen = await (await exported()).types('plan --kinds all');
    expect(seen.code).toBe(5);
    expectWords(seen, 'ARCHIVE_UNSEALED');
  });

  it('was edited or is stale is refused with 4, a wrong hash and a wrong address with 5, and nothing is sent', async () => {
    const user = await exported();
    await user.types('seal');
    const { last: planned } = await user.types('plan --kinds department');
    const sha256 = String(planned['sha256']);
    await user.types('rehearse');
    const refused = async (portal: string, hash: string, code: string, exitCode: number): Promise<void> => {
      const seen = await user.types(`apply --portal ${portal} --plan-sha256 ${hash}`);
      expect([seen.code, seen.last['code']]).toEqual([exitCode, code]);
      expectWords(seen, code);
    };
    await refused('acme.bitrix24.test', 'abcdefabcdef', 'GUARD_REFUSED', 5);
    await refused('other.bitrix24.ru', sha256, 'GUARD_REFUSED', 5);
    const path = join(user.archive, 'exit', 'plan.jsonl');
    const plan = readFileSync(path, 'utf8');
    writeFileSync(path, plan.replace('"type":"step"', '"type" :"step"'));
    await refused('acme.bitrix24.test', sha256, 'PLAN_ALTERED', 4);
    writeFileSync(path, plan);
    expect((await user.types('export --kinds status')).code).toBe(0);
    await user.types('seal');
    await refused('acme.bitrix24.test', sha256, 'PLAN_STALE', 4);
    const journal = join(user.archive, 'exit', 'journal.jsonl');
    expect(existsSync(journal) ? readFileSync(journal, 'utf8') : '').not.toContain('intent');
  });

  it('needs a person, and there is no terminal, ends with 2', async () => {
    const { code, stderr } = await bye24(['connect']);
    expect(code).toBe(2);
    expect(stderr).toContain('NOBODY_TO_ASK');
  });
});

/** A disk with room for so many more bytes; what does not fit is refused as a real one refuses it. */
function smallDisk(roomBytes: number): { readonly disk: Disk; free: () => void } {
  let left = roomBytes;
  const take = (data: string | Uint8Array): void => {
    const bytes = Buffer.byteLength(data);
    if (bytes > left) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    left -= bytes;
  };
  const disk: Disk = {
    ...nodeDisk,
    async append(path, options) {
      // What is cut off makes room.
      if (options?.from !== undefined) left += Math.max(0, ((await nodeDisk.sizeBytes(path)) ?? 0) - options.from);
      const file = await nodeDisk.append(path, options);
      const write: typeof file.write = async (data) => {
        take(data);
        await file.write(data);
      };
      return { write, sync: () => file.sync(), close: () => file.close() };
    },
    async replace(path, data) {
      take(data);
      await nodeDisk.replace(path, data);
    },
    async createNew(path, data) {
      take(data);
      return nodeDisk.createNew(path, data);
    },
  };
  return {
    disk,
    free: () => {
      left = Number.POSITIVE_INFINITY;
    },
  };
}

describe('a disk that', () => {
  it('is full is told with what is kept, and is no mistake of bye24', () => {
    for (const full of [
      Object.assign(new Error('no space left on device'), { code: 'ENOSPC', path: '/home/anna/acme.bye24/data' }),
      new Error('database or disk is full'),
    ]) {
      const fault = asFault(full, false, '/home/anna/acme.bye24');
      expect(fault.code).toBe('DISK_FULL');
      for (const texts of [en, ru]) {
        const { happened, lost, todo } = wordsFor(fault, texts);
        expect(happened).toContain('/home/anna/acme.bye24');
        for (const words of [lost, todo]) expect(words).not.toBe('');
      }
    }
  });

  // Nothing hangs on these, so that they go though no other kind was taken home.
  const kinds = 'activity,timeline-note,elapsed-time';
  const way = [`export --kinds ${kinds}`, 'seal', `plan --kinds ${kinds}`, 'rehearse', 'apply', 'prove'];
  it.each([
    ['export', 0, 900],
    ['export', 0, 4_000],
    ['seal', 1, 700],
    ['plan', 2, 3_000],
    ['rehearse', 3, 2_000],
    ['apply', 4, 50],
    ['apply', 4, 2_000],
    ['prove', 5, 1_000],
  ])(
    'is full in mid-%s ends with 1; when there is room the same command ends well',
    async (_title, step, roomBytes) => {
      const user = person();
      for (const before of way.slice(0, step)) expect([0, 3], before).toContain((await user.types(before)).code);
      const line = way[step] ?? '';
      const { disk, free } = smallDisk(roomBytes);
      user.disk = disk;
      const seen = await user.types(line);
      expect(seen.code).toBe(1);
      expectWords(seen, 'DISK_FULL');
      free();
      const again = await user.types(line);
      expect([0, 3], again.text).toContain(again.code);
      expect((await user.types('verify')).code).toBe(0);
    },
  );

  it('takes no such name ends with 1, and leaves nothing behind', async () => {
    const user = person();
    const seen = await user.types(['export', '--archive', 'а'.repeat(300), '--kinds', 'department']);
    expect(seen.code).toBe(1);
    expectWords(seen, 'DISK_REFUSED');
    expect(readdirSync(user.folder).filter((name) => name !== 'home')).toEqual([]);
  });
});

describe('a file that', () => {
  it('is not a company, or not there, is named with 1', async () => {
    const user = person();
    writeFileSync(join(user.folder, 'data.json'), '{"entities":{}}');
    const malformed = await user.types('demo --data data.json');
    expect(malformed.code).toBe(1);
    expectWords(malformed, 'DATA_MALFORMED');
    const absent = await user.types('demo --data nothing.json');
    expect(absent.code).toBe(1);
    expectWords(absent, 'FILE_UNREADABLE');
  });
});
