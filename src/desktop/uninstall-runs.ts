import { liesIn } from './computer.ts';
import { managers } from './packages.ts';
import { splitCommandLine } from './parse/command-line.ts';
import type { Step } from './plan.ts';
import type { Uninstaller } from './registry.ts';
import type { System, Trace } from './types.ts';

/** Takes the app off with the system's own means: its package manager, or the uninstaller that the registry names. */
export function uninstallRuns(
  system: System,
  traces: readonly Trace[],
  uninstallers: readonly Uninstaller[],
): readonly Step[] {
  if (system === 'linux') {
    return traces.flatMap(({ place }): readonly Step[] => {
      if (place.in !== 'package') return [];
      const { manager, name, path } = place;
      const how = managers[manager];
      return [
        {
          do: 'run',
          purpose: 'uninstall',
          argv: how.remove(name),
          undo: { by: 'reinstall' },
          probe: { by: 'asking', argv: how.owner(path) },
        },
      ];
    });
  }
  const folders = traces.flatMap(({ place, sort }) => (place.in === 'files' && sort === 'program' ? [place.path] : []));
  const keys = new Set(traces.flatMap(({ place }) => (place.in === 'registry' ? [place.key] : [])));
  return uninstallers
    .filter(({ key }) => keys.has(key))
    .flatMap((uninstaller): readonly Step[] => {
      const argv = uninstallArgv(uninstaller, folders);
      if (argv === undefined) return [];
      return [
        {
          do: 'run',
          purpose: 'uninstall',
          argv,
          undo: { by: 'reinstall' },
          probe: { by: 'registry', key: uninstaller.key },
          okCodes: [1605, 1641, 3010],
        },
      ];
    });
}

/**
 * The command that takes the Windows app off without questions. A program is run only if it lies in a folder of the
 * app's, or is Windows' own installer; whatever else the registry says is not run. undefined: nothing that we would run.
 */
export function uninstallArgv(
  { quiet, plain, folder }: Uninstaller,
  folders: readonly string[],
): readonly string[] | undefined {
  const line = quiet ?? plain;
  if (line === undefined) return undefined;
  // `C:\Program Files\X\x.exe /S`, not in quotes: Windows reads it up to the .exe.
  const bare = /^([a-z]:\\[^"]*?\.exe)(?:\s+(.*))?$/iu.exec(line.trim());
  const [program = '', ...rest] =
    bare === null ? splitCommandLine(line) : [bare[1] ?? '', ...splitCommandLine(bare[2] ?? '')];
  const product = /\{[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\}/iu.exec(line)?.[0];
  if (/^(?:.*\\system32\\)?msiexec(?:\.exe)?$/iu.test(program)) {
    return product === undefined ? undefined : ['msiexec.exe', '/x', product, '/qn', '/norestart'];
  }
  const inApp = [...folders, ...(folder === undefined ? [] : [folder])].some((one) => liesIn('windows', program, one));
  if (!inApp || !/\.exe$/iu.test(program)) return undefined;
  const silent = rest.some((word) => /^[/-](?:S|silent|verysilent|quiet|qn)$/iu.test(word));
  return [program, ...rest, ...(silent || quiet !== undefined ? [] : ['/S'])];
}
