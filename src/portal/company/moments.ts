import type { Chance } from './chance.ts';

/** The last working moment of every sample company; a fixed one, so that the same seed gives the same bytes. */
export const lastMoment = Date.UTC(2026, 7, 14, 12, 0, 0);
const day = 86_400_000;
const moscowMs = 3 * 3_600_000;

const days = new Map<number, string>();
const two = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

function dayText(index: number): string {
  let text = days.get(index);
  if (text === undefined) {
    text = new Date(index * day).toISOString().slice(0, 10);
    days.set(index, text);
  }
  return text;
}

/** ISO 8601 in Moscow time, as portals of Russia give it: `2026-08-14T15:00:00+03:00`. Asked for millions of times. */
export function moment(ms: number): string {
  const local = Math.floor((ms + moscowMs) / 1000);
  const index = Math.floor(local / 86_400);
  const second = local - index * 86_400;
  const [hours, minutes] = [Math.floor(second / 3600), Math.floor(second / 60) % 60];
  return `${dayText(index)}T${two[hours] ?? ''}:${two[minutes] ?? ''}:${two[second % 60] ?? ''}+03:00`;
}

/** A working moment up to `days` before the last one, on a whole second between nine and seven. */
export function past(chance: Chance, days: number): number {
  const dayStart = Math.floor((lastMoment - chance.int(1, days) * day) / day) * day;
  return dayStart + chance.int(6 * 3600, 16 * 3600 - 1) * 1000;
}

/** Some time after `from`, at most `days` later and never after the last moment. */
export function after(chance: Chance, from: number, days: number): number {
  return Math.min(lastMoment, from + chance.int(60, days * 86_400) * 1000);
}
