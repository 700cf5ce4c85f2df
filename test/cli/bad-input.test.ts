import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { wordsFor } from '../../src/cli/failure.ts';
import { asFault } from '../../src/cli/fault.ts';
import { en } from '../../src/texts/en/index.ts';
import { ru } from '../../src/texts/ru/index.ts';
import { bye24, emptyFolder, objectsIn, start } from './support/bye24.ts';
import { archiveName, exported, served, withWebhook } from './support/served.ts';

describe('a webhook that', () => {
  it('is mistyped is refused with 12, before anything is sent or kept', async () => {
    const { code, stderr } = await bye24(['connect'], withWebhook('https://acme.bitrix24.ru/company/personal/'));
    expect(code).toBe(12);
    expect(stderr).toContain('CONNECTION_NOT_A_WEBHOOK');
  });

  it('was revoked is refused with 12 and not kept', async () => {
    const { webhook } = await served();
    const options = withWebhook(webhook.replace('administrator1', 'administrator2'));
    const { code, stderr, stdout } = await bye24(['connect'], options);
    expect(code).toBe(12);
    expect(stderr).toContain('PORTAL_BAD_CREDENTIAL');
    expect(stderr + stdout).not.toContain('administrator2');
    expect(existsSync(join(options.folder, 'home', 'connections.json'))).toBe(false);
  });

  it('is of another portal than was named is refused with 12', async () => {
    const { webhook } = await served();
    const { code, stderr } = await bye24(['connect', 'acme.bitrix24.ru'], withWebhook(webhook));
    expect(code).toBe(12);
    expect(stderr).toContain('WEBHOOK_OF_OTHER_PORTAL');
  });

  it('is good is kept in a file that only its owner can read (I11)', async () => {
    const { webhook, address } = await served();
    const options = withWebhook(webhook);
    const { code, stdout, stderr } = await bye24(['connect'], options);
    expect(code).toBe(0);
    expect(stdout).toContain(address);
    expect(stdout + stderr).not.toContain('administrator1');
    const { mode } = (await import('node:fs')).statSync(join(options.folder, 'home', 'connections.json'));
    expect(mode & 0o777).toBe(0o600);
    expect((await bye24(['doctor'], { folder: options.folder })).code).toBe(0);
  });
});

describe('a portal that', () => {
  it.each([
    ['answers with a web page', { do: 'html' }, 'PORTAL_NOT_JSON'],
    ['cuts its JSON', { do: 'truncate', keepBytes: 20 }, 'PORTAL_NOT_JSON'],
    ['lost REST with its plan', { do: 'status', status: 403, code: 'ACCESS_DENIED_REST' }, 'PORTAL_'],
  ] as const)(
    '%s ends with 1 and words, not a stack',
    async (_title, what, errorCode) => {
      const { webhook } = await served({ faults: [{ method: 'profile', what }] });
      const { code, stderr } = await bye24(['export'], withWebhook(webhook));
      expect(code).toBe(1);
      expect(stderr).toContain(errorCode);
      expect(stderr).not.toContain('    at ');
    },
    60_000,
  );

  it('is not there ends with 1', async () => {
    const { code, stderr } = await bye24(['doctor'], withWebhook('http://127.0.0.1:9/rest/1/abcdef/'));
    expect(code).toBe(1);
    expect(stderr).toContain('PORTAL_UNREACHABLE');
  }, 60_000);
});

describe('an archive that', () => {
  it('is not there ends with 10', async () => {
    for (const args of [['open'], ['verify'], ['seal'], ['plan', '--kinds', 'all'], ['search', 'x'], ['prove']]) {
      const { code, stderr } = await bye24(args);
      expect([args, code]).toEqual([args, 10]);
      expect(stderr).toContain('ARCHIVE_ABSENT');
    }
  }, 60_000);

  it('another process writes to ends with 11', async () => {
    const { archive, folder, webhook } = await exported();
    const holder = { pid: process.pid, host: hostname(), started: '', at: new Date().toISOString() };
    writeFileSync(join(archive, 'lock'), JSON.stringify(holder));
    const { code, stderr } = await bye24(['export'], withWebhook(webhook, folder));
    expect(code).toBe(11);
    expect(stderr).toContain('ARCHIVE_LOCKED');
  }, 60_000);

  it('is damaged fails verify with 1 and can not be planned on', async () => {
    const { archive, folder } = await exported();
    expect((await bye24(['seal'], { folder })).code).toBe(0);
    const raw = join(archive, 'data', 'raw');
    const [segment = ''] = readdirSync(raw);
    const bytes = readFileSync(join(raw, segment));
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 0xff;
    writeFileSync(join(raw, segment), bytes);
    expect((await bye24(['verify'], { folder })).code).toBe(1);
    const { code, stderr } = await bye24(['plan', '--kinds', 'all'], { folder });
    expect(code).toBe(1);
    expect(stderr).toContain('ARCHIVE_DAMAGED');
  }, 60_000);

  it('is of another portal is not exported into (5)', async () => {
    const { archive, folder } = await exported();
    await bye24(['seal'], { folder });
    const other = await served();
    const { code, stderr } = await bye24(['export', '--archive', archive], withWebhook(other.webhook, folder));
    expect(code).toBe(5);
    expect(stderr).toContain('ARCHIVE_FOREIGN');
    // Refused before anything was touched: the seal is there, and holds.
    const verified = await bye24(['verify', '--json'], { folder });
    expect(objectsIn(verified.stdout).at(-1)).toMatchObject({ sealed: true, damageCount: 0 });
  }, 60_000);
});

describe('a plan that', () => {
  it('is not bound to a seal can not be made (5)', async () => {
    const { folder } = await exported();
    const { code, stderr } = await bye24(['plan', '--kinds', 'all'], { folder });
    expect(code).toBe(5);
    expect(stderr).toContain('ARCHIVE_UNSEALED');
  }, 60_000);

  it('was edited is refused with 4, a wrong hash and a wrong address with 5, and nothing is sent', async () => {
    const { folder, archive, address, webhook } = await exported();
    await bye24(['seal'], { folder });
    const planned = await bye24(['plan', '--kinds', 'department', '--json'], { folder });
    expect(planned.code).toBe(0);
    const { sha256 } = JSON.parse(planned.stdout.trim().split('\n').at(-1) ?? '{}') as { readonly sha256: string };
    const apply = (portal: string, hash: string) =>
      bye24(['apply', '--portal', portal, '--plan-sha256', hash], withWebhook(webhook, folder));
    expect(await apply(address, 'abcdefabcdef')).toMatchObject({ code: 5 });
    expect(await apply('acme.bitrix24.ru', sha256)).toMatchObject({ code: 5 });
    const path = join(archive, 'exit', 'plan.jsonl');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"type":"step"', '"type" :"step"'));
    const edited = await apply(address, sha256);
    expect(edited.code).toBe(4);
    expect(edited.stderr).toContain('PLAN_ALTERED');
    expect(existsSync(join(archive, 'exit', 'journal.jsonl'))).toBe(false);
  }, 60_000);

  it('needs a person, and there is no terminal, ends with 2', async () => {
    const { folder, webhook } = await exported();
    await bye24(['seal'], { folder });
    await bye24(['plan', '--kinds', 'department'], { folder });
    await bye24(['rehearse'], { folder });
    const { code, stderr } = await bye24(['apply'], withWebhook(webhook, folder));
    expect(code).toBe(2);
    expect(stderr).toContain('NOBODY_TO_ASK');
  }, 60_000);
});

describe('a disk that', () => {
  it('is full is told with what is kept, and is no mistake of bye24', () => {
    for (const full of [
      Object.assign(new Error('no space left on device'), { code: 'ENOSPC', path: '/home/anna/acme.bye24/data' }),
      new Error('database or disk is full'),
    ]) {
      const fault = asFault(full, false);
      expect(fault.code).toBe('DISK_FULL');
      for (const texts of [en, ru]) {
        const { happened, lost, todo } = wordsFor(fault, texts);
        for (const words of [happened, lost, todo]) expect(words).not.toBe('');
      }
    }
  });

  it('takes no such name ends with 1, and leaves nothing behind', async () => {
    const { webhook } = await served();
    const run = withWebhook(webhook);
    const { code, stderr } = await bye24(['export', '--archive', 'а'.repeat(300), '--kinds', 'department'], run);
    expect(code).toBe(1);
    expect(stderr).toContain('DISK_REFUSED');
    expect(stderr).not.toContain('    at ');
    expect(readdirSync(run.folder).filter((name) => name !== 'home')).toEqual([]);
  }, 60_000);
});

describe('Ctrl-C', () => {
  it('in mid-export ends with 130, loses nothing, and the same command goes on to the end', async () => {
    const portal = await served({ limits: { latencyMs: 150 } });
    const options = withWebhook(portal.webhook);
    const kinds = 'department,lead,contact,company,deal';
    const running = start(['export', '--kinds', kinds, '--json'], options);
    await new Promise<void>((resolve) => {
      running.child.stdout?.on('data', () => {
        if (running.output().includes('"stage":"export","kind"')) resolve();
      });
    });
    running.child.kill('SIGINT');
    const stopped = await running.ended;
    expect(stopped.code).toBe(130);
    expect(stopped.stdout).toContain('CANCELLED');
    expect(existsSync(join(options.folder, archiveName(portal), 'lock'))).toBe(false);
    const again = await bye24(['export', '--kinds', kinds, '--json'], options);
    const report = JSON.parse(again.stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
    expect(report).toMatchObject({ type: 'export', resumed: true, state: 'complete' });
    expect((await bye24(['verify'], { folder: options.folder })).code).toBe(0);
  }, 90_000);
});

describe('a file that', () => {
  it('is not a company, or not there, is named with 1', async () => {
    const folder = emptyFolder();
    mkdirSync(folder, { recursive: true });
    appendFileSync(join(folder, 'data.json'), '{"entities":{}}');
    const malformed = await bye24(['demo', '--data', 'data.json'], { folder });
    expect([malformed.code, malformed.stderr.includes('DATA_MALFORMED')]).toEqual([1, true]);
    const absent = await bye24(['demo', '--data', 'nothing.json'], { folder });
    expect([absent.code, absent.stderr.includes('FILE_UNREADABLE')]).toEqual([1, true]);
  });
});
