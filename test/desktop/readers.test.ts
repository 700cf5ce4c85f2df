import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Answer, Computer } from '../../src/desktop/computer.ts';
import { findPackages, managers } from '../../src/desktop/packages.ts';
import { parsePlist } from '../../src/desktop/parse/plist.ts';
import { parsePs, parseWindowsProcesses } from '../../src/desktop/parse/processes.ts';
import { parseRegistry } from '../../src/desktop/parse/registry.ts';
import type { PackageManager } from '../../src/desktop/types.ts';
import { describeWith } from '../support/needs.ts';
import { linuxComputer, put, scratchRoot } from './linux-computer.ts';

const answer = (code: number, text: string): Answer => ({ code, stdout: Buffer.from(text), stderr: '' });

/** A computer whose only package manager answers as the real one does. */
function computerWith(manager: PackageManager, owned: Readonly<Record<string, string>>, files: string): Computer {
  const root = scratchRoot();
  put(root, '/opt/Bitrix24/Bitrix24', 'program');
  put(root, '/opt/Bitrix24/BDisk', 'program');
  put(root, '/usr/lib/other.so', 'of somebody else');
  const program = managers[manager].owner('/x')[0];
  return {
    ...linuxComputer(root),
    ask: (argv) => {
      if (argv[0] !== program) return Promise.resolve(undefined);
      const wanted = argv.at(-1) ?? '';
      if (argv.join(' ') === managers[manager].owner(wanted).join(' ')) {
        const name = owned[wanted];
        return Promise.resolve(
          name === undefined ? answer(1, `file ${wanted} is not owned by any package\n`) : answer(0, `${name}\n`),
        );
      }
      if (argv.join(' ') === managers[manager].files(wanted).join(' ')) return Promise.resolve(answer(0, files));
      return Promise.resolve(answer(0, '17.0.17.84-1'));
    },
  };
}

describe.each(['rpm', 'pacman'] as const)('packages of %s', (manager) => {
  const owned = { '/opt/Bitrix24/Bitrix24': 'bitrix24', '/opt/Bitrix24/BDisk': 'bitrix24' };

  it('are found by what they own, once', async () => {
    const files =
      '/opt/\n/opt/Bitrix24/\n/opt/Bitrix24/Bitrix24\n/usr/bin/bitrix24\n/usr/share/applications/b.desktop\n';
    const found = await findPackages(computerWith(manager, owned, files), '/opt/Bitrix24');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      id: 'package:bitrix24',
      place: { manager, name: 'bitrix24', version: '17.0.17.84-1' },
      sure: 'certain',
    });
    expect(found[0]?.leftAlone).not.toBe('mixed');
  });

  it('are left alone when they hold what is not the app’s', async () => {
    const found = await findPackages(
      computerWith(manager, owned, '/opt/Bitrix24/BDisk\n/usr/lib/other.so\n'),
      '/opt/Bitrix24',
    );
    expect(found[0]?.leftAlone).toBe('mixed');
  });

  it('are not made up from a refusal', async () => {
    expect(await findPackages(computerWith(manager, {}, ''), '/opt/Bitrix24')).toEqual([]);
    expect(managers[manager].readOwner('file /opt/x is not owned by any package\n')).toBeUndefined();
    expect(managers[manager].readOwner('error: No package owns /opt/x\n')).toBeUndefined();
    expect(managers[manager].readOwner('bitrix24; rm -rf /\n')).toBeUndefined();
  });

  it('go alone: nothing that leans on them is taken along', () => {
    expect(managers[manager].remove('bitrix24').join(' ')).toMatch(/^(?:rpm --erase|pacman -R --noconfirm) bitrix24$/u);
  });
});

describe('lists of processes', () => {
  it('of macOS are read with spaces in their paths', () => {
    const text = [
      '  501   501 Sat Nov 28 09:00:01 2026     /Applications/Bitrix24.app/Contents/MacOS/Bitrix24',
      '  502   501 Sat Nov 28 09:00:02 2026     /Users/anna/My Apps/Bitrix24 Framework/Helper (Renderer)',
      '  1       0 Sat Nov 28 08:00:00 2026     launchd',
      'garbage',
    ].join('\n');
    expect(parsePs(text)).toEqual([
      {
        pid: 501,
        uid: 501,
        startedAt: 'Sat Nov 28 09:00:01 2026',
        executable: '/Applications/Bitrix24.app/Contents/MacOS/Bitrix24',
      },
      {
        pid: 502,
        uid: 501,
        startedAt: 'Sat Nov 28 09:00:02 2026',
        executable: '/Users/anna/My Apps/Bitrix24 Framework/Helper (Renderer)',
      },
    ]);
  });

  it('of Windows are read whether PowerShell sends one, many or none', () => {
    const one = {
      ProcessId: 7,
      ExecutablePath: String.raw`C:\Program Files (x86)\Bitrix24\Bitrix24.exe`,
      Started: '2026-11-28T09:00:00Z',
    };
    const read = [{ pid: 7, executable: one.ExecutablePath, startedAt: one.Started }];
    expect(parseWindowsProcesses(JSON.stringify(one))).toEqual(read);
    expect(
      parseWindowsProcesses(
        `\ufeff${JSON.stringify([one, { ProcessId: 4, ExecutablePath: null, Started: null }])}\r\n`,
      ),
    ).toEqual(read);
    for (const text of ['', 'null', '[]', 'Get-CimInstance : Access denied', '{"ProcessId":"7"}'])
      expect(parseWindowsProcesses(text), text).toEqual([]);
  });
});

describe('what reg export writes', () => {
  const text = [
    'Windows Registry Editor Version 5.00',
    '',
    String.raw`[HKEY_CURRENT_USER\Software\Classes\bx]`,
    '@="URL:bx"',
    String.raw`"URL Protocol"=""`,
    String.raw`"Quoted \"name\""="C:\\Bitrix24\\\"x\".exe"`,
    '"Two lines"="first',
    'second"',
    '"Expand"=hex(2):43,00,3a,00,5c,00,42,00,\\',
    '  69,00,00,00',
    '"Number"=dword:00000001',
    '',
    String.raw`[-HKEY_CURRENT_USER\Software\Gone]`,
    String.raw`[HKEY_CURRENT_USER\Software\Битрикс24]`,
    '"Путь"="значение"',
  ].join('\r\n');
  const expected = [
    {
      key: String.raw`HKEY_CURRENT_USER\Software\Classes\bx`,
      values: [
        { name: '', data: 'URL:bx' },
        { name: 'URL Protocol', data: '' },
        { name: 'Quoted "name"', data: String.raw`C:\Bitrix24\"x".exe` },
        { name: 'Two lines', data: 'first\nsecond' },
        { name: 'Expand', data: String.raw`C:\Bi` },
        { name: 'Number' },
      ],
    },
    { key: String.raw`HKEY_CURRENT_USER\Software\Битрикс24`, values: [{ name: 'Путь', data: 'значение' }] },
  ];

  it('is read in UTF-16 with its mark, and in UTF-8', () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    expect(parseRegistry(utf16)).toEqual(expected);
    expect(parseRegistry(Buffer.from(text, 'utf8'))).toEqual(expected);
  });

  it('cut anywhere never makes up a key', () => {
    const bytes = Buffer.from(text, 'utf8');
    const keys = expected.map(({ key }) => key);
    for (let end = 0; end < bytes.length; end += 7) {
      const found = parseRegistry(bytes.subarray(0, end)).map(({ key }) => key);
      expect(keys.slice(0, found.length)).toEqual(found);
    }
  });
});

describeWith('python', 'property lists', (python) => {
  const write = `import sys, json, plistlib
data = json.load(sys.stdin)
form = plistlib.FMT_XML if sys.argv[1] == 'xml' else plistlib.FMT_BINARY
sys.stdout.buffer.write(b''.join(len(b).to_bytes(4, 'big') + b for b in (plistlib.dumps(one, fmt=form, sort_keys=False) for one in data)))`;

  it.each(['xml', 'binary'])('in %s are read as Python wrote them', (form) => {
    // No control characters: XML has no way to write them.
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom('<', '&', '"', "'", '>', 'ы', '😀', ' ', 'x', ']')),
      maxLength: 8,
    });
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.nat(2 ** 31),
        fc.boolean(),
        fc.array(tie('value'), { maxLength: 20 }),
        fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    const samples = fc.sample(fc.record({ root: value, text }), { numRuns: 150, seed: 8 });
    const { stdout, stderr, status } = spawnSync(python, ['-c', write, form], {
      input: JSON.stringify(samples),
      maxBuffer: 64 << 20,
    });
    expect(status, stderr.toString()).toBe(0);
    let at = 0;
    for (const sample of samples) {
      const length = stdout.readUInt32BE(at);
      const bytes = stdout.subarray(at + 4, at + 4 + length);
      expect(parsePlist(bytes)).toEqual(JSON.parse(JSON.stringify(sample)));
      // Cut short it says nothing, or less: it never raises.
      parsePlist(bytes.subarray(0, length >> 1));
      at += 4 + length;
    }
    expect(at).toBe(stdout.length);
  });

  it('name a folder of theirs, not one made up', () => {
    expect(parsePlist(Buffer.from(join('not', 'a', 'list')))).toBeUndefined();
    expect(parsePlist(Buffer.from('bplist00'))).toBeUndefined();
    expect(parsePlist(Buffer.from('<plist><string>&#1041;&#x431; &amp;amp;</string></plist>'))).toBe('Бб &amp;');
  });
});
