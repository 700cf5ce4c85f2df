import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

import { Bye24Error } from '../base/error.ts';
import { type Ask, hiddenQuestions, type Question } from '../commands/ask.ts';
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

function words(
  question: Question,
  { views: { ask, push }, oauth, desktop, box }: Texts,
): { readonly text: string; readonly prompt: string } {
  switch (question.about) {
    case 'webhook':
      return ask.webhook;
    case 'clientId':
      return oauth.ask.clientId;
    case 'clientSecret':
      return oauth.ask.clientSecret;
    case 'consentCode':
      return oauth.ask.consentCode;
    case 'address':
      return ask.address(question);
    case 'archive':
      return ask.archive({ ...question, path: tame(question.path) });
    case 'password':
      return ask.password({ host: tame(question.host), user: tame(question.user) });
    case 'apiKey':
      return push.apiKey({ host: tame(question.host) });
    case 'otherPortal':
      return ask.otherPortal(question);
    case 'count':
      return ask.count(question);
    case 'live':
      return ask.live(question);
    case 'goOn':
      return ask.goOn(question);
    case 'changed':
      return ask.changed({ ...question, examples: question.examples.map((one) => ({ ...one, name: tame(one.name) })) });
    case 'computer':
      return desktop.ask.computer(question.name, question.steps);
    case 'boxName':
      return box.uninstall.ask(question);
    case 'driveFolder':
      return desktop.ask.driveFolder(tame(question.path), question.placeholders);
    case 'quarantine':
      return desktop.ask.quarantine(question);
    default:
      return question satisfies never;
  }
}

/** Questions on a terminal; without one, every question is refused. */
export function askOn(asker: Asker): Ask {
  return async (question, nobodyWaits) => {
    const { input, terminal, texts, command } = asker;
    if (!input.isTTY) throw new Bye24Error('NOBODY_TO_ASK', { command });
    const { text, prompt } = words(question, texts);
    for (const paragraph of text.split('\n')) {
      for (const line of wrap(tame(paragraph), terminal.columns())) terminal.write(`${line}\n`);
    }
    const signal = nobodyWaits === undefined ? asker.signal : AbortSignal.any([asker.signal, nobodyWaits]);
    const isHidden = hiddenQuestions.includes(question.about);
    return readLine({ ...asker, signal }, `${terminal.style.cyan('›')} ${prompt} `, isHidden);
  };
}
