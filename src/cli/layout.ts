let segmenter: Intl.Segmenter | undefined;
/** The letters of a text as people count them. */
function lettersOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** Latin and Cyrillic with their punctuation: each code is a letter of one column, which most texts are made of. */
const plain = /^[ -~\u00a0-\u00a8\u00aa-\u00ac\u00af-\u024f\u0400-\u0482\u048a-\u052f\u2010-\u2027]*$/u;
// oxlint-disable-next-line no-control-regex -- escape sequences are what it is about
const escapes = /\u001b\[[0-9;]*m/gu;
const wide =
  /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u;
// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const controls = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Columns that a text takes on a terminal. */
export function widthOf(text: string): number {
  const bare = text.replaceAll(escapes, '');
  if (plain.test(bare)) return bare.length;
  let width = 0;
  for (const { segment } of lettersOf(bare)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** Text of a stranger made safe to show: no escape sequences, no control or direction characters, one line. */
export function tame(text: string): string {
  return text.replaceAll(controls, ' ');
}

/** Cuts a plain text to so many columns, with `…` at the cut. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const { segment } of lettersOf(text)) {
    const more = wide.test(segment) ? 2 : 1;
    if (width + more > columns - 1) break;
    kept += segment;
    width += more;
  }
  return `${kept}…`;
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - widthOf(text))) + text;
}

/** Breaks a text into lines of at most `columns`; a word longer than that stays whole. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ +/u)) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

export interface TableColumn {
  readonly align?: 'left' | 'right';
  /** The column that gives way when the table is too wide. */
  readonly gives?: true;
}

/** Rows as aligned columns, two spaces apart, no wider than `columns`. Cells are plain or styled text. */
export function table(
  rows: readonly (readonly string[])[],
  shape: readonly TableColumn[],
  columns: number,
): readonly string[] {
  const widths = shape.map((_, index) => Math.max(0, ...rows.map((row) => widthOf(row[index] ?? ''))));
  const total = widths.reduce((sum, width) => sum + width, 0) + 2 * (shape.length - 1);
  const giving = shape.findIndex(({ gives }) => gives === true);
  if (total > columns && giving >= 0) widths[giving] = Math.max(8, (widths[giving] ?? 0) - (total - columns));
  return rows.map((row) =>
    shape
      .map(({ align }, index) => {
        const width = widths[index] ?? 0;
        const text = row[index] ?? '';
        const fitted = widthOf(text) > width ? cut(text.replaceAll(escapes, ''), width) : text;
        return align === 'right' ? padStart(fitted, width) : padEnd(fitted, width);
      })
      .join('  ')
      .trimEnd(),
  );
}
