import { isList, isObject, type Json } from '../../base/json.ts';

const number = (value: number): string =>
  Number.isSafeInteger(value)
    ? `i:${value};`
    : `d:${Number.isFinite(value) ? String(value).replace('e+', 'E+') : '0'};`;

function text(value: string): string {
  const whole = value.toWellFormed();
  return `s:${Buffer.byteLength(whole, 'utf8')}:"${whole}";`;
}

/** PHP turns keys that are whole numbers into numbers. */
const key = (name: string): string =>
  /^(?:0|-?[1-9]\d{0,17})$/u.test(name) && Number.isSafeInteger(Number(name)) ? `i:${name};` : text(name);

/** A value as PHP's `serialize` writes it: maps and lists are arrays, text is counted in bytes. */
export function phpSerialize(value: Json): string {
  if (value === null) return 'N;';
  if (typeof value === 'boolean') return `b:${value ? 1 : 0};`;
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return text(value);
  const entries = isList(value)
    ? value.map((one, index) => `i:${index};${phpSerialize(one)}`)
    : isObject(value)
      ? Object.entries(value).map(([name, one]) => `${key(name)}${phpSerialize(one)}`)
      : [];
  return `a:${entries.length}:{${entries.join('')}}`;
}
