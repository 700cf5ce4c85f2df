import type { Texts } from '../texts/catalogue.ts';
import { type Style, styleFor } from './style.ts';

/** Where a person reads: columns, colour, and whether lines can be drawn over. */
export interface Terminal {
  readonly isTerminal: boolean;
  readonly style: Style;
  columns(): number;
  write(text: string): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

function columnsOf(stream: NodeJS.WriteStream, environment: Environment): number {
  const asked = Number(environment['COLUMNS']);
  const columns = stream.columns ?? (Number.isInteger(asked) && asked > 0 ? asked : 80);
  return Math.min(120, Math.max(40, columns));
}

/** A stream as a terminal. A reader that closed its end of the pipe ends us quietly, as pipes do. */
export function terminalOn(stream: NodeJS.WriteStream, environment: Environment): Terminal {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const isTerminal = stream.isTTY && environment['TERM'] !== 'dumb';
  return {
    isTerminal,
    style: styleFor(stream.isTTY, environment),
    columns: () => columnsOf(stream, environment),
    write: (text) => {
      stream.write(text);
    },
  };
}

/** What a view needs to lay out its result. */
export interface Page {
  readonly texts: Texts;
  readonly style: Style;
  readonly columns: number;
  readonly line: (text?: string) => void;
  /** What was typed for the command's parameters, for the command that comes next. */
  readonly given: Readonly<Record<string, unknown>>;
}

export function pageOn(terminal: Terminal, texts: Texts, given: Page['given'] = {}): Page {
  return {
    texts,
    given,
    style: terminal.style,
    columns: terminal.columns(),
    line: (text = '') => {
      terminal.write(`${text}\n`);
    },
  };
}
