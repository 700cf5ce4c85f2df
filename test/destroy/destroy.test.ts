import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { nodeDisk } from '../../src/base/disk.ts';
import { destroyArchive, destructionPaper } from '../../src/journey/destroy/destroy.ts';
import { smallArchive, tickingClock } from '../support/archive.ts';

describe('the end of an archive', () => {
  it('removes all of it, keeps the proof, and says so by a journal of its own', async () => {
    const made = await smallArchive();
    const { archive, path } = made;
    onTestFinished(() => made.remove());
    await archive.close();
    await mkdir(join(path, 'exit', 'proof'), { recursive: true });
    await writeFile(join(path, 'exit', 'proof', 'report.json'), '{}');
    await mkdir(join(path, 'exit', 'subject-1', 'proof'), { recursive: true });
    await writeFile(join(path, 'exit', 'subject-1', 'proof', 'act.json'), '{}');
    await mkdir(join(path, 'exit', 'handover-5-7', 'undo-proof'), { recursive: true });
    await writeFile(join(path, 'exit', 'handover-5-7', 'undo-proof', 'report.json'), '{}');
    // A deletion that nobody proved: its journal is all there is of it.
    await writeFile(join(path, 'exit', 'handover-5-7', 'journal.jsonl'), 'a line');
    await writeFile(join(path, 'exit', 'eu-key.txt'), 'a key');
    const beside = `${path}-destroyed`;
    const clock = tickingClock();
    const options = {
      disk: nodeDisk,
      clock,
      archive: path,
      beside,
      portal: 'acme.bitrix24.ru',
      sealRoot: 'a'.repeat(128),
    };
    const done = await destroyArchive(options);
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await readFile(join(beside, 'proof', 'report.json'), 'utf8')).toBe('{}');
    expect(await readFile(join(beside, 'proof-subject-1', 'act.json'), 'utf8')).toBe('{}');
    expect(await readFile(join(beside, 'undo-proof-handover-5-7', 'report.json'), 'utf8')).toBe('{}');
    expect(await readFile(join(beside, 'proof-handover-5-7', 'journal.jsonl'), 'utf8')).toBe('a line');
    expect(await readFile(join(beside, 'eu-key.txt'), 'utf8')).toBe('a key');
    expect(done.files).toBeGreaterThan(2);
    const journal = (await readFile(join(beside, 'journal.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(journal).toHaveLength(done.parts.length + 1);
    const paper = destructionPaper(done);
    expect(JSON.stringify(paper)).toContain(done.head);
    // Once more changes nothing: there is nothing left.
    expect(await destroyArchive(options)).toEqual(done);
  });
});
