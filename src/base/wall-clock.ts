const formats = new Map<string, Intl.DateTimeFormat | undefined>();

/** undefined when nobody knows such a zone. */
function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (formats.has(zone)) return formats.get(zone);
  let made: Intl.DateTimeFormat | undefined;
  try {
    made = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch {
    made = undefined;
  }
  formats.set(zone, made);
  return made;
}

export function isZone(zone: string): boolean {
  return zone !== '' && formatOf(zone) !== undefined;
}

/** What a clock on the wall of a zone shows at a moment, as milliseconds that know no zone. */
export function wallOf(ms: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      ?.formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: string): number => parts.get(name as Intl.DateTimeFormatPartTypes) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** The moment at which a clock on the wall of a zone shows this; the earlier one, where it shows it twice. */
export function momentOf(wallMs: number, zone: string): number {
  const early = wallMs - (wallOf(wallMs - 86_400_000, zone) - (wallMs - 86_400_000));
  if (wallOf(early, zone) === wallMs) return early;
  return wallMs - (wallOf(wallMs + 86_400_000, zone) - (wallMs + 86_400_000));
}
