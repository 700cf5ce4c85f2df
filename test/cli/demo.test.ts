import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { bye24, emptyFolder, objectsIn } from './support/bye24.ts';

const keys = ['type', 'exported', 'verified', 'planned', 'deleted', 'absent', 'inBin', 'byHand', 'failed', 'archive'];

async function readsItsArchive(folder: string, archive: string): Promise<void> {
  const opened = objectsIn((await bye24(['open', '--archive', archive, '--json'], { folder })).stdout).at(-1);
  expect(opened).toMatchObject({ type: 'archive', seal: { root: expect.any(String) as string } });
  const found = objectsIn((await bye24(['search', 'ООО', '--archive', archive, '--json'], { folder })).stdout).at(-1);
  expect(found?.['hits']).not.toEqual([]);
  const text = await bye24(['open', 'contact', '--archive', archive, '--lang', 'ru'], { folder });
  expect(text.code).toBe(0);
  expect(text.stdout).toContain('Контакты');
  // As plans and journals name a record.
  const one = await Promise.all(
    [['contact', '1'], ['contact:1']].map((words) => bye24(['open', ...words, '--archive', archive], { folder })),
  );
  expect(one.map((each) => each.code)).toEqual([0, 0]);
  expect(one[1]?.stdout).toBe(one[0]?.stdout);
  // Anyone can check the seal without bye24.
  execFileSync('sha512sum', ['--quiet', '-c', 'manifest-sha512.txt'], { cwd: archive });
  expect(existsSync(join(archive, 'exit', 'proof', 'report.ru.html'))).toBe(true);
  expect((await bye24(['verify', '--archive', archive], { folder })).code).toBe(0);
}

describe('demo', () => {
  let folder: string;
  let objects: ReturnType<typeof objectsIn>;
  let code: number | null;

  it('walks the whole exit and ends with one summary whose numbers add up, as its exit code does', async () => {
    folder = emptyFolder();
    const ended = await bye24(['demo', '--size', '150', '--seed', '7', '--json'], { folder });
    ({ code } = ended);
    objects = objectsIn(ended.stdout);
    const summary = objects.at(-1) ?? {};
    expect(Object.keys(summary)).toEqual(keys);
    const { exported, verified, planned, deleted, absent, inBin, failed } = summary as Record<string, number>;
    expect(summary['type']).toBe('summary');
    expect(exported).toBeGreaterThan(100);
    expect(verified).toBe(exported);
    expect(absent! + inBin!).toBeLessThanOrEqual(deleted!);
    expect(deleted! + failed!).toBe(planned);
    expect(failed).toBe(0);
    expect(code).toBe(0);
    const stages = objects.filter(({ type, state }) => type === 'stage' && state === 'finished');
    expect(new Set(stages.map(({ stage }) => stage))).toEqual(
      new Set(['inventory', 'export', 'verify', 'seal', 'plan', 'rehearse', 'apply', 'prove']),
    );
    // What follows reads the archive that this demo left.
    const archive = String(summary['archive']);
    await readsItsArchive(folder, archive);
  }, 120_000);

  it('leaves a folder alone that holds something else', async () => {
    const mine = emptyFolder();
    mkdirSync(join(mine, 'bye24-demo'));
    writeFileSync(join(mine, 'bye24-demo', 'thesis.txt'), 'ten years of work');
    const ended = await bye24(['demo', '--size', '50'], { folder: mine });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('FOLDER_IN_USE');
    expect(existsSync(join(mine, 'bye24-demo', 'thesis.txt'))).toBe(true);
  });
});
