import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Ran {
  readonly status: number;
  readonly stdout: string;
}

/** The server that we are on, or the root of another one's disk. */
export interface Machine {
  /** `/` for this server. */
  readonly root: string;
  /** Runs a program of this server; a program that is not there ends with 127. */
  run(program: string, args: readonly string[]): Promise<Ran>;
}

/** Where a path of the machine is for us. */
export function pathOn({ root }: Machine, path: string): string {
  return root === '/' ? path : join(root, path);
}

/** The other way round. */
export function nameOn({ root }: Machine, path: string): string {
  return root !== '/' && path.startsWith(`${root}/`) ? path.slice(root.length) : path;
}

/** Runs a program without a shell, for its output. */
export function runProgram(program: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.resume();
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve({ status: 127, stdout: '' });
      else reject(error);
    });
    child.once('close', (code) => resolve({ status: code ?? 128, stdout }));
  });
}

export function machineAt(root: string): Machine {
  return { root, run: runProgram };
}
