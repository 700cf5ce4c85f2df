import { z } from 'zod';

import type { RunningProcess } from '../types.ts';

/** What `ps -axo pid=,uid=,lstart=,comm=` says on macOS. `lstart` is five words, `comm` the path to the end of the line. */
export function parsePs(text: string): readonly RunningProcess[] {
  const line = /^\s*(\d+)\s+(\d+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(\/.*)$/u;
  return text.split('\n').flatMap((row) => {
    const match = line.exec(row);
    if (match === null) return [];
    const [, pid, uid, startedAt = '', executable = ''] = match;
    return [{ pid: Number(pid), uid: Number(uid), startedAt, executable: executable.trimEnd() }];
  });
}

const windowsRow = z.object({
  ProcessId: z.number(),
  ExecutablePath: z.string().nullish(),
  Started: z.string().nullish(),
});
const windowsRows = z.union([z.array(windowsRow), windowsRow.transform((row) => [row])]);

/** The question to Windows: a fixed text, nothing of what was found goes into it. */
export const windowsProcesses: readonly string[] = [
  'powershell.exe',
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  "[Console]::OutputEncoding=[Text.Encoding]::UTF8; Get-CimInstance Win32_Process | Select-Object ProcessId,ExecutablePath,@{n='Started';e={$_.CreationDate.ToUniversalTime().ToString('o')}} | ConvertTo-Json -Compress",
];

/** What that question is answered with. Processes of others have no path for us, and are left out. */
export function parseWindowsProcesses(text: string): readonly RunningProcess[] {
  let rows: z.infer<typeof windowsRows>;
  try {
    rows = windowsRows.parse(JSON.parse(text.replace(/^\ufeff/u, '')));
  } catch {
    return [];
  }
  return rows.flatMap(({ ProcessId: pid, ExecutablePath: executable, Started: startedAt }) =>
    typeof executable === 'string' && executable !== '' ? [{ pid, executable, startedAt: startedAt ?? '' }] : [],
  );
}
