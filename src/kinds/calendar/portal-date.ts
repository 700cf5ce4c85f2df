/** A date of the portal in parts; `wallMs` is its wall clock as milliseconds that know no zone. */
export interface PortalDate {
  readonly wallMs: number;
  readonly withTime: boolean;
}

export type DayOrder = 'day first' | 'month first';

const dotted = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:\s+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*([ap])m)?)?$/iu;
const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T\s]+(\d\d):(\d\d)(?::(\d\d))?)?/u;

function wall(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number | undefined {
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  return new Date(ms).getUTCDate() === day && month <= 12 ? ms : undefined;
}

/** Reads a date in the portal's own format, of which only the order of day and month is in doubt. */
export function portalDate(text: string, order: DayOrder): PortalDate | undefined {
  const [, year, isoMonth, isoDay, isoHour, isoMinute, isoSecond] = iso.exec(text.trim()) ?? [];
  if (year !== undefined) {
    const parts = [isoHour, isoMinute, isoSecond].map((part) => Number(part ?? 0));
    const wallMs = wall(Number(year), Number(isoMonth), Number(isoDay), ...parts);
    return wallMs === undefined ? undefined : { wallMs, withTime: isoHour !== undefined };
  }
  const [, one, , two, dottedYear, hourText, minute, second, half] = dotted.exec(text.trim()) ?? [];
  if (dottedYear === undefined) return undefined;
  const [day, month] = order === 'day first' ? [one, two] : [two, one];
  const twelve = Number(hourText ?? 0);
  const hour = half === undefined ? twelve : (twelve % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const wallMs = wall(Number(dottedYear), Number(month), Number(day), hour, Number(minute ?? 0), Number(second ?? 0));
  return wallMs === undefined ? undefined : { wallMs, withTime: hourText !== undefined };
}

/** A day and a bit: no zone is further from another. */
const nearMs = 27 * 3_600_000;

/** Which order a portal writes in, told by a date whose moment is known. */
export function dayOrderOf(text: string, ms: number): DayOrder {
  const monthFirst = portalDate(text, 'month first');
  const dayFirst = portalDate(text, 'day first');
  const near = (date: PortalDate | undefined): boolean => date !== undefined && Math.abs(date.wallMs - ms) < nearMs;
  if (near(dayFirst) && !near(monthFirst)) return 'day first';
  if (near(monthFirst) && !near(dayFirst)) return 'month first';
  // 05.05 is the same either way; the separator is the better witness.
  return text.includes('/') ? 'month first' : 'day first';
}

const zoned = /T.*(?:Z|[+-]\d\d:?\d\d)$/u;

/**
 * The moment of a date as any method writes it; NaN for none. Without a zone it is a wall clock, and means this computer's:
 * shown again, it reads as it was written. A machine left alone takes 04.05.2026 for a day of April.
 */
export function portalMoment(text: string): number {
  if (zoned.test(text)) return Date.parse(text);
  const date = portalDate(text, text.includes('/') ? 'month first' : 'day first');
  if (date === undefined) return Date.parse(text);
  const { wallMs } = date;
  return wallMs + new Date(wallMs).getTimezoneOffset() * 60_000;
}
