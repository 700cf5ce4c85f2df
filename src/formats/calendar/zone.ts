import { wallOf } from '../../base/wall-clock.ts';
import { contentLine } from '../content-lines.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

function offsetOf(ms: number, zone: string): number {
  return wallOf(ms, zone) - Math.floor(ms / 1000) * 1000;
}

/** `20261123T100000` of a wall clock. */
export function wallStamp(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, 19).replaceAll(/[-:]/gu, '');
}

/** `20261123T100000Z` of a moment. */
export function utcStamp(ms: number): string {
  return `${wallStamp(ms)}Z`;
}

/** `20261123`. */
export function dateStamp(wallMs: number): string {
  return wallStamp(wallMs).slice(0, 8);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function offsetText(ms: number): string {
  const minutes = Math.abs(Math.round(ms / 60_000));
  return `${ms < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
}

/** The moment between two at which a zone's clock jumps, to the second. */
function jumpBetween(fromMs: number, toMs: number, zone: string): number {
  const before = offsetOf(fromMs, zone);
  let [low, high] = [fromMs, toMs];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetOf(middle, zone) === before) low = middle;
    else high = middle;
  }
  return high;
}

function observance(startWallMs: number, fromMs: number, toMs: number): string {
  const name = toMs > fromMs ? 'DAYLIGHT' : 'STANDARD';
  return (
    contentLine('BEGIN', name) +
    contentLine('DTSTART', wallStamp(startWallMs)) +
    contentLine('TZOFFSETFROM', offsetText(fromMs)) +
    contentLine('TZOFFSETTO', offsetText(toMs)) +
    contentLine('END', name)
  );
}

/**
 * A zone as iCalendar wants it, with every jump of its clock in the given years as the system knows them: no rule is
 * guessed, so a zone that changed its mind is right too.
 */
export function timeZone(zone: string, fromYear: number, toYear: number): string {
  const startMs = Date.UTC(fromYear, 0, 1);
  let offset = offsetOf(startMs, zone);
  let observances = observance(startMs, offset, offset);
  for (let ms = startMs; ms < Date.UTC(toYear + 1, 0, 1); ms += 7 * dayMs) {
    const next = offsetOf(ms + 7 * dayMs, zone);
    if (next === offset) continue;
    const jumpMs = jumpBetween(ms, ms + 7 * dayMs, zone);
    observances += observance(jumpMs + offset, offset, next);
    offset = next;
  }
  return contentLine('BEGIN', 'VTIMEZONE') + contentLine('TZID', zone) + observances + contentLine('END', 'VTIMEZONE');
}
