import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

import { Bye24Error } from '../base/error.ts';
import { type Ask, hiddenQuestions } from '../commands/ask.ts';
import { questionWords } from '../commands/question-words.ts';
import type { Texts } from '../texts/catalogue.ts';
import { tame, wrap } from './layout.ts';
import type { Terminal } from './terminal.ts';

export interface Asker {
  readonly input: NodeJS.ReadStream;
  readonly terminal: Terminal;
  readonly texts: Texts;
  readonly command: string;
  readonly signal: AbortSignal;
}

/** One line from the keyboard; `hidden` shows nothing of what is typed or pasted. */
function readLine({ input, terminal, signal }: Asker, prompt: string, hidden: boolean): Promise<string> {
  // readline echoes to its output; a hidden answer gets one that swallows everything.
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!hidden) terminal.write(chunk.toString());
      done();
    },
  });
  if (hidden) terminal.write(prompt);
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input, output, terminal: true });
    const stop = (): void => {
      lines.close();
      terminal.write('\n');
      reject(new Bye24Error('CANCELLED'));
    };
    lines.on('SIGINT', stop);
    signal.addEventListener('abort', stop, { once: true });
    lines.question(hidden ? '' : prompt, (answer) => {
      signal.removeEventListener('abort', stop);
      lines.removeListener('close', stop);
      lines.close();
      if (hidden) terminal.write('\n');
      resolve(answer.trim());
    });
    lines.on('close', stop);
  });
}

/** Nothing in a question may forge a line or move the cursor: names come from the portal and from this computer. */
function tamed<Value>(value: Value): Value {
  if (typeof value === 'string') return tame(value) as Value;
  if (Array.isArray(value)) return value.map(tamed) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, tamed(inner)])) as Value;
}

/** Questions on a terminal; without one, every question is refused. */
export function askOn(asker: Asker): Ask {
  return async (question, nobodyWaits) => {
    const { input, terminal, texts, command } = asker;
    if (!input.isTTY) throw new Bye24Error('NOBODY_TO_ASK', { command });
    const { text, prompt } = questionWords(tamed(question), texts);
    for (const paragraph of text.split('\n')) {
      for (const line of wrap(tame(paragraph), terminal.columns())) terminal.write(`${line}\n`);
    }
    const signal = nobodyWaits === undefined ? asker.signal : AbortSignal.any([asker.signal, nobodyWaits]);
    const isHidden = hiddenQuestions.includes(question.about);
    return readLine({ ...asker, signal }, `${terminal.style.cyan('›')} ${prompt} `, isHidden);
  };
}
