const moscowMs = 3 * 3_600_000;

/** `12/11/2024 05:59:00 pm`, as old modules write dates of a portal of the English form, in Moscow time. */
export function siteDate(ms: number): string {
  const text = new Date(ms + moscowMs).toISOString();
  const [year, month, day] = text.slice(0, 10).split('-');
  const hour = Number(text.slice(11, 13));
  const twelve = String(hour % 12 === 0 ? 12 : hour % 12).padStart(2, '0');
  return `${month}/${day}/${year} ${twelve}${text.slice(13, 19)} ${hour < 12 ? 'am' : 'pm'}`;
}
