import type { Archive } from '../../archive/archive.ts';
import { blobPath } from '../../archive/layout.ts';
import type { Disk } from '../../base/disk.ts';
import type { Language, Text } from '../../base/text.ts';
import { columnsText } from './columns.ts';
import type { Kind } from '../../kinds/kind.ts';
import { escapeHtml } from '../../markup/html.ts';
import type { Found, Why } from './find.ts';

const WORDS = {
  title: { ru: 'Данные одного человека', en: 'One person’s data' },
  about: { ru: 'Записи самого человека', en: 'The person’s own records' },
  belongs: { ru: 'Что к ним относится', en: 'What hangs on them' },
  mentions: { ru: 'Где человек упомянут', en: 'Where the person is mentioned' },
  why: { ru: 'найдено по', en: 'found by' },
  files: { ru: 'Файлы', en: 'Files' },
  lacking: { ru: 'в архиве этого файла нет', en: 'the archive does not have this file' },
  notRead: {
    ru: 'Просмотрены тексты всех записей архива и имена файлов. Что написано внутри файлов, не читалось.',
    en: 'Texts of all records of the archive and the names of files were looked through. What stands inside files was not read.',
  },
} as const;

/** By what a record was found, in words. */
const BY: Readonly<Record<Why['by'], Text>> = {
  name: { ru: 'имени', en: 'name' },
  phone: { ru: 'телефону', en: 'phone' },
  email: { ru: 'адресу электронной почты', en: 'e-mail' },
  fileName: { ru: 'имени файла', en: 'file name' },
  belongs: { ru: 'тому, к чему относится:', en: 'what it belongs to:' },
};

/** A file of a record, and where it lies in the dossier; nowhere, where the archive does not have it. */
interface Filed {
  readonly name: string;
  readonly path?: string;
}

export interface Dossier {
  readonly records: number;
  readonly files: number;
  readonly sizeBytes: number;
}

/**
 * A readable dossier in `folder`: a page for people, every record as the portal gave it (JSON Lines), and the files of
 * the person's own records and of records whose file names the person.
 */
export async function writeDossier(options: {
  readonly archive: Archive;
  readonly disk: Disk;
  readonly folder: string;
  readonly kinds: readonly Kind[];
  readonly found: readonly Found[];
  readonly language: Language;
}): Promise<Dossier> {
  const { archive, disk, folder, kinds, found, language } = options;
  const known = new Map(kinds.map((kind) => [kind.id, kind]));
  await disk.remove(folder);
  await disk.makeFolder(`${folder}/files`);
  const lines: string[] = [];
  const sections: Record<Found['is'], string[]> = { about: [], belongs: [], mentions: [] };
  const taken = new Set<string>();
  let files = 0;
  let sizeBytes = 0;
  for (const each of found) {
    const record = archive.record(each.key);
    if (record === undefined) continue;
    lines.push(JSON.stringify({ ...each, row: record.row }));
    const names: Filed[] = [];
    const takesFiles = each.is !== 'mentions' || each.why.some(({ by }) => by === 'fileName');
    for (const file of takesFiles ? archive.files(each.key) : []) {
      if (file.blob === undefined) {
        names.push({ name: file.name });
        continue;
      }
      const path = freeName(taken, `files/${safeName(`${each.key.kind}-${each.key.id}`)}-`, safeName(file.name));
      await disk.replace(`${folder}/${path}`, await disk.read(blobPath(archive.place.layout, file.blob.sha512)));
      names.push({ name: file.name, path });
      files += 1;
      sizeBytes += file.blob.sizeBytes;
    }
    sections[each.is].push(article(each, known, record.row, names, language));
  }
  await disk.replace(`${folder}/records.jsonl`, lines.map((line) => `${line}\n`).join(''));
  await disk.replace(`${folder}/index.html`, page(sections, language));
  return { records: lines.length, files, sizeBytes };
}

/** Several files of one record may bear one name (versions of a document): none takes another's place. */
function freeName(taken: Set<string>, before: string, name: string): string {
  let path = before + name;
  for (let number = 2; taken.has(path.toLowerCase()); number++) path = `${before}${number}-${name}`;
  taken.add(path.toLowerCase());
  return path;
}

function safeName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._ -]/gu, '_').slice(-120);
}

function article(
  each: Found,
  kinds: ReadonlyMap<string, Kind>,
  row: Parameters<typeof columnsText>[1],
  files: readonly Filed[],
  language: Language,
): string {
  const { key, name, why } = each;
  const kind = kinds.get(key.kind);
  const titleOf = (id: string): string => kinds.get(id)?.title.one[language] ?? id;
  const title = `${titleOf(key.kind)} ${key.id}`;
  const reasons = why
    .map(({ field, by, to }) =>
      to === undefined ? `${BY[by][language]} (${field})` : `${BY[by][language]} ${titleOf(to.kind)} ${to.id}`,
    )
    .join(', ');
  const rows = columnsText(kind, row, language).map(
    ([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`,
  );
  const links = files.map(({ name: file, path }) =>
    path === undefined
      ? `<li>${escapeHtml(file)} — ${WORDS.lacking[language]}</li>`
      : `<li><a href="${encodeURI(path)}">${escapeHtml(file)}</a></li>`,
  );
  return (
    `<article><h3>${escapeHtml(title)}: ${escapeHtml(name)}</h3><p>${WORDS.why[language]}: ${escapeHtml(reasons)}</p><dl>${rows.join('')}</dl>` +
    `${links.length === 0 ? '' : `<p>${WORDS.files[language]}</p><ul>${links.join('')}</ul>`}</article>`
  );
}

function page(sections: Readonly<Record<Found['is'], readonly string[]>>, language: Language): string {
  const parts = (['about', 'belongs', 'mentions'] as const).map(
    (is) => `<section><h2>${WORDS[is][language]} (${sections[is].length})</h2>${sections[is].join('\n')}</section>`,
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${WORDS.title[language]}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0;overflow-wrap:anywhere}</style>
</head>
<body>
<main>
<h1>${WORDS.title[language]}</h1>
${parts.join('\n')}
<p>${WORDS.notRead[language]}</p>
</main>
</body>
</html>
`;
}
