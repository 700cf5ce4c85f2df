// A process of its own, so that its memory is that of the command alone: `make` an archive in a folder, or `convert` it
// with the program as it is built, and write down the most memory that it had.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [step, folder = ''] = process.argv.slice(2);
const path = join(folder, 'large.bye24');
const pages = 100;
const perPage = 1000;

async function make(): Promise<void> {
  const { Archive } = await import('../../../src/archive/archive.ts');
  const { kindById, kinds } = await import('../../../src/kinds/index.ts');
  const { pageOf } = await import('../../support/archive.ts');
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
  process.on('exit', () => writeFileSync(join(folder, 'peak-bytes'), String(process.resourceUsage().maxRSS * 1024)));
  const words = ['convert', '--archive', path, '--to', 'xlsx', '--into', join(folder, 'out'), '--json'];
  process.argv.splice(2, process.argv.length, ...words);
  await import(join(import.meta.dirname, '..', '..', '..', 'dist', 'cli', 'main.js'));
}

await (step === 'make' ? make() : convert());
