import { relative } from 'node:path';

/** A path as a person would type it from here. */
export function placeOf(path: string): string {
  const near = relative(process.cwd(), path);
  if (near === '') return '.';
  return near.startsWith('..') ? path : near;
}
