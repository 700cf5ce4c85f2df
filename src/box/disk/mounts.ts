import { readFileSync } from 'node:fs';

/** Folders on which other file systems, or other folders, are mounted. Empty where the system does not tell. */
export function mountPoints(): ReadonlySet<string> {
  let text: string;
  try {
    text = readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return new Set();
  }
  const points = text.split('\n').map((line) => line.split(' ')[4] ?? '');
  return new Set(points.filter((point) => point !== '').map(unescape));
}

/** mountinfo writes blanks and the like as octal numbers. */
function unescape(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/gu, (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 8)));
}

/** Whether something is mounted on this folder or anywhere under it. */
export function holdsMount(path: string, points: ReadonlySet<string>): boolean {
  if (points.has(path)) return true;
  for (const point of points) if (point.startsWith(`${path}/`)) return true;
  return false;
}
