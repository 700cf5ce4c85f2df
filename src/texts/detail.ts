import type { Format } from './format.ts';

/** Reads a fact out of an error, written as a person reads it: `sizeBytes` as a size, `untilMs`/`atMs` as a time. */
export type Detail = (name: string) => string;

/** What every error tells: what happened, whether anything is lost, what to do. */
export interface ErrorText {
  readonly happened: string;
  readonly lost: string;
  readonly todo: string;
}

/** A reader for `detail`; a fact that is not there reads as `…`, so that no sentence shows `undefined`. */
export function detailReader(detail: Readonly<Record<string, string | number>>, format: Format): Detail {
  return (name) => {
    const value = detail[name];
    if (value === undefined || value === '') return '…';
    if (typeof value === 'string') return value;
    // The number of a process is a name.
    if (name === 'pid') return String(value);
    if (name.endsWith('Bytes')) return format.bytes(value);
    if (/(?:At|until)Ms$/u.test(name)) return format.dateTime(value);
    return name.endsWith('Ms') ? format.duration(value) : format.number(value);
  };
}
