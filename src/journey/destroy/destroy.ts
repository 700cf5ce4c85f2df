import { Bye24Error } from '../../base/error.ts';
import type { Clock } from '../../base/clock.ts';
import type { Disk } from '../../base/disk.ts';
import type { Paper } from '../../base/paper.ts';
import type { EventOf, JournalLine } from '../journal/events.ts';
import { openJournal } from '../journal/journal.ts';
import { retainUntil } from '../prove/act-facts.ts';
import { stamp } from '../prove/act-words.ts';

/** What the end of an archive left behind. */
export interface Destruction {
  readonly portal: string;
  readonly sealRoot: string;
  readonly files: number;
  readonly sizeBytes: number;
  readonly parts: readonly {
    readonly part: string;
    readonly files: number;
    readonly sizeBytes: number;
    readonly atMs: number;
  }[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Of the journal that says all this. */
  readonly head: string;
}

interface Size {
  readonly files: number;
  readonly sizeBytes: number;
}

/**
 * Ends an archive: removes all of it, part by part, and sees each part gone. The proof of what was deleted on the portal is
 * moved to `beside` first, where the journal of this destruction lies too. The same call again goes on where it stopped.
 * What an operating system's deletion leaves on the medium is not claimed to be overwritten.
 * @throws Bye24Error ARCHIVE_NOT_DESTROYED when a part is still there after it was removed
 */
export async function destroyArchive(options: {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly archive: string;
  readonly beside: string;
  readonly portal: string;
  readonly sealRoot: string;
}): Promise<Destruction> {
  const { disk, clock, archive, beside, portal, sealRoot } = options;
  await disk.makeFolder(beside);
  const lines: JournalLine[] = [];
  const path = `${beside}/journal.jsonl`;
  const journal = await openJournal({ disk, path, clock, visit: (line) => lines.push(line) });
  try {
    if (lines.length === 0) {
      const size = await sizeOf(disk, archive);
      journal.note({ type: 'erasing', portal, sealRoot, ...size });
      await journal.commit();
    }
    await keepProofs(disk, archive, beside);
    for (const part of await disk.list(archive)) {
      const size = await sizeOf(disk, `${archive}/${part}`);
      await disk.remove(`${archive}/${part}`);
      if ((await disk.list(archive)).includes(part))
        throw new Bye24Error('ARCHIVE_NOT_DESTROYED', { path: `${archive}/${part}` });
      journal.note({ type: 'erased', part, ...size });
      await journal.commit();
    }
    await disk.remove(archive);
  } finally {
    await journal.close();
  }
  return readDestruction(disk, clock, path);
}

/**
 * The exit's own proof, those of smaller pieces of work (`subject-…`, `handover-…`) and of hand-overs that were taken back. Where
 * nobody made one, the journal is all that says what went: it stays, too.
 */
async function keepProofs(disk: Disk, archive: string, beside: string): Promise<void> {
  const exit = `${archive}/exit`;
  const works = (await disk.list(exit)).filter((name) => /^(?:handover|profile|subject)-/u.test(name));
  for (const work of ['', ...works]) {
    const folder = work === '' ? exit : `${exit}/${work}`;
    // Without it nobody could ever tell any record in a proof without ids: it is not the program's to throw away.
    const key = ['eu-key', work].filter((part) => part !== '').join('-');
    if ((await disk.sizeBytes(`${folder}/eu-key.txt`)) !== undefined)
      await disk.move(`${folder}/eu-key.txt`, `${beside}/${key}.txt`);
    for (const undo of ['', 'undo-']) {
      const name = [`${undo}proof`, work].filter((part) => part !== '').join('-');
      const hasProof = (await disk.list(`${folder}/${undo}proof`)).length > 0;
      if (hasProof) await disk.move(`${folder}/${undo}proof`, `${beside}/${name}`);
      const journal = `${folder}/${undo}journal.jsonl`;
      const isProved = hasProof || (await disk.list(`${beside}/${name}`)).length > 0;
      if (isProved || ((await disk.sizeBytes(journal)) ?? 0) === 0) continue;
      await disk.makeFolder(`${beside}/${name}`);
      await disk.move(journal, `${beside}/${name}/journal.jsonl`);
    }
  }
}

async function readDestruction(disk: Disk, clock: Clock, path: string): Promise<Destruction> {
  const lines: JournalLine[] = [];
  const journal = await openJournal({ disk, path, clock, visit: (line) => lines.push(line) });
  await journal.close();
  const [first] = lines;
  if (first?.event.type !== 'erasing') throw new Bye24Error('JOURNAL_ABSENT', { path });
  const parts = lines.flatMap(({ event, atMs }) => (event.type === 'erased' ? [partOf(event, atMs)] : []));
  const { portal, sealRoot } = first.event;
  return {
    portal,
    sealRoot,
    files: parts.reduce((sum, part) => sum + part.files, 0),
    sizeBytes: parts.reduce((sum, part) => sum + part.sizeBytes, 0),
    parts,
    fromMs: parts[0]?.atMs ?? first.atMs,
    toMs: parts.at(-1)?.atMs ?? first.atMs,
    head: lines.at(-1)?.hash ?? '',
  };
}

function partOf({ part, files, sizeBytes }: EventOf<'erased'>, atMs: number): Destruction['parts'][number] {
  return { part, files, sizeBytes, atMs };
}

async function sizeOf(disk: Disk, path: string): Promise<Size> {
  let names: readonly string[];
  try {
    names = await disk.list(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTDIR') throw error;
    return { files: 1, sizeBytes: (await disk.sizeBytes(path)) ?? 0 };
  }
  let [files, sizeBytes] = [0, 0];
  for (const name of names) {
    const size = await sizeOf(disk, `${path}/${name}`);
    files += size.files;
    sizeBytes += size.sizeBytes;
  }
  return { files, sizeBytes };
}

/** The archive's own act. Every line of it is an event of the journal beside it. */
export function destructionPaper({
  portal,
  sealRoot,
  files,
  sizeBytes,
  parts,
  fromMs,
  toMs,
  head,
}: Destruction): Paper {
  return {
    language: 'ru',
    title: 'Акт об уничтожении архива',
    blocks: [
      { is: 'field', mark: '1', label: 'Архив', value: `Архив портала ${portal}, печать ${sealRoot}` },
      { is: 'field', mark: '2', label: 'Уничтожено', value: `файлов: ${files}, байт: ${sizeBytes}` },
      {
        is: 'field',
        mark: '3',
        label: 'Способ',
        value: 'Удаление файлов средствами операционной системы. Перезапись носителя не выполнялась и не заявляется.',
      },
      {
        is: 'field',
        mark: '4',
        label: 'Дата',
        value: fromMs === toMs ? stamp(toMs) : `с ${stamp(fromMs)} по ${stamp(toMs)}`,
      },
      {
        is: 'table',
        head: ['Часть архива', 'Файлов', 'Байт', 'Когда'],
        rows: parts.map((part) => [part.part, String(part.files), String(part.sizeBytes), stamp(part.atMs)]),
      },
      {
        is: 'list',
        items: [
          'Копии архива, сделанные вами (резервные копии, облака, выгрузки в другие форматы), этот акт не охватывает.',
          'Подтверждения и журналы удаления с портала, если они были, сохранены рядом: самих данных в них нет.',
          'bye24 не является средством защиты информации, прошедшим оценку соответствия (ст. 19 ч. 2 п. 3.1 152-ФЗ).',
          `Акт хранится до ${retainUntil(toMs)}. Последняя строка журнала: ${head}.`,
        ],
      },
      { is: 'signature', who: 'Уничтожил(а)', hint: 'фамилия, имя, отчество, должность, подпись, дата' },
      { is: 'signature', who: 'Проверил(а)', hint: 'фамилия, имя, отчество, должность, подпись, дата' },
    ],
    footer: `Акт об уничтожении архива · ${portal}`,
  };
}
