import type { Answer, Computer } from '../../src/desktop/computer.ts';
import type { RunningProcess } from '../../src/desktop/types.ts';

export function says(text: string | Buffer, code = 0): Answer {
  return { code, stdout: Buffer.from(text), stderr: '' };
}

export interface ImageOptions {
  readonly image: string;
  readonly home: string;
  readonly folders?: Readonly<Record<string, string>>;
  /** Answers by the beginning of the command line; a command that is not here does not exist. */
  readonly answers?: Readonly<Record<string, Answer>>;
  /** What the registry holds, by branch; changed by what is run. */
  readonly registry?: Map<string, string>;
  readonly processes?: RunningProcess[];
  readonly ran?: string[][];
  readonly administrator?: boolean;
  /** What a program that is run does to the image. */
  readonly onRun?: (argv: readonly string[]) => void;
}

/** A Mac or a Windows computer made of a folder and of answers that a test gives. */
export function imageComputer(system: 'macos' | 'windows', options: ImageOptions): Computer {
  const { image, home, folders = {}, answers = {}, registry = new Map<string, string>(), processes = [] } = options;
  const answerTo = (argv: readonly string[]): Answer | undefined => {
    const line = argv.join(' ');
    return Object.entries(answers).find(([start]) => line.startsWith(start))?.[1];
  };
  return {
    system,
    image,
    home,
    folders,
    ...(system === 'macos' ? { uid: process.getuid?.() ?? 0 } : {}),
    administrator: options.administrator ?? true,
    ask: (argv) => Promise.resolve(answerTo(argv)),
    run: (argv) => {
      options.ran?.push([...argv]);
      options.onRun?.(argv);
      return Promise.resolve(answerTo(argv) ?? says(''));
    },
    registry: (branch) => {
      const own = [...registry].filter(([key]) => key === branch || key.startsWith(`${branch}\\`));
      if (own.length === 0) return Promise.resolve(undefined);
      const text = own.map(([key, values]) => `[${key}]\r\n${values}\r\n`).join('\r\n');
      return Promise.resolve(Buffer.from(`\ufeffWindows Registry Editor Version 5.00\r\n\r\n${text}`, 'utf16le'));
    },
    processes: () => Promise.resolve([...processes]),
    end: (target) => {
      const at = processes.findIndex(({ pid }) => pid === target.pid);
      if (at >= 0) processes.splice(at, 1);
      return Promise.resolve(at >= 0);
    },
    sleep: () => Promise.resolve(),
  };
}
