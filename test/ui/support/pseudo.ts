import { join } from 'node:path';

import type { Page, Response } from 'playwright-core';
import { build } from 'vite';

import { root } from './app.ts';

const open = '⟦';
const close = '⟧';

/**
 * Replaces English by a language that nobody speaks: every text of the catalogue stands in brackets and is two fifths longer.
 * Runs inside the built pages.
 */
const pseudo = `
const longer = (text) => '${open}' + text + ' ····'.repeat(Math.ceil(text.length * 0.08)) + '${close}';
const spoken = (value, name) => {
  if (name === 'language' && value === 'en') return value;
  if (typeof value === 'string') return /\\p{L}/u.test(value) ? longer(value) : value;
  if (typeof value === 'function') return (...given) => spoken(value(...given));
  if (Array.isArray(value)) return value.map((one) => spoken(one));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, spoken(one, key)]));
};
export const en = spoken(spokenTrue);
`;

/** Builds the pages with that language in the place of English. */
export async function buildPseudo(folder: string): Promise<void> {
  await build({
    configFile: join(root, 'ui', 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: folder, minify: false },
    plugins: [
      {
        name: 'pseudo-language',
        enforce: 'pre',
        transform: (code, id) =>
          id.endsWith('/src/texts/en/index.ts')
            ? code.replace('export const en =', 'const spokenTrue =') + pseudo
            : null,
      },
    ],
  });
}

/** What a person sees, hears or may have read to them on the page as it stands. */
async function saidOn(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`(() => {
    const said = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.currentNode; node !== null; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) said.push(node.data);
      else for (const name of ['aria-label', 'title', 'placeholder', 'alt']) said.push(node.getAttribute(name) ?? '');
    }
    return said;
  })()`);
}

/** A text without what came from the catalogue. Brackets may stand in brackets. */
function withoutCatalogue(text: string): string {
  const inner = /⟦[^⟦⟧]*⟧/gu;
  let left = text;
  while (inner.test(left)) left = left.replaceAll(inner, '');
  return left.trim();
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return typeof value === 'object' && value !== null
    ? [...Object.keys(value), ...Object.values(value).flatMap(stringsIn)]
    : [];
}

/** Languages call themselves by their own names, and the program has one. */
const own: ReadonlySet<string> = new Set(['Русский', 'English']);

/** Notes what the server says, and finds texts that are neither from there nor from the catalogue. */
export class Listener {
  /** Values of JSON are data as well. */
  #known = 'true\nfalse\nnull';
  readonly #reading: Promise<void>[] = [];

  constructor(page: Page) {
    page.on('response', (response) => {
      if (!response.url().includes('/api/') || response.url().endsWith('/events')) return;
      this.#reading.push(this.#read(response));
    });
  }

  async #read(response: Response): Promise<void> {
    // What the page has left meanwhile has no body any more.
    const body: unknown = await response.json().catch(() => undefined);
    this.#known += `\n${stringsIn(body).join('\n')}`;
  }

  async strangersOn(page: Page): Promise<readonly string[]> {
    const said = await saidOn(page);
    await Promise.all(this.#reading);
    const place = new URL(page.url()).pathname;
    return said
      .map(withoutCatalogue)
      .filter((text) => /\p{L}/u.test(text) && !own.has(text) && !this.#isKnown(text))
      .map((text) => `${place}: ${text}`);
  }

  /** The server said it, whole or word by word; or these are the first letters of a name. */
  #isKnown(text: string): boolean {
    if (/^[\p{Lu}\d]{1,2}$/u.test(text)) return true;
    const words = text.split(/[\s(),:;…"]+/u).filter((word) => /\p{L}/u.test(word));
    return this.#known.includes(text) || words.every((word) => this.#known.includes(word));
  }
}
