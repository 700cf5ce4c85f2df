import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

import { Bye24Error } from '../base/error.ts';
import type { Answer, Computer } from './computer.ts';
import { parsePs, parseWindowsProcesses, windowsProcesses } from './parse/processes.ts';
import type { RunningProcess, System } from './types.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const systems: Partial<Record<NodeJS.Platform, System>> = { linux: 'linux', darwin: 'macos', win32: 'windows' };

/** Starts a program from its arguments, without a shell, and waits for its end. */
export function start(argv: readonly string[]): Promise<Answer> {
  const [program = '', ...rest] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, {
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      // Answers are read by us, not by a person.
      env: { ...process.env, LC_ALL: 'C', LANGUAGE: 'C' },
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code: code ?? -1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') });
    });
  });
}

async function ask(argv: readonly string[]): Promise<Answer | undefined> {
  try {
    return await start(argv);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Linux tells of processes in /proc; those of others hide where they run from, unless an administrator asks. */
export async function linuxProcesses(): Promise<readonly RunningProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name));
  const found = await Promise.all(
    pids.map(async (name): Promise<readonly RunningProcess[]> => {
      try {
        const executable = await readlink(`/proc/${name}/exe`);
        const stat = await readFile(`/proc/${name}/stat`, 'utf8');
        const status = await readFile(`/proc/${name}/status`, 'utf8');
        // The name in brackets may hold anything; the 20th field after it is the time of the start.
        const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
        const uid = Number(/^Uid:\s+(\d+)/mu.exec(status)?.[1]);
        // A program that was replaced or deleted under a running process has this after its path.
        const path = executable.replace(/ \(deleted\)$/u, '');
        return [{ pid: Number(name), executable: path, startedAt, uid }];
      } catch {
        // It ended meanwhile, or is not ours to see.
        return [];
      }
    }),
  );
  return found.flat();
}

async function processesOf(system: System): Promise<readonly RunningProcess[]> {
  if (system === 'linux') return linuxProcesses();
  if (system === 'macos') {
    return parsePs((await ask(['ps', '-axo', 'pid=,uid=,lstart=,comm=']))?.stdout.toString('utf8') ?? '');
  }
  return parseWindowsProcesses((await ask(windowsProcesses))?.stdout.toString('utf8') ?? '');
}

/** A branch of the registry, written out by Windows' own program into a folder that is gone afterwards. */
async function registry(branch: string): Promise<Buffer | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'bye24-registry-'));
  try {
    const file = join(folder, 'branch.reg');
    const answer = await ask(['reg.exe', 'export', branch, file, '/y']);
    return answer?.code === 0 ? await readFile(file) : undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Ends a process, if it is still the same one: a number may have gone to another process meanwhile.
 * Windows programs are asked and forced by taskkill, others by a signal.
 */
async function end(system: System, target: RunningProcess, how: 'ask' | 'force'): Promise<boolean> {
  const same = (await processesOf(system)).some(
    ({ pid, executable, startedAt }) =>
      pid === target.pid && executable === target.executable && startedAt === target.startedAt,
  );
  if (!same) return false;
  if (system === 'windows') {
    await ask(['taskkill.exe', '/PID', String(target.pid), ...(how === 'force' ? ['/F'] : [])]);
    return true;
  }
  try {
    process.kill(target.pid, how === 'force' ? 'SIGKILL' : 'SIGTERM');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Under sudo the traces sought are those of the person who called it, not of the administrator. */
async function person(environment: Environment): Promise<{ readonly home: string; readonly uid?: number }> {
  const uid = process.getuid?.();
  const called = Number(environment['SUDO_UID']);
  if (uid === 0 && Number.isInteger(called) && called > 0) {
    const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
    const home = users
      .split('\n')
      .map((line) => line.split(':'))
      .find((fields) => fields[2] === String(called))?.[5];
    if (home !== undefined && home !== '') return { home, uid: called };
  }
  return { home: homedir(), ...(uid === undefined ? {} : { uid }) };
}

/** The computer that bye24 runs on. Raises DESKTOP_SYSTEM_UNKNOWN where the app does not exist. */
export async function thisComputer(environment: Environment, sleep: Computer['sleep']): Promise<Computer> {
  const system = systems[process.platform];
  if (system === undefined) throw new Bye24Error('DESKTOP_SYSTEM_UNKNOWN', { system: process.platform });
  const { home, uid } = await person(environment);
  const folders = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      system === 'windows' && value !== undefined && /^[a-z]:\\/iu.test(value) ? [[name, value] as const] : [],
    ),
  );
  const administrator =
    system === 'windows' ? (await ask(['net.exe', 'session']))?.code === 0 : process.getuid?.() === 0;
  return {
    system,
    // Links on the way to one's own home are the system's business; below it, none is followed.
    home: await realpath(home).catch(() => home),
    folders,
    ...(uid === undefined ? {} : { uid }),
    administrator,
    ask,
    run: start,
    registry: (branch) => (system === 'windows' ? registry(branch) : Promise.resolve(undefined)),
    processes: () => processesOf(system),
    end: (target, how) => end(system, target, how),
    sleep,
  };
}
