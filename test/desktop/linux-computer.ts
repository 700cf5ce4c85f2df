import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { onTestFinished } from 'vitest';

import type { Computer } from '../../src/desktop/computer.ts';
import { linuxProcesses, start } from '../../src/desktop/this-computer.ts';

const home = '/home/anna';

/** A folder that stands for a Linux computer; it is gone after the test. */
export function scratchRoot(under = tmpdir()): string {
  const root = mkdtempSync(join(under, 'bye24-desktop-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const folder of [home, '/var/lib/dpkg/info', '/var/lib/dpkg/updates', '/var/lib/dpkg/triggers', '/usr/bin']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  for (const file of ['status', 'available']) writeFileSync(join(root, '/var/lib/dpkg', file), '');
  return root;
}

export function put(root: string, path: string, content: string | Buffer = ''): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  utimesSync(file, 1_700_000_000, 1_700_000_000);
  return file;
}

export interface LinuxOptions {
  /** Hears of every program that changes something. */
  readonly ran?: string[][];
  readonly home?: string;
}

/** The computer in a scratch root: real files, the real dpkg told to work there, the real processes that run from there. */
export function linuxComputer(root: string, { ran = [], home: own = home }: LinuxOptions = {}): Computer {
  const inRoot = (argv: readonly string[]): readonly string[] => {
    const [program = '', ...rest] = argv;
    if (!program.startsWith('dpkg')) return argv;
    const more = program === 'dpkg' ? ['--force-not-root', '--force-script-chrootless', '--force-bad-path'] : [];
    return [program, `--root=${root}`, ...more, ...rest];
  };
  return {
    system: 'linux',
    image: root,
    home: own,
    folders: {},
    uid: process.getuid?.() ?? 0,
    administrator: true,
    ask: async (argv) => {
      try {
        return await start(inRoot(argv));
      } catch {
        return undefined;
      }
    },
    run: (argv) => {
      ran.push([...argv]);
      return start(inRoot(argv));
    },
    registry: () => Promise.resolve(undefined),
    processes: async () =>
      (await linuxProcesses())
        .filter(({ executable }) => executable.startsWith(`${root}/`))
        .map((one) => ({ ...one, executable: one.executable.slice(root.length) })),
    end: async ({ pid }, how) => {
      try {
        process.kill(pid, how === 'force' ? 'SIGKILL' : 'SIGTERM');
        return true;
      } catch {
        return false;
      }
    },
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / 10)),
  };
}

const control = `Package: bitrix24
Version: 22.0.28.91
Architecture: all
Maintainer: test <test@example.org>
Description: stands for the app in a test
`;

/** Builds a package like the vendor's and installs it with dpkg: programs, a menu entry, a source with its key. */
export function installPackage(root: string, more: Readonly<Record<string, string>> = {}): void {
  const tree = mkdtempSync(join(tmpdir(), 'bye24-deb-'));
  onTestFinished(() => rmSync(tree, { recursive: true, force: true }));
  put(tree, '/DEBIAN/control', control);
  // The vendor's own script moves a library after the files were laid out, so that the package knows nothing of it.
  put(
    tree,
    '/DEBIAN/postinst',
    '#!/bin/sh\nmv "$DPKG_ROOT/opt/Bitrix24/bxmp.so" "$DPKG_ROOT/opt/Bitrix24/libbxmp.so"\n',
  );
  put(tree, '/DEBIAN/conffiles', '/etc/apt/sources.list.d/bitrix24.list\n');
  chmodSync(join(tree, '/DEBIAN/postinst'), 0o755);
  mkdirSync(join(tree, '/opt/Bitrix24'), { recursive: true });
  for (const name of ['Bitrix24', 'Bitrix24-web', 'BDisk'])
    copyFileSync('/bin/sleep', join(tree, '/opt/Bitrix24', name));
  put(tree, '/opt/Bitrix24/bxmp.so', 'library');
  put(
    tree,
    '/usr/share/applications/vendor.desktop',
    '[Desktop Entry]\nName=Bitrix24\nExec=/opt/Bitrix24/Bitrix24 %U\nMimeType=x-scheme-handler/bx;\n',
  );
  put(
    tree,
    '/etc/apt/sources.list.d/bitrix24.list',
    'deb [signed-by=/usr/share/keyrings/vendor.gpg] https://dl.bitrix24.com/b24/deb stable main\n',
  );
  put(tree, '/usr/share/keyrings/vendor.gpg', 'key');
  for (const [path, content] of Object.entries(more)) put(tree, path, content);
  const deb = `${tree}.deb`;
  onTestFinished(() => rmSync(deb, { force: true }));
  const built = spawnSync('dpkg-deb', ['--build', '--root-owner-group', '-Znone', tree, deb], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  const args = [
    `--root=${root}`,
    '--force-not-root',
    '--force-script-chrootless',
    '--force-bad-path',
    '--install',
    deb,
  ];
  const installed = spawnSync('dpkg', args, { encoding: 'utf8' });
  if (installed.status !== 0) throw new Error(installed.stderr);
}

/** Starts a program of the installed app, for real. Gives its number once it runs. */
export async function startApp(
  root: string,
  name: string,
): Promise<{ readonly pid: number; readonly ended: Promise<void> }> {
  const child = spawn(join(root, '/opt/Bitrix24', name), ['600'], { stdio: 'ignore' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => resolve());
  });
  await new Promise((resolve, reject) => {
    child.on('spawn', resolve).on('error', reject);
  });
  return { pid: child.pid ?? 0, ended };
}

/** What the app leaves in a home folder. */
export function fillHome(root: string): void {
  put(root, `${home}/.bxd/state.db`, 'state of acme.bitrix24.ru');
  put(root, `${home}/.config/Bitrix24/Local State`, '{}');
  put(root, `${home}/.config/Bitrix24/Default/Cookies`, 'secret cookies');
  put(root, `${home}/.cache/Bitrix24/cef_cache/Cache/data_0`, 'cache');
  put(root, `${home}/.config/autostart/chat.desktop`, '[Desktop Entry]\nExec=/opt/Bitrix24/Bitrix24 --hidden\n');
  put(
    root,
    `${home}/.config/mimeapps.list`,
    '[Default Applications]\ntext/html=firefox.desktop\nx-scheme-handler/bx=vendor.desktop\n',
  );
  put(root, `${home}/.config/bitrix24-skill/notes.txt`, 'of another program');
  put(root, `${home}/Bitrix24/Договор.docx`, 'contract');
  symlinkSync('/opt/Bitrix24/Bitrix24', join(root, '/usr/bin/bitrix24'));
}
