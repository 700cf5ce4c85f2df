import { open, readdir, readlink } from 'node:fs/promises';
import { basename } from 'node:path';

import { type Computer, liesIn, pathsOf, real } from './computer.ts';
import { lookAt } from './look.ts';
import { parseDesktopEntry } from './parse/desktop-entry.ts';
import { parsePlist, textAt, textsIn } from './parse/plist.ts';
import { bundleIds, programNames, type ProofName, vendorHosts } from './rules/rule.ts';
import type { Evidence } from './types.ts';

/** What is known before a place is looked into: folders of the app, and keys that sources of the vendor's name. */
export interface Known {
  readonly programs: readonly string[];
  readonly keys: readonly string[];
}

/** What a proof found. `mixed`: it is the app's, and others' too. */
export interface Proof {
  readonly evidence: Evidence;
  readonly mixed?: true;
}

type Prove = (computer: Computer, path: string, known: Known) => Promise<Proof | undefined>;

const readAtMost = 1 << 20;

/** The beginning of a plain file; '' bytes for anything else, links included. */
export async function readPart(path: string): Promise<Buffer> {
  const stats = await lookAt(path);
  if (stats === undefined || !stats.isFile()) return Buffer.alloc(0);
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return Buffer.alloc(0);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(stats.size, readAtMost)), 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function namesIn(path: string): Promise<readonly string[]> {
  const stats = await lookAt(path);
  return stats?.isDirectory() === true ? await readdir(path).catch(() => []) : [];
}

/** The folder of the app that a path leads into, or a folder of its name where none was found. */
export function appFolderOf(computer: Computer, path: string, { programs }: Known): string | undefined {
  const found = programs.find((folder) => liesIn(computer.system, path, folder));
  if (found !== undefined) return found;
  const { sep } = pathsOf(computer.system);
  const parts = path.split(sep);
  const at = parts.findIndex((part) => /^bitrix24$/iu.test(part));
  const last = parts.at(-1)?.replace(/\.exe$/iu, '') ?? '';
  const isProgram = programNames.some((name) => name.toLowerCase() === last.toLowerCase());
  return at >= 0 && at < parts.length - 1 && isProgram ? parts.slice(0, at + 1).join(sep) : undefined;
}

const bundle: Prove = async (computer, path) => {
  const { join } = pathsOf(computer.system);
  const list = parsePlist(await readPart(real(computer, join(path, 'Contents', 'Info.plist'))));
  const id = textAt(list, 'CFBundleIdentifier');
  if (id === undefined || !bundleIds.includes(id)) return undefined;
  const version = textAt(list, 'CFBundleShortVersionString');
  return { evidence: { because: 'bundleId', detail: version === undefined ? id : `${id} ${version}` } };
};

const appFolder: Prove = async (computer, path) => {
  const names = await namesIn(real(computer, path));
  const own = names.filter((name) => programNames.includes(name.replace(/\.exe$/iu, '')));
  const enough = computer.system === 'windows' ? own.includes('Bitrix24.exe') : own.length >= 2;
  return enough ? { evidence: { because: 'holdsApp', detail: own.sort().join(', ') } } : undefined;
};

const bundlePlist: Prove = async (computer, path, known) => {
  const texts = textsIn(parsePlist(await readPart(real(computer, path))));
  const inApp = texts.find((text) => known.programs.some((folder) => liesIn('macos', text, folder)));
  if (inApp !== undefined) return { evidence: { because: 'leadsToApp', detail: inApp } };
  const id = texts.find((text) => bundleIds.some((own) => text === own || text.startsWith(`${own}.`)));
  return id === undefined ? undefined : { evidence: { because: 'bundleId', detail: id } };
};

const linkToApp: Prove = async (computer, path, known) => {
  const stats = await lookAt(real(computer, path));
  if (stats?.isSymbolicLink() !== true) return undefined;
  const { resolve, dirname } = pathsOf(computer.system);
  const target = resolve(dirname(path), await readlink(real(computer, path)));
  return appFolderOf(computer, target, known) === undefined
    ? undefined
    : { evidence: { because: 'leadsToApp', detail: target } };
};

const desktopEntry: Prove = async (computer, path, known) => {
  const { program, links } = parseDesktopEntry((await readPart(real(computer, path))).toString('utf8'));
  const leads =
    program !== undefined && (appFolderOf(computer, program, known) !== undefined || programNames.includes(program));
  if (leads) return { evidence: { because: 'leadsToApp', detail: program } };
  return links.includes('bx') ? { evidence: { because: 'ownsLinks', detail: 'bx://' } } : undefined;
};

/** A unit of systemd whose program lies in the app's folder. Marks before the path say how it is started. */
const unitFile: Prove = async (computer, path, known) => {
  const text = (await readPart(real(computer, path))).toString('utf8');
  const programs = [...text.matchAll(/^\s*Exec\w+\s*=\s*[-@:+!|]*"?(\/[^\s"]+)/gmu)].map(([, program = '']) => program);
  const inApp = programs.find((program) => appFolderOf(computer, program, known) !== undefined);
  return inApp === undefined ? undefined : { evidence: { because: 'leadsToApp', detail: inApp } };
};

/** A Windows shortcut holds its target as text of one or two bytes a letter. */
const shortcut: Prove = async (computer, path, known) => {
  const bytes = await readPart(real(computer, path));
  const text = `${bytes.toString('latin1')}\n${bytes.toString('utf16le')}\n${bytes.subarray(1).toString('utf16le')}`;
  const target = [...text.matchAll(/[a-z]:\\[^\0<>|*?"\n]*?bitrix24\.exe/giu)].map(([found]) => found);
  const inApp = target.find((found) => appFolderOf(computer, found, known) !== undefined);
  return inApp === undefined ? undefined : { evidence: { because: 'leadsToApp', detail: inApp } };
};

/** Lines of a list of package sources that are not empty and not comments. */
const speaking = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.trim() !== '' && !/^\s*#/u.test(line));

const addressed = (line: string): string | undefined => /https?:\/\/([^/\s:]+)/iu.exec(line)?.[1]?.toLowerCase();

const vendorSource: Prove = async (computer, path) => {
  const lines = speaking((await readPart(real(computer, path))).toString('utf8'));
  const hosts = lines.flatMap((line) => addressed(line) ?? []);
  const ours = hosts.filter((host) => vendorHosts.includes(host));
  if (ours.length === 0) return undefined;
  const evidence: Evidence = { because: 'vendorAddress', detail: ours[0] ?? '' };
  return ours.length === hosts.length ? { evidence } : { evidence, mixed: true };
};

const keyOfSource: Prove = async (_computer, path, known) =>
  known.keys.includes(path) ? { evidence: { because: 'keyOfSource', detail: basename(path) } } : undefined;

const profileMarks = new Set([
  'cef_cache',
  'Crashpad',
  'Local State',
  'User Data',
  'Default',
  'Code Cache',
  'GPUCache',
]);

const profile: Prove = async (computer, path) => {
  const { join } = pathsOf(computer.system);
  const names = await namesIn(real(computer, path));
  const deeper = await Promise.all(names.slice(0, 50).map((name) => namesIn(real(computer, join(path, name)))));
  const mark = [...names, ...deeper.flat()].find((name) => profileMarks.has(name) || /^bitrix.*\.log$/iu.test(name));
  return mark === undefined ? undefined : { evidence: { because: 'looksLikeProfile', detail: mark } };
};

export const proofs: Readonly<Record<ProofName, Prove>> = {
  appFolder,
  bundle,
  bundlePlist,
  linkToApp,
  desktopEntry,
  unitFile,
  shortcut,
  vendorSource,
  keyOfSource,
  profile,
};

/** Key files that a source of packages names: `signed-by=/path`, `Signed-By: /path`, `gpgkey=file:///path`. */
export function keysNamedIn(text: string): readonly string[] {
  const found = text.matchAll(/(?:signed-by\s*[=:]\s*|gpgkey\s*=\s*file:\/\/)(\/[^\s\],]+)/giu);
  return [...found].map(([, path]) => path ?? '');
}
