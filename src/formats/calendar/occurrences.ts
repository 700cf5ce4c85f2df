import type { ArchivedRecord } from '../../archive/types.ts';
import { isObject, type Json, textOf } from '../../base/json.ts';
import { timeOf } from '../../kinds/calendar/event-time.ts';
import { dayOrderOf, portalDate } from '../../kinds/calendar/portal-date.ts';
import { elementsOf, textAt } from '../../kinds/fields.ts';

/** One time at which an event takes place, by the clock of its own zone: milliseconds that know no zone. */
export interface Occurrence {
  readonly fromWallMs: number;
  readonly toWallMs: number;
  readonly allDay: boolean;
  /** It is one of a series. */
  readonly repeats: boolean;
}

const dayMs = 86_400_000;
/** A series without an end is followed so far and no further. */
const timesMax = 20_000;
const weekDays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

interface Rule {
  readonly every: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval: number;
  readonly days: ReadonlySet<number>;
  readonly count: number;
  readonly untilMs: number;
}

function rawRule(rule: Json | undefined): Readonly<Record<string, Json>> {
  if (isObject(rule)) return rule;
  if (typeof rule !== 'string') return {};
  const pairs = rule.replace(/^RRULE:/iu, '').split(';');
  return Object.fromEntries(
    pairs.map((pair) => pair.split('=')).map(([name = '', value = '']) => [name.toUpperCase(), value]),
  );
}

/** The portal's rule of a series; undefined where there is none, or one that nobody can read. */
function ruleOf(value: Json | undefined): Rule | undefined {
  const rule = rawRule(value);
  const every = textOf(rule['FREQ']).toUpperCase();
  if (every !== 'DAILY' && every !== 'WEEKLY' && every !== 'MONTHLY' && every !== 'YEARLY') return undefined;
  const named = typeof rule['BYDAY'] === 'string' ? rule['BYDAY'].split(',') : elementsOf(rule['BYDAY']).map(textOf);
  const days = named.map((name) => weekDays.indexOf(name.slice(-2))).filter((day) => day >= 0);
  const count = Number(textOf(rule['COUNT']));
  const until = Number(textOf(rule['UNTIL_TS'])) * 1000;
  return {
    every,
    interval: Math.max(1, Math.floor(Number(textOf(rule['INTERVAL'])) || 1)),
    days: new Set(days),
    count: Number.isInteger(count) && count > 0 ? count : timesMax,
    // The last day counts whole.
    untilMs: until > 0 ? Math.floor(until / dayMs) * dayMs + 2 * dayMs - 1 : Number.POSITIVE_INFINITY,
  };
}

/** Moments of a series from its first on, in order. A month without such a day is left out, as calendars do. */
function* times(firstMs: number, rule: Rule): Generator<number, void, void> {
  const { every, interval, days } = rule;
  const date = new Date(firstMs);
  const clock = firstMs % dayMs;
  const weekStart = firstMs - clock - ((date.getUTCDay() + 6) % 7) * dayMs;
  for (let step = 0; step < timesMax; step++) {
    const far = step * interval;
    if (every === 'DAILY') yield firstMs + far * dayMs;
    else if (every === 'WEEKLY') {
      const wanted = days.size > 0 ? days : new Set([date.getUTCDay()]);
      for (let day = 0; day < 7; day++) {
        const ms = weekStart + (far * 7 + day) * dayMs + clock;
        if (ms >= firstMs && wanted.has((day + 1) % 7)) yield ms;
      }
    } else {
      const months = every === 'MONTHLY' ? far : far * 12;
      const day = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate());
      if (new Date(day).getUTCDate() === date.getUTCDate()) yield day + clock;
    }
  }
}

function exceptions({ row }: ArchivedRecord): ReadonlySet<number> {
  const order = dayOrderOf(textAt(row, 'DATE_FROM'), Number(textAt(row, 'DATE_FROM_TS_UTC')) * 1000);
  const days = textAt(row, 'EXDATE')
    .split(/[;,]/u)
    .flatMap((text) => portalDate(text, order)?.wallMs ?? []);
  return new Set(days.map((ms) => Math.floor(ms / dayMs)));
}

/** When an event takes place between two moments of the clock; [] where its date can't be read. */
export function occurrencesOf(record: ArchivedRecord, fromWallMs: number, toWallMs: number): readonly Occurrence[] {
  const time = timeOf(record.row);
  if (time === undefined) return [];
  const lengthMs = time.toWallMs - time.fromWallMs;
  const { allDay } = time;
  const rule = ruleOf(record.row['RRULE']);
  const at = (ms: number, repeats: boolean): Occurrence => ({
    fromWallMs: ms,
    toWallMs: ms + lengthMs,
    allDay,
    repeats,
  });
  const meets = (ms: number): boolean => ms < toWallMs && (ms + lengthMs > fromWallMs || ms >= fromWallMs);
  if (rule === undefined) return meets(time.fromWallMs) ? [at(time.fromWallMs, false)] : [];
  const left = exceptions(record);
  const found: Occurrence[] = [];
  let number = 0;
  for (const ms of times(time.fromWallMs, rule)) {
    if (++number > rule.count || ms > rule.untilMs || ms >= toWallMs) break;
    if (meets(ms) && !left.has(Math.floor(ms / dayMs))) found.push(at(ms, true));
  }
  return found;
}
