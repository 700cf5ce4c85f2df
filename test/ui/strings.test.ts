import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { parseAst } from 'rolldown/parseAst';
import { expect, it } from 'vitest';

import { root } from './support/app.ts';

const source = join(root, 'ui', 'src');
/** Attributes that a person reads or hears. */
const human: ReadonlySet<string> = new Set(['alt', 'aria-label', 'aria-description', 'label', 'placeholder', 'title']);
/** Languages call themselves by their own name, whatever is chosen. */
const own: ReadonlySet<string> = new Set(['Русский', 'English']);

const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

/** Texts of a file that a person would see and that no catalogue holds. */
function textsIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn);
  if (!isNode(node)) return [];
  const { type, value, name } = node;
  const text = typeof value === 'string' ? value.trim() : '';
  if (type === 'JSXText' && /\p{L}/u.test(text)) return [text];
  if (type === 'Literal' && /\p{Script=Cyrillic}/u.test(text)) return [text];
  if (type === 'JSXAttribute' && isNode(name) && human.has(String(name['name'])) && isNode(value)) {
    const said = value['type'] === 'Literal' ? String(value['value']) : '';
    if (/\p{L}/u.test(said)) return [said];
  }
  return Object.values(node).flatMap(textsIn);
}

it('finds a text that stands in a page and not in a catalogue', () => {
  const page = '<b title="Hello" lang="en" aria-label={x}>Привет {name}<i>5</i>{"мир"}</b>';
  expect(textsIn(parseAst(page, { lang: 'tsx' }))).toEqual(['Hello', 'Привет', 'мир']);
});

it('every word of the web app comes from the catalogues', () => {
  expect(files.length).toBeGreaterThan(60);
  const found = files.flatMap((file) =>
    textsIn(parseAst(readFileSync(file, 'utf8'), { lang: 'tsx' }))
      .filter((text) => !own.has(text))
      .map((text) => `${relative(source, file)}: ${text}`),
  );
  expect(found).toEqual([]);
});
