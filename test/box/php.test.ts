import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { readPhp } from '../../src/box/php/read.ts';
import { toPlain, Unknown } from '../../src/box/php/value.ts';
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
