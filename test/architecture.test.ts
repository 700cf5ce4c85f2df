import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';

import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const source = join(root, 'src');

/** What each folder of src/ may import, beside itself. ARCHITECTURE.md draws the same picture. */
const may: Readonly<Record<string, readonly string[]>> = {
  base: [],
  texts: ['base'],
  markup: ['base'],
  bitrix24: ['base'],
  kinds: ['base', 'markup', 'bitrix24'],
  archive: ['base', 'markup', 'bitrix24', 'kinds'],
  journey: ['base', 'markup', 'bitrix24', 'kinds', 'archive'],
  formats: ['base', 'markup', 'kinds', 'archive'],
  push: ['base', 'kinds', 'archive', 'formats'],
  guide: ['base', 'kinds'],
  portal: ['base'],
  desktop: ['base'],
  box: ['base', 'markup', 'bitrix24', 'kinds', 'archive'],
  commands: [
    'base',
    'markup',
    'texts',
    'bitrix24',
    'kinds',
    'archive',
    'journey',
    'formats',
    'push',
    'guide',
    'portal',
    'desktop',
    'box',
  ],
  cli: ['base', 'texts', 'commands', 'server'],
  server: ['base', 'texts', 'commands'],
};
/** The one place of the portal that knows archives: it serves them. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  [join('portal', 'load')]: ['kinds', 'archive'],
};

function folderOf(file: string): string {
  return relative(source, file).split(sep)[0] ?? '';
}

const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

function importsOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/gu)].map(([, path]) =>
    normalize(join(dirname(file), path ?? '')),
  );
}

describe('the house', () => {
  it('has only the folders that it names', () => {
    expect(new Set(files.map(folderOf)).difference(new Set(Object.keys(may)))).toEqual(new Set());
  });

  it('lets imports run one way', () => {
    const wrong = files.flatMap((file) => {
      const from = folderOf(file);
      const extra = Object.entries(exceptions).find(([place]) => relative(source, file).startsWith(place))?.[1] ?? [];
      return importsOf(file)
        .filter((target) => target.startsWith(source + sep))
        .map(folderOf)
        .filter((to) => to !== from && !(may[from] ?? []).includes(to) && !extra.includes(to))
        .map((to) => `${relative(source, file)} → ${to}`);
    });
    expect(wrong).toEqual([]);
  });

  it('never prints from the inside: only the views in cli/ write to the terminal', () => {
    const loud = files.filter(
      (file) => folderOf(file) !== 'cli' && /process\.(?:stdout|stderr)|console\./u.test(readFileSync(file, 'utf8')),
    );
    expect(loud.map((file) => relative(source, file))).toEqual([]);
  });
});
