import type { JsonObject } from '../../base/json.ts';
import { isZone, wallOf } from '../../base/wall-clock.ts';
import { textAt } from '../fields.ts';
import { dayOrderOf, portalDate } from './portal-date.ts';

const dayMs = 86_400_000;

/** When an event is. Zoned times keep their wall clock; a series needs it where clocks jump. */
export interface EventTime {
  readonly allDay: boolean;
  readonly zone: string;
  readonly fromWallMs: number;
  readonly toWallMs: number;
}

/** undefined when the row has no date that can be read. */
export function timeOf(row: JsonObject): EventTime | undefined {
  const [fromS, toS] = [Number(textAt(row, 'DATE_FROM_TS_UTC')), Number(textAt(row, 'DATE_TO_TS_UTC'))];
  const allDay = textAt(row, 'DT_SKIP_TIME') === 'Y';
  const order = dayOrderOf(textAt(row, 'DATE_FROM'), fromS * 1000);
  const [from, to] = [portalDate(textAt(row, 'DATE_FROM'), order), portalDate(textAt(row, 'DATE_TO'), order)];
  if (allDay) {
    const fromWallMs = dayOf(from?.wallMs ?? fromS * 1000);
    if (fromWallMs === 0) return undefined;
    return { allDay, zone: '', fromWallMs, toWallMs: Math.max(fromWallMs, dayOf(to?.wallMs ?? fromWallMs)) + dayMs };
  }
  const named = textAt(row, 'TZ_FROM');
  if (fromS > 0) {
    const zone = isZone(named) ? named : 'UTC';
    const length = Math.max(0, toS > 0 ? toS - fromS : 0) * 1000;
    return { allDay, zone, fromWallMs: wallOf(fromS * 1000, zone), toWallMs: wallOf(fromS * 1000 + length, zone) };
  }
  if (from === undefined) return undefined;
  return { allDay, zone: isZone(named) ? named : 'UTC', fromWallMs: from.wallMs, toWallMs: to?.wallMs ?? from.wallMs };
}

/** The day of a wall clock; 0 for none. */
export function dayOf(wallMs: number): number {
  return Number.isNaN(wallMs) ? 0 : Math.floor(wallMs / dayMs) * dayMs;
}
