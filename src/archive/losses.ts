import type { ArchiveReader } from './reader.ts';
import type { KindCount, Missing } from './types.ts';

const WHAT: Readonly<Record<Missing['what'], { readonly ru: string; readonly en: string }>> = {
  kind: { ru: 'Виды данных целиком', en: 'Whole kinds of data' },
  list: { ru: 'Списки', en: 'Lists' },
  record: { ru: 'Записи', en: 'Records' },
  file: { ru: 'Файлы: запись есть, содержимого нет', en: 'Files: the record is here, its bytes are not' },
};

/** One line, whatever a portal put into a message; no Markdown of its own. */
function plain(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\\`*_[\]<>|#]/gu, String.raw`\$&`)
    .trim();
}

function line({ kind, id, code, message }: Missing): string {
  return `- ${plain(kind)}${id === undefined ? '' : ` ${plain(id)}`}: ${plain(code)} (${plain(message)})`;
}

function countLine({ kind, portal, seen, kept }: KindCount): string {
  return `| ${plain(kind)} | ${portal ?? '–'} | ${seen} | ${kept} |`;
}

function section(missing: readonly Missing[], counts: readonly KindCount[], language: 'ru' | 'en'): string {
  const words =
    language === 'ru'
      ? {
          title: '## Чего нет в этом архиве',
          none: 'Всё, что портал показал подключениям, которые снимали этот архив, здесь есть.',
          kinds: 'Виды данных, которые приехали не целиком',
          head: '| вид данных | на портале | увидено | в архиве |',
        }
      : {
          title: '## What this archive does not hold',
          none: 'Everything that the portal showed to the connections that took this archive is here.',
          kinds: 'Kinds that did not come home whole',
          head: '| kind | on the portal | seen | in the archive |',
        };
  const incomplete = counts.filter(({ state }) => state !== 'complete');
  const parts = (['kind', 'list', 'record', 'file'] as const).flatMap((what) => {
    const lines = missing.filter((each) => each.what === what).map(line);
    return lines.length === 0 ? [] : [`### ${WHAT[what][language]} (${lines.length})\n\n${lines.join('\n')}`];
  });
  if (incomplete.length > 0) {
    parts.unshift(
      `### ${words.kinds} (${incomplete.length})\n\n${words.head}\n|---|---|---|---|\n${incomplete.map(countLine).join('\n')}`,
    );
  }
  return [words.title, ...(parts.length === 0 ? [words.none] : parts)].join('\n\n');
}

/** LOSSES.md: everything that could not be taken, by name and with the reason, in both languages (I9). */
export function lossesText(archive: ArchiveReader, portal: string): string {
  const [missing, counts] = [archive.missing(), archive.counts()];
  const body = (['ru', 'en'] as const).map((language) => section(missing, counts, language));
  return `# ${plain(portal)}\n\n${body.join('\n\n')}\n`;
}
