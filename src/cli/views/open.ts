import { isList, isObject, type Json, textOf } from '../../base/json.ts';
import type { ArchiveSummary, OpenResult, RecordList, RecordPage } from '../../commands/open.ts';
import { columnsOf, oneTitleIn, saidBeside, titlesIn } from '../../commands/titles.ts';
import { cut, padEnd, table, tame } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showNext } from './next.ts';
import { placeOf } from './place.ts';

function showSummary(result: ArchiveSummary, page: Page): void {
  const { texts, style, columns, line } = page;
  const { views, format } = texts;
  const titleOf = titlesIn(texts.language);
  line(`${style.bold(result.portal)}  ${style.dim(placeOf(result.archive))}`);
  const rows = result.kinds.map(({ kind, count, complete }) => [
    complete ? style.green('✓') : style.yellow('!'),
    titleOf(kind),
    style.dim(kind),
    format.number(count),
  ]);
  for (const text of table(rows, [{}, { gives: true }, {}, { align: 'right' }], columns)) line(text);
  line();
  const { lastRun, seal, missing } = result;
  line(views.open.sum(result.records, lastRun?.finishedAtMs ?? lastRun?.startedAtMs));
  if (missing > 0) line(style.yellow(views.open.missing(missing)));
  line(seal === undefined ? views.open.notSealed : views.open.sealed(seal.sealedAtMs));
  const [first] = result.kinds;
  if (first !== undefined) showNext(`bye24 open ${first.kind}`, page);
}

function showList({ kind, total, offset, records }: RecordList, page: Page): void {
  const { texts, style, columns, line } = page;
  const { views, format } = texts;
  line(`${style.bold(titlesIn(texts.language)(kind))}  ${style.dim(views.open.range(offset, records.length, total))}`);
  const said = saidBeside(kind, texts.language);
  const rows = records.map(({ key, called, row, changedAtMs, createdAtMs, vanishedAtMs }) => {
    const at = changedAtMs ?? createdAtMs;
    const gone = vanishedAtMs === undefined ? '' : style.yellow(views.open.vanished);
    return [
      key.id,
      tame([called, ...said(row)].join(' · ')),
      at === undefined ? '' : style.dim(format.dateTime(at)),
      gone,
    ];
  });
  for (const text of table(rows, [{ align: 'right' }, { gives: true }, {}, {}], columns)) line(text);
  const [first] = records;
  if (first !== undefined) showNext(`bye24 open ${kind} ${first.key.id}`, page);
}

/** A value on one line: scalars as they are, the rest as JSON. */
function shown(value: Json): string {
  if (isList(value))
    return value.length === 0
      ? ''
      : value.every((one) => !isObject(one) && !isList(one))
        ? value.map(textOf).join(', ')
        : JSON.stringify(value);
  return isObject(value) ? JSON.stringify(value) : textOf(value);
}

function showRecord(
  { record, name, witnesses, texts: written, files, references, referredBy }: RecordPage,
  page: Page,
): void {
  const { texts, style, columns, line } = page;
  const { views, format } = texts;
  const titleOf = oneTitleIn(texts.language);
  const { key, row } = record;
  line(`${style.bold(tame(name))}  ${style.dim(`${titleOf(key.kind)} ${key.id}`)}`);
  if (record.vanishedAtMs !== undefined) line(style.yellow(views.open.vanishedAt(record.vanishedAtMs)));
  if (witnesses.length > 0) {
    line(style.dim(cut(tame(texts.team.views.seenBy(witnesses.map(({ name }) => name))), columns)));
  }
  const declared = columnsOf(key.kind, texts.language);
  const fields = [...declared.keys(), ...Object.keys(row).filter((field) => !declared.has(field))];
  for (const field of fields) {
    const column = declared.get(field);
    const values = column?.valuesIn(row) ?? [row[field] ?? null];
    const value = tame(written[field] ?? values.map(shown).filter(Boolean).join(', '));
    if (value === '') continue;
    const title = column?.title;
    const label = padEnd(cut(title ?? field, 26), 26);
    line(`  ${title === undefined ? style.dim(label) : label}  ${cut(value, columns - 30)}`);
  }
  const section = (title: string, lines: readonly string[]): void => {
    if (lines.length === 0) return;
    line();
    line(style.bold(title));
    for (const text of lines) line(`  ${cut(tame(text), columns - 2)}`);
  };
  section(
    views.open.files,
    files.map(({ name, blob, missing, sizeBytes = 0 }) =>
      blob === undefined
        ? `${name}: ${missing?.message ?? ''}`
        : `${name}  ${format.bytes(sizeBytes || blob.sizeBytes)}  data/files/${blob.sha512.slice(0, 2)}/${blob.sha512.slice(0, 16)}…`,
    ),
  );
  const end = (kind: string, id: string, name: string | undefined): string =>
    `${titleOf(kind)} ${id}${name === undefined ? '' : `  ${name}`}`;
  section(views.open.pointsTo, [...new Set(references.map(({ to, name }) => end(to.kind, to.id, name)))]);
  section(
    views.open.pointedBy,
    referredBy.map(({ from, name }) => end(from.kind, from.id, name)),
  );
}

export function show(result: OpenResult, page: Page): void {
  if (result.type === 'archive') showSummary(result, page);
  else if (result.type === 'records') showList(result, page);
  else showRecord(result, page);
}
