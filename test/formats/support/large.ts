// A process of its own, so that its memory is that of the conversion alone: `make` an archive in a folder, or `convert` it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { Archive } from '../../../src/archive/archive.ts';
import { keepMemoryFlat } from '../../../src/base/memory.ts';
import { xlsx } from '../../../src/formats/xlsx.ts';
import { kindById, kinds } from '../../../src/kinds/index.ts';
import { pageOf } from '../../support/archive.ts';

const [step, folder = ''] = process.argv.slice(2);
const path = join(folder, 'large.bye24');
const pages = 100;
const perPage = 1000;

async function make(): Promise<void> {
  const archive = await Archive.create(path, { kinds, portal: 'acme.bitrix24.ru' });
  const deal = kindById('deal');
  if (deal === undefined) throw new Error('no deals');
  await archive.writer.beginRun({ connection: 'admin' });
  for (let page = 0; page < pages; page++) {
    const rows = Array.from({ length: perPage }, (_, index) => ({
      id: page * perPage + index + 1,
      title: `Сделка ${page * perPage + index}`,
      opportunity: index,
      comments: 'текст '.repeat(20),
      createdTime: '2026-01-02T03:04:05+03:00',
      stageId: 'NEW',
    }));
    await archive.writer.addPage(pageOf(deal, rows));
  }
  await archive.writer.finishRun('complete');
  await archive.close();
}

async function convert(): Promise<void> {
  // As the command does.
  keepMemoryFlat();
  const archive = await Archive.open(path, { mode: 'read', kinds });
  const out = join(folder, 'out');
  mkdirSync(out);
  let told = 0;
  await xlsx.write(archive, out, { language: 'ru', kinds, tell: () => (told += 1) });
  await archive.close();
  process.stdout.write(JSON.stringify({ peakBytes: process.resourceUsage().maxRSS * 1024, told }));
}

await (step === 'make' ? make() : convert());
