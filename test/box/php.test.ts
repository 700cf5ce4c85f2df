import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { readPhp } from '../../src/box/php/read.ts';
import { isArray, type PhpValue, toPlain, Unknown } from '../../src/box/php/value.ts';
import { describeWith } from '../support/needs.ts';
import { includeWithPhp } from './support/php.ts';

const folder = mkdtempSync(join(tmpdir(), 'bye24-php-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const root = '/home/bitrix/www';

function read(code: string): unknown {
  const { returned } = readPhp(code, join(folder, '.settings.php'), root);
  return returned === undefined ? undefined : toPlain(returned);
}

const samples: Readonly<Record<string, string>> = {
  'the vendor’s form': `<?php
return array (
  'utf_mode' => array ('value' => true, 'readonly' => true),
  'cache_flags' => array('value' => array('config_options' => 3600.0, 'site_domain' => 3600)),
  'cache' => array('value' => array(
      'type' => array('class_name' => '\\\\Bitrix\\\\Main\\\\Data\\\\CacheEngineRedis', 'extension' => 'redis'),
      'redis' => array('host' => 'unix:///tmp/redis.sock', 'port' => '0'),
      'sid' => $_SERVER["DOCUMENT_ROOT"]."#01",
  )),
);`,
  'short arrays, keys of all sorts, trailing commas': `<?php return ['a', 'b' => ["x\\ty", 'y\\'z', "\\$q"], 5 => null, '7' => false, -1, true => 'one', 'n' => [], ];`,
  operators: `<?php return ['octal' => 0664, 'hex' => 0x1F, 'big' => 1_000, 'sum' => 1 + 2 * 3, 'or' => 4 | 1, 'neg' => -5, 'not' => !0, 'cmp' => 2 > 1, 't' => 1 === 1 ? 'yes' : 'no', 'e' => '' ?: 'else', 'n' => null ?? 'null'];`,
  'variables, constants, statements before': `<?php
define('SITE', 'acme');
$host = "db-" . SITE;
if (defined('SITE')) { $port = 3306; } else { $port = 1; }
return ['host' => "$host:{$port}", 'dir' => dirname(__DIR__) . '/x', 'same' => [...[1, 2], 3]];`,
  heredoc: `<?php return ['text' => <<<X\na "b" 'c'\nX\n, 'raw' => <<<'Y'\n$no\nY\n];`,
};

describeWith('php', 'reading PHP settings', (php) => {
  it.each(Object.entries(samples))('%s: as PHP itself', (_, code) => {
    const path = join(folder, '.settings.php');
    writeFileSync(path, code);
    expect(read(code)).toEqual(includeWithPhp(php, path, root));
  });

  it('any password: as PHP itself', () => {
    const path = join(folder, 'password.php');
    const passwords = fc
      .sample(fc.string({ unit: 'grapheme', maxLength: 20 }), 200)
      .filter((text) => text.isWellFormed());
    const quoted = passwords.map((text) => `'${text.replaceAll(/['\\]/gu, String.raw`\$&`)}'`);
    const code = `<?php return [${quoted.join(', ')}];`;
    writeFileSync(path, code);
    expect(read(code)).toEqual(passwords);
    expect(includeWithPhp(php, path, root)).toEqual(passwords);
  });
});

/** An expression of PHP, and whether only a running PHP can know its value. */
interface Expression {
  readonly code: string;
  readonly unknown: boolean;
}

const single = (text: string): string => `'${text.replaceAll(/['\\]/gu, String.raw`\$&`)}'`;
const double = (text: string): string => `"${text.replaceAll(/["\\$]/gu, String.raw`\$&`)}"`;
const text = fc.string({
  unit: fc.constantFrom('a', 'Ы', "'", '"', '\\', '$', '{', '#', ' ', '/', '😀', '%'),
  maxLength: 6,
});
const known = (code: string): Expression => ({ code, unknown: false });
const together = (parts: readonly Expression[], code: string): Expression => ({
  code,
  unknown: parts.some(({ unknown }) => unknown),
});

/** Settings as people and the vendor write them, and some that only PHP itself can tell. */
function settings(withUnknown: boolean): fc.Arbitrary<Expression> {
  const scalar = fc.oneof(
    text.map((each) => known(single(each))),
    text.map((each) => known(double(each))),
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map((each) => known(String(each))),
    fc
      .constantFrom(
        '0x1F',
        '0664',
        '1_000',
        '2.5',
        'true',
        'FALSE',
        'null',
        'PHP_EOL',
        '__DIR__',
        '$_SERVER["DOCUMENT_ROOT"]',
        'SITE',
        '$host',
      )
      .map(known),
  );
  const strange = fc
    .constantFrom(
      'getenv("X")',
      '$undefined',
      'new Foo()',
      'NOWHERE',
      String.raw`\Redis::OPT`,
      '$_SERVER["HOME"]',
      'random_int(1, 9)',
    )
    .map((code) => ({ code, unknown: true }));
  const leaf = withUnknown ? fc.oneof({ arbitrary: scalar, weight: 4 }, { arbitrary: strange, weight: 1 }) : scalar;
  // Where something is unknown no key comes twice: the later one would hide it.
  const key = withUnknown
    ? fc.constantFrom("'a'", "'b'", "'c'", '5')
    : fc.oneof(text.map(single), fc.integer({ min: 0, max: 9 }).map(String), fc.constantFrom("'7'", 'true'));
  const members = (value: fc.Arbitrary<Expression>): fc.Arbitrary<readonly [string, Expression][]> =>
    withUnknown
      ? fc.uniqueArray(fc.tuple(key, value), { maxLength: 4, selector: ([name]) => name })
      : fc.array(fc.tuple(key, value), { maxLength: 4 });
  const { value } = fc.letrec<{ value: Expression }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.tuple(leaf, leaf).map((both) => together(both, `${both[0].code} . ${both[1].code}`)),
      fc.tuple(scalar, scalar).map((both) => together(both, `(${both[0].code}) ?: (${both[1].code})`)),
      fc.tuple(members(tie('value')), fc.boolean()).map(([list, isShort]) => {
        const inner = list.map(([name, { code }]) => `${name} => ${code}`).join(', ');
        return together(
          list.map(([, member]) => member),
          isShort ? `[${inner}]` : `array(${inner})`,
        );
      }),
    ),
  }));
  return fc.dictionary(fc.constantFrom('cache', 'connections', 'crypto', 'sid'), value, { maxKeys: 4 }).map((parts) =>
    together(
      Object.values(parts),
      `[${Object.entries(parts)
        .map(([name, { code }]) => `${single(name)} => ${code}`)
        .join(', ')}]`,
    ),
  );
}

function hasUnknown(value: PhpValue | undefined): boolean {
  return value instanceof Unknown || (isArray(value) && [...value.values()].some(hasUnknown));
}

const head = "define('SITE', 'acme'); $host = 'db.' . SITE;";

describeWith('php', 'settings of any make', (php) => {
  it('are read as PHP itself reads them', () => {
    const path = join(folder, 'any.php');
    const samples = fc.sample(settings(false), { numRuns: 300, seed: 20_261_128 });
    expect(samples.length).toBeGreaterThan(100);
    const code = `<?php ${head}\nreturn [\n${samples.map((each) => each.code).join(',\n')}\n];`;
    writeFileSync(path, code);
    expect(readPhp(code, path, root).returned).toBeDefined();
    const own = toPlain(readPhp(code, path, root).returned ?? null);
    expect(own).toEqual(includeWithPhp(php, path, root));
  });

  it('are refused where a value depends on what only PHP knows, and then no value is made up', () => {
    const path = join(folder, 'strange.php');
    const samples = fc.sample(settings(true), { numRuns: 200, seed: 8 }).filter(({ unknown }) => unknown);
    expect(samples.length).toBeGreaterThan(20);
    for (const { code } of samples) {
      expect(hasUnknown(readPhp(`<?php ${head} return ${code};`, path, root).returned), code).toBe(true);
    }
  });
});

describe('what only a running PHP knows', () => {
  it('stays unknown instead of becoming a guess', () => {
    for (const expression of [
      'getenv("X")',
      '\\Redis::SERIALIZER_IGBINARY',
      '$unknown',
      'new Foo()',
      'UNKNOWN',
      '$_SERVER["HOME"]',
    ]) {
      const { returned } = readPhp(`<?php return ${expression};`, 'x.php', root);
      expect(returned, expression).toBeInstanceOf(Unknown);
      expect(readPhp(`<?php return "a" . ${expression};`, 'x.php', root).returned, expression).toBeInstanceOf(Unknown);
    }
  });

  it('makes unsure what a condition that nobody can know would set', () => {
    const { variables, constants } = readPhp(
      '<?php $a = 1; $b = 2; if (getenv("X")) { $a = 3; define("C", 1); }',
      'x.php',
      root,
    );
    expect(variables.get('a')).toBeInstanceOf(Unknown);
    expect(constants.get('C')).toBeInstanceOf(Unknown);
    expect(variables.get('b')).toBe(2);
  });
});
