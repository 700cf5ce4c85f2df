import { type Computer, pathsOf, real } from './computer.ts';
import { lookAt, walk } from './look.ts';
import { expand, wayIsPlain } from './places.ts';
import type { DriveFolder, Evidence, LeftAlone, Sureness } from './types.ts';

/**
 * Types and letters that Bitrix24.Drive never uploads, so such files are only here.
 * https://helpdesk.bitrix24.com/open/8164293/
 */
const neverTypes = /\.(?:lnk|tmp|ini|pl|wr|lock|sb|bak|part|crdownload|partial|laccdb)$/iu;
const neverLetters = /[/\\:*?"'|{}%;&~#<>]/u;
/** A folder of that name inside the drive takes no part in the exchange. */
const neverFolder = /^(?:Uploaded files|Загруженные файлы)$/iu;

const examplesShown = 10;

/** Names of extended attributes by which programs mark a file that is not here. */
const placeholderMark = /(?:bitrix|bxd|placeholder|dataless|offline)/iu;

/** Where the folder may be; the app lets its user choose, so what the system tells and the user names comes first. */
const usual: Readonly<Record<Computer['system'], readonly string[]>> = {
  linux: ['~/Bitrix24', '~/Documents/Bitrix24', '~/Документы/Bitrix24'],
  macos: ['~/Bitrix24', '~/Documents/Bitrix24'],
  windows: [String.raw`~\Bitrix24`, String.raw`~\Documents\Bitrix24`],
};

/** Files that the system says are not here, by the paths that it prints. */
async function markedFiles(computer: Computer, folder: string): Promise<ReadonlySet<string>> {
  const place = real(computer, folder);
  const { system } = computer;
  if (system === 'windows') {
    // `attrib` prints O for a file whose content is elsewhere, in the columns before the path.
    const answer = await computer.ask(['attrib.exe', pathsOf(system).join(folder, '*'), '/S']);
    const rows = (answer?.stdout.toString('utf8') ?? '').split(/\r?\n/u);
    return new Set(rows.filter((row) => row.slice(0, 18).includes('O')).map((row) => row.slice(18).trim()));
  }
  const argv =
    system === 'macos'
      ? ['xattr', '-r', place]
      : ['getfattr', '--recursive', '--physical', '--no-dereference', '--absolute-names', '--match=-', place];
  const text = (await computer.ask(argv))?.stdout.toString('utf8') ?? '';
  if (system === 'macos') {
    const rows = text.split('\n').flatMap((row) => /^(.*): (\S+)$/u.exec(row)?.slice(1, 3) ?? []);
    const marked = rows.flatMap((path, index) =>
      index % 2 === 0 && placeholderMark.test(rows[index + 1] ?? '') ? [path] : [],
    );
    return new Set(marked);
  }
  const blocks = text.split('\n\n').filter((block) =>
    block
      .split('\n')
      .slice(1)
      .some((name) => placeholderMark.test(name)),
  );
  return new Set(blocks.flatMap((block) => /^# file: (.*)$/mu.exec(block)?.[1] ?? []));
}

interface Counts {
  files: number;
  sizeBytes: number;
  placeholders: number;
  empty: number;
  neverUploaded: number;
  mountInside: boolean;
  examples: string[];
}

/** Counts what is here and what only seems to be. Nothing is opened: opening a placeholder would fetch it. */
async function count(computer: Computer, folder: string): Promise<Counts> {
  const counts: Counts = {
    files: 0,
    sizeBytes: 0,
    placeholders: 0,
    empty: 0,
    neverUploaded: 0,
    mountInside: false,
    examples: [],
  };
  const marked = await markedFiles(computer, folder);
  let device: number | undefined;
  for await (const { path, below, stats } of walk(real(computer, folder))) {
    device ??= stats.dev;
    if (stats.dev !== device) counts.mountInside = true;
    if (stats.isDirectory()) continue;
    counts.files++;
    if (!stats.isFile()) continue;
    counts.sizeBytes += stats.size;
    const name = below.toString('utf8');
    const parts = name.split('/');
    const hollow = computer.system !== 'windows' && stats.size > 0 && stats.blocks === 0;
    if (hollow || marked.has(path.toString('utf8'))) {
      counts.placeholders++;
      if (counts.examples.length < examplesShown) counts.examples.push(name);
    } else if (stats.size === 0) counts.empty++;
    const last = parts.at(-1) ?? '';
    if (neverTypes.test(last) || parts.some((part) => neverLetters.test(part)) || neverFolder.test(parts[0] ?? ''))
      counts.neverUploaded++;
  }
  return counts;
}

async function whyLeftAlone(computer: Computer, path: string, mountInside: boolean): Promise<LeftAlone | undefined> {
  const stats = await lookAt(real(computer, path));
  if (stats?.isSymbolicLink() === true || !(await wayIsPlain(computer, path))) return 'behindLink';
  if (computer.uid !== undefined && stats?.uid !== computer.uid) return 'notYours';
  return mountInside ? 'mountInside' : undefined;
}

/** A folder that the user or the system names, or that stands where the app puts it. */
export async function findDrive(computer: Computer, named: readonly string[]): Promise<readonly DriveFolder[]> {
  const candidates = new Map<string, { readonly sure: Sureness; readonly why: readonly Evidence[] }>();
  for (const path of named) candidates.set(path, { sure: 'certain', why: [{ because: 'leadsToApp', detail: path }] });
  for (const template of usual[computer.system]) {
    for (const { path } of await expand(computer, template)) {
      if (!candidates.has(path))
        candidates.set(path, { sure: 'likely', why: [{ because: 'usualPlace', detail: path }] });
    }
  }
  const folders: DriveFolder[] = [];
  for (const [path, { sure, why }] of candidates) {
    const stats = await lookAt(real(computer, path));
    if (stats === undefined || !(stats.isDirectory() || stats.isSymbolicLink())) continue;
    const { mountInside, ...counts } = await count(computer, path);
    const leftAlone = await whyLeftAlone(computer, path, mountInside);
    folders.push({ path, sure, why, ...counts, ...(leftAlone === undefined ? {} : { leftAlone }) });
  }
  return folders;
}
