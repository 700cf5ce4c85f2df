import type { Language } from '../base/text.ts';

/** The forms of a counted word, by CLDR category: en needs `one` and `other`; ru also `few` and `many`. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** How one language writes numbers, sizes, times and lists. */
export interface Format {
  number(value: number): string;
  /** `1 record`, `5 записей`. */
  count(value: number, forms: Forms): string;
  /** The counted word alone, for where the number stands apart. */
  word(value: number, forms: Forms): string;
  /** Money: kopecks whole or not at all. */
  amount(value: number): string;
  bytes(sizeBytes: number): string;
  /** Rounded to what a person cares about: `4 min`, `2 h 10 min`. */
  duration(ms: number): string;
  /** `3–5 min`; `unknown` must be handled by the caller. */
  durationRange(fromMs: number, toMs: number): string;
  date(ms: number): string;
  dateTime(ms: number): string;
  timeOfDay(ms: number): string;
  percent(share: number): string;
  list(items: readonly string[]): string;
  /** By the clock on the wall of whoever keeps a calendar: milliseconds as if it hung in Greenwich. */
  readonly wall: {
    month(ms: number): string;
    day(ms: number): string;
    weekday(ms: number): string;
    time(ms: number): string;
  };
}

const sizeUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

type UnitDisplay = 'long' | 'short' | 'narrow';

const unitFormats = new Map<string, Intl.NumberFormat>();

function unitFormat(locale: string, unit: string, unitDisplay: UnitDisplay, digits: number): Intl.NumberFormat {
  const key = `${locale} ${unit} ${unitDisplay} ${digits}`;
  const known = unitFormats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: digits });
  unitFormats.set(key, made);
  return made;
}

function bytesIn(locale: string, sizeBytes: number): string {
  let value = sizeBytes;
  let step = 0;
  while (value >= 999.5 && step < sizeUnits.length - 1) {
    value /= 1000;
    step++;
  }
  const digits = step > 0 && value < 10 ? 1 : 0;
  return unitFormat(locale, sizeUnits[step] ?? 'byte', step === 0 ? 'long' : 'short', digits).format(value);
}

/** The two units that say most: days and hours, hours and minutes, minutes, seconds. */
function partsOf(ms: number): readonly (readonly [number, string])[] {
  if (ms < 10 * secondMs) return [[Math.round(ms / 100) / 10, 'second']];
  if (ms < minuteMs) return [[Math.round(ms / secondMs), 'second']];
  if (ms < 10 * minuteMs) return split(ms, minuteMs, 'minute', secondMs, 'second');
  if (ms < hourMs) return [[Math.round(ms / minuteMs), 'minute']];
  if (ms < dayMs) return split(ms, hourMs, 'hour', minuteMs, 'minute');
  return split(ms, dayMs, 'day', hourMs, 'hour');
}

function split(
  ms: number,
  bigMs: number,
  big: string,
  smallMs: number,
  small: string,
): readonly (readonly [number, string])[] {
  const smalls = Math.round(ms / smallMs);
  const perBig = bigMs / smallMs;
  const rest = smalls % perBig;
  const whole: readonly [number, string] = [Math.floor(smalls / perBig), big];
  return rest === 0 ? [whole] : [whole, [rest, small]];
}

function durationIn(locale: string, ms: number): string {
  return partsOf(Math.max(0, ms))
    .map(([value, unit]) => unitFormat(locale, unit, 'narrow', 1).format(value))
    .join(' ');
}

/** An estimate knows no tenths of a second, and from two minutes on no seconds. */
function estimated(ms: number): number {
  const unit = ms < 2 * minuteMs ? secondMs : minuteMs;
  return Math.max(secondMs, Math.round(ms / unit) * unit);
}

/** What is made when it is first needed: Intl takes a millisecond for each, and most runs need one or two of them. */
function later<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function wallIn(locale: string): Format['wall'] {
  const write = (options: Intl.DateTimeFormatOptions): ((ms: number) => string) => {
    const format = later(() => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }));
    return (ms) => format().format(ms);
  };
  return {
    month: write({ month: 'long', year: 'numeric' }),
    day: write({ weekday: 'long', day: 'numeric', month: 'long' }),
    weekday: write({ weekday: 'short' }),
    time: write({ hour: '2-digit', minute: '2-digit' }),
  };
}

function formatIn(locale: string): Format {
  const numbers = later(() => new Intl.NumberFormat(locale));
  const amounts = later(() => new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }));
  const percents = later(() => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }));
  const rules = later(() => new Intl.PluralRules(locale));
  const dates = later(() => new Intl.DateTimeFormat(locale, { dateStyle: 'long' }));
  const dateTimes = later(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }));
  const times = later(() => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
  const lists = later(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const word = (value: number, forms: Forms): string => forms[rules().select(value)] ?? forms.other;
  return {
    number: (value) => numbers().format(value),
    word,
    count: (value, forms) => `${numbers().format(value)}\u00a0${word(value, forms)}`,
    amount: (value) => (Number.isInteger(value) ? numbers() : amounts()).format(value),
    bytes: (sizeBytes) => bytesIn(locale, sizeBytes),
    duration: (ms) => durationIn(locale, ms),
    durationRange(fromMs, toMs) {
      const from = durationIn(locale, estimated(fromMs));
      const to = durationIn(locale, estimated(toMs));
      return from === to ? from : `${from} – ${to}`;
    },
    date: (ms) => dates().format(ms),
    dateTime: (ms) => dateTimes().format(ms),
    timeOfDay: (ms) => times().format(ms),
    percent: (share) => percents().format(share),
    list: (items) => lists().format(items),
    wall: wallIn(locale),
  };
}

const formats: Readonly<Record<Language, Format>> = { en: formatIn('en-GB'), ru: formatIn('ru-RU') };

/** Formats of a language; every one of them goes through Intl. */
export function formatFor(language: Language): Format {
  return formats[language];
}
