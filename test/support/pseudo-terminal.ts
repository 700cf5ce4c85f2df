import { spawn } from 'node:child_process';
import { join } from 'node:path';

const program = join(import.meta.dirname, '..', '..', 'bin', 'bye24.js');

export interface Session {
  /** Everything that the terminal has shown so far, without colours. */
  readonly shown: () => string;
  /** Resolves when this text has been shown since the last answer; rejects when the program ends without it. */
  sees(text: string): Promise<void>;
  type(line: string): void;
  /** Exit code of the program. */
  readonly ended: Promise<number>;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** bye24 in a real pseudo-terminal, made by util-linux's `script`: it asks, and a test types. */
export function inTerminal(
  script: string,
  args: readonly string[],
  options: { readonly folder: string; readonly environment?: Readonly<Record<string, string>> },
): Session {
  const command = [process.execPath, program, ...args].map(quoted).join(' ');
  const child = spawn(script, ['-qefc', command, '/dev/null'], {
    cwd: options.folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      BYE24_HOME: join(options.folder, 'home'),
      TZ: 'UTC',
      TERM: 'xterm',
      NO_COLOR: '1',
      ...options.environment,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let all = '';
  let from = 0;
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of waiting) look();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      // oxlint-disable-next-line no-control-regex -- what steers a terminal
      all += text.replaceAll(/\u001B\[[0-9;?]*[A-Za-z]/gu, '').replaceAll('\r', '');
      wake();
    });
  }
  let code: number | undefined;
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      code = status ?? 128;
      resolve(code);
      wake();
    });
  });
  return {
    shown: () => all,
    sees: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const isThere = all.slice(from).includes(text);
          if (!isThere && code === undefined) return;
          waiting.delete(look);
          if (isThere) resolve();
          else reject(new Error(`ended with ${code} without “${text}”:\n${all}`));
        };
        waiting.add(look);
        look();
      }),
    type: (line) => {
      from = all.length;
      child.stdin.write(`${line}\n`);
    },
    ended,
  };
}
