/** What a clock in a time zone shows at a moment, as if it were UTC. */
function shownAt(ms: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(ms);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function written(shownMs: number, offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const offset = `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return `${new Date(shownMs).toISOString().slice(0, 19)}${offset}`;
}

/** A database's `2026-05-12 16:40:25`, told by a clock of the zone, as REST writes it: `2026-05-12T16:40:25+03:00`. */
export function momentOf(text: string, zone: string): string {
  const shownMs = Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
  // The offset of a moment near enough; twice, for the nights in which clocks are put forward or back.
  let ms = shownMs - (shownAt(shownMs, zone) - shownMs);
  ms = shownMs - (shownAt(ms, zone) - ms);
  return written(shownMs, shownMs - ms);
}

/** A day, as the old methods write it: midnight on a clock of the zone. */
export function midnightOf(text: string, zone: string): string {
  return momentOf(`${text.slice(0, 10)} 00:00:00`, zone);
}

/** A day, as the universal methods write it: midnight of Greenwich on a clock of the zone. */
export function dayOf(text: string, zone: string): string {
  const ms = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  const shownMs = shownAt(ms, zone);
  return written(shownMs, shownMs - ms);
}
