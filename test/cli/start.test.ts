import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { describe, expect, it, vi } from 'vitest';

const source = join(import.meta.dirname, '..', '..', 'src');

/** What a module brings along before anything is called: its static imports, types left out. */
function staticImports(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^(?:import|export)(?! type) [^;]*?from '([^']+)';/gmu)]
    .filter(([statement]) => !/^(?:import|export) \{(?:\s*type [^,}]+,?)+\s*\}/u.test(statement))
    .map(([, path]) => path ?? '');
}

function everythingFrom(entry: string): {
  readonly files: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
} {
  const files = new Set<string>();
  const packages = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const path of staticImports(file)) {
      if (path.startsWith('.')) waiting.push(join(dirname(file), path));
      else packages.add(path);
    }
  }
  return { files, packages };
}

describe('starting', () => {
  // A clock would measure the machine; what is loaded is what makes `--help` slow.
  it('shows help without loading any package, database or network', () => {
    const { files, packages } = everythingFrom(join(source, 'cli', 'main.ts'));
    expect([...packages].toSorted()).toEqual(['node:util', 'node:v8']);
    const folders = new Set([...files].map((file) => relative(source, file).split(/[/\\]/u)[0]));
    expect(folders).toEqual(new Set(['cli', 'commands', 'texts', 'base']));
    expect(files.size).toBeLessThan(30);
  });

  it('loads the words of one language alone', () => {
    for (const [language, other] of [
      ['en', 'ru'],
      ['ru', 'en'],
    ] as const) {
      const words = everythingFrom(join(source, 'texts', language, 'index.ts'));
      expect([...words.packages]).toEqual([]);
      expect([...words.files].filter((file) => relative(join(source, 'texts'), file).startsWith(other))).toEqual([]);
    }
    const { files } = everythingFrom(join(source, 'cli', 'main.ts'));
    expect([...files].filter((file) => /texts[/\\](?:en|ru)[/\\]/u.test(file))).toEqual([]);
  });

  it('makes no format of numbers or dates before one is needed', async () => {
    const asked: (string | symbol)[] = [];
    vi.stubGlobal(
      'Intl',
      new Proxy(Intl, {
        get(intl, name: keyof typeof Intl) {
          asked.push(name);
          return intl[name];
        },
      }),
    );
    vi.resetModules();
    const [{ en }, { ru }] = [await import('../../src/texts/en/index.ts'), await import('../../src/texts/ru/index.ts')];
    await import('../../src/cli/layout.ts');
    expect(asked).toEqual([]);
    expect([en.format.number(1_234), ru.format.number(1_234)]).toEqual(['1,234', '1\u00a0234']);
    expect(asked).toEqual(['NumberFormat', 'NumberFormat']);
    vi.unstubAllGlobals();
  });
});
