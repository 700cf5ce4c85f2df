// Writes the generated pages of docs/; with --check only says whether they are up to date.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { coverage } from './coverage.ts';
import { errorsPage } from './errors-page.ts';
import { guidePage } from './guide-page.ts';

interface GeneratedPage {
  readonly path: string;
  readonly make: () => string | Promise<string>;
}

const pages: readonly GeneratedPage[] = [
  { path: 'docs/coverage.md', make: () => coverage('en') },
  { path: 'docs/coverage.ru.md', make: () => coverage('ru') },
  { path: 'docs/guide.md', make: () => guidePage('en') },
  { path: 'docs/guide.ru.md', make: () => guidePage('ru') },
  { path: 'docs/errors.md', make: () => errorsPage('en') },
  { path: 'docs/errors.ru.md', make: () => errorsPage('ru') },
];

const root = join(import.meta.dirname, '..');
const check = process.argv.includes('--check');
let stale = 0;
for (const { path, make } of pages) {
  const file = join(root, path);
  const text = await format(await make(), { ...(await resolveConfig(file)), filepath: file });
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (check) {
    console.error(`${path} is not what \`npm run docs\` writes`);
    stale++;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`wrote ${path}`);
  }
}
process.exitCode = stale === 0 ? 0 : 1;
