import type { Texts } from '../../texts/catalogue.ts';
import { detailReader } from '../../texts/detail.ts';
import { tame, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';

/** What could not be taken, gathered by reason. */
export interface MissingLine {
  readonly kind: string;
  readonly what: 'kind' | 'list' | 'record' | 'file';
  readonly code: string;
  readonly count: number;
  readonly message: string;
}

/** The words for a reason; the portal's own where we have none. */
export function reasonFor(
  { code, message }: Pick<MissingLine, 'code' | 'message'>,
  kind: string,
  texts: Texts,
): string {
  const known: Readonly<Record<string, Texts['errors']['UNEXPECTED']>> = texts.errors;
  const detail = detailReader({ message, description: message, kind }, texts.format);
  return known[code]?.(detail).happened ?? `${kind}: ${message}`;
}

/** Everything that is missing, with the reason and how many (I9). */
export function showMissing(lines: readonly MissingLine[], titleOf: (kind: string) => string, page: Page): void {
  const { texts, style, columns, line } = page;
  const { views } = texts;
  if (lines.length === 0) return;
  line();
  line(style.bold(views.missing.title));
  const gathered = (of: string, say: (titles: readonly string[]) => string): readonly MissingLine[] => {
    const some = lines.filter(({ code, what }) => code === of && what === 'kind');
    const titles = [...new Set(some.map(({ kind }) => titleOf(kind)))];
    const text = titles.length === 0 ? [] : wrap(say(titles), columns - 2);
    for (const [index, more] of text.entries()) line(`${index === 0 ? style.dim('.') : ' '} ${more}`);
    return some;
  };
  const absent = [
    ...gathered('EXPORT_NO_METHOD', views.doctor.unavailable.noMethod),
    ...gathered('BOX_TABLE_ABSENT', texts.box.export.noTables),
  ];
  for (const missing of lines.filter((one) => !absent.includes(one))) {
    const reason = tame(reasonFor(missing, titleOf(missing.kind), texts));
    const [first = '', ...rest] = wrap(`${reason} (${views.missing[missing.what](missing.count)})`, columns - 2);
    line(`${style.yellow('!')} ${first}`);
    for (const more of rest) line(`  ${more}`);
  }
}
