// What users install must be under a licence that lets them use it freely.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const allowed = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
]);
const root = join(import.meta.dirname, '..');

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly dev?: boolean; readonly license?: string; readonly optional?: boolean }>
  >;
}
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;

const forUsers = Object.entries(lock.packages).filter(([path, facts]) => path !== '' && facts.dev !== true);
/** Packages whose manifest names no licence of the list, each looked at by hand. */
const reviewed: Readonly<Record<string, string>> = {
  'node_modules/dejavu-fonts-ttf': 'Bitstream Vera and DejaVu: fonts to use, embed and pass on freely',
  'node_modules/png-js': 'MIT, in its LICENSE file',
};
const bad = forUsers.filter(([path, { license }]) => !allowed.has(license ?? '') && !Object.hasOwn(reviewed, path));
for (const [path, { license }] of bad) console.error(`${path}: ${license ?? 'no licence'}`);
console.log(
  `licences: ${forUsers.length} packages for users, ${bad.length} under another licence than ${[...allowed].join(', ')}`,
);
process.exitCode = bad.length === 0 ? 0 : 1;
