import type { Json } from '../../base/json.ts';
import type { Language } from '../../base/text.ts';
import { withoutTags } from '../../archive/words.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import { sayerIn, wordsFor } from '../../kinds/codes.ts';
import { parseMarkup } from '../../markup/parse.ts';
import { toPlain } from '../../markup/plain.ts';
import type { Table, TableColumn } from './dictionary.ts';
import { joinedText, type NamesOf, plainText } from './values.ts';

/** What a person sees in a cell. A moment is the portal's own wall clock, as milliseconds that know no zone. */
export type Cell =
  | { readonly is: 'nothing' }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'number'; readonly number: number }
  | { readonly is: 'boolean'; readonly yes: boolean }
  | { readonly is: 'moment'; readonly wallMs: number; readonly withTime: boolean };

const nothing: Cell = { is: 'nothing' };
const text = (value: string): Cell => (value === '' ? nothing : { is: 'text', text: value });

/** Digits that a spreadsheet keeps. */
const exactDigits = 15;

/** A value as a person reads it: names for ids, words for codes, moments for dates, plain text for markup. */
export function cellOf(
  table: Table,
  column: TableColumn,
  values: readonly Json[],
  record: ArchivedRecord,
  names: NamesOf,
  language: Language,
): Cell {
  const [value] = values;
  if (value === undefined) return nothing;
  const single = values.length === 1;
  switch (column.type) {
    case 'number':
    case 'money':
    case 'bytes':
      return (single ? numberIn(plainText(value)) : undefined) ?? text(joinedText(values));
    case 'date':
    case 'datetime':
      return (single ? momentIn(plainText(value), column.type === 'datetime') : undefined) ?? text(joinedText(values));
    case 'boolean':
      return (single ? booleanIn(plainText(value)) : undefined) ?? text(joinedText(values));
    case 'user':
    case 'reference':
      return text(values.map((each) => names.shown(table.declared, column, each, record)).join('; '));
    case 'bbcode':
      return text(values.map((each) => toPlain(parseMarkup(plainText(each)))).join('\n'));
    case 'html':
      return text(values.map((each) => withoutTags(plainText(each)).trim()).join('\n'));
    case 'raw':
      return (typeof value === 'number' ? numberIn(String(value)) : undefined) ?? text(plainText(value));
    case 'text':
      return text(
        values
          .map(
            (each) =>
              names.named(table.declared, column, each, record) ??
              wordsFor(column, plainText(each), language, sayerIn(column, record.row)),
          )
          .join('; '),
      );
    case 'phone':
    case 'email':
      return text(joinedText(values));
    default:
      return column.type satisfies never;
  }
}

/** A number that keeps every digit; leading zeros and long numbers are names, not amounts. */
function numberIn(value: string): Cell | undefined {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u.test(value)) return undefined;
  const digits = value.replace(/^-?0?\.?0*/u, '').replace('.', '').length;
  return digits > exactDigits ? undefined : { is: 'number', number: Number(value) };
}

function booleanIn(value: string): Cell | undefined {
  if (/^(?:1|y|true)$/iu.test(value)) return { is: 'boolean', yes: true };
  return /^(?:0|n|false)$/iu.test(value) ? { is: 'boolean', yes: false } : undefined;
}

const clock = String.raw`(?:[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.\d+)?)?)?`;
const isoMoment = new RegExp(
  String.raw`^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)${clock}(?:Z|[+-]\d\d:?\d\d)?$`,
  'u',
);
const russianMoment = new RegExp(String.raw`^(?<day>\d\d)\.(?<month>\d\d)\.(?<year>\d{4})${clock}$`, 'u');

/** A date as the portal writes it. Others stay text: 03/04/2026 is two different days. */
export function momentIn(value: string, withTime: boolean): Extract<Cell, { readonly is: 'moment' }> | undefined {
  const groups = (isoMoment.exec(value) ?? russianMoment.exec(value))?.groups;
  if (groups === undefined) return undefined;
  const part = (name: string): number => Number(groups[name] ?? 0);
  const wall = new Date(
    Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')),
  );
  const real = wall.getUTCDate() === part('day') && wall.getUTCMonth() === part('month') - 1 && part('hour') < 24;
  if (!real || part('year') < 1901) return undefined;
  return { is: 'moment', wallMs: wall.getTime(), withTime: withTime && groups['hour'] !== undefined };
}

/** `2026-11-23 10:00:00`, or the date alone. */
export function momentText({ wallMs, withTime }: Extract<Cell, { readonly is: 'moment' }>): string {
  const iso = new Date(wallMs).toISOString();
  return withTime ? iso.slice(0, 19).replace('T', ' ') : iso.slice(0, 10);
}
