import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { type Disk, nodeDisk } from '../../src/base/disk.ts';
import { Bye24Error } from '../../src/base/error.ts';
import { seeded } from '../../src/base/random.ts';
import type { Language } from '../../src/base/text.ts';
import type { HttpRequest } from '../../src/bitrix24/port.ts';
import { understand } from '../../src/cli/arguments.ts';
import { exit, exitCodeOf } from '../../src/cli/exit.ts';
import { failureObject, showFailure } from '../../src/cli/failure.ts';
import { asFault } from '../../src/cli/fault.ts';
import { jsonOutput } from '../../src/cli/json.ts';
import { sayNotice } from '../../src/cli/notice.ts';
import { plainProgress } from '../../src/cli/progress/human.ts';
import { pageOn, type Terminal } from '../../src/cli/terminal.ts';
import { styleFor } from '../../src/cli/style.ts';
import { views } from '../../src/cli/views/index.ts';
import type { Question } from '../../src/commands/ask.ts';
import type { Context } from '../../src/commands/context.ts';
import type { Notice } from '../../src/commands/notice.ts';
import { runs } from '../../src/commands/runs.ts';
import { schemaOf } from '../../src/commands/schema.ts';
import { titlesIn } from '../../src/commands/titles.ts';
import { administratorWebhook, createSamplePortal } from '../../src/portal/company/index.ts';
import type { LocalPortal } from '../../src/portal/portal.ts';
import type { Progress } from '../../src/commands/progress.ts';
import { textsFor } from '../../src/texts/catalogue.ts';
import { host, transportTo } from '../export/local.ts';
import { SimClock } from '../wire/sim-clock.ts';

/** What a person saw, and what a program would have: both of the same run. */
export interface Seen {
  readonly code: number;
  /** Everything on the screen, words and progress. */
  readonly text: string;
  /** The objects of `--json`, in order. */
  readonly objects: readonly Readonly<Record<string, unknown>>[];
  /** The last of them: the result, or the error. */
  readonly last: Readonly<Record<string, unknown>>;
}

type Company = NonNullable<Parameters<typeof createSamplePortal>[0]>;

/**
 * Somebody who types commands: the same words, checks, commands and views as in the terminal, in this process, with a
 * portal at the end of a wire without sockets and a clock that does not wait.
 */
export class User {
  readonly folder: string;
  readonly portal: LocalPortal;
  readonly clock = new SimClock(Date.parse('2026-11-02T09:00:00+03:00'));
  language: Language = 'en';
  /** Whose webhook lies in the environment. */
  webhook: string;
  /** What this person answers; by default what is asked for. */
  answer: (question: Question) => string = answered;
  /** Called instead of an answer to the question for a code: the browser comes back by itself, and nobody pastes. */
  pasted: (() => Promise<void>) | undefined;
  /** May refuse a request, or see it. */
  before: (request: HttpRequest) => void = () => {};
  /** All that was ever shown, said to programs, or asked. */
  readonly everything: string[] = [];
  requests = 0;
  readonly told: Notice[] = [];
  /** Where this person's commands write. */
  disk: Disk = nodeDisk;
  /** Sees the progress of a command, and may stop it. */
  watching: (event: Progress) => void = () => {};
  #running = new AbortController();

  constructor(options: Company = {}, who: { readonly userId: number; readonly code: string } = administratorWebhook) {
    this.folder = mkdtempSync(join(tmpdir(), 'bye24-user-'));
    this.portal = createSamplePortal({ seed: 3, size: 150, bigFileBytes: 1000, clock: this.clock, ...options });
    this.webhook = webhookOf(who);
    onTestFinished(() => {
      this.portal.close();
      rmSync(this.folder, { recursive: true, force: true });
    });
  }

  /** What the consent page was last opened with. */
  state(): string {
    const page = this.told.findLast((notice) => notice.type === 'consent');
    return page?.type === 'consent' ? (new URL(page.url).searchParams.get('state') ?? '') : '';
  }

  get archive(): string {
    return join(this.folder, `${host}.bye24`);
  }

  /** Ctrl-C. */
  stop(): void {
    this.#running.abort(new Bye24Error('CANCELLED'));
  }

  async types(line: string | readonly string[]): Promise<Seen> {
    const argv = typeof line === 'string' ? line.split(' ') : line;
    this.#running = new AbortController();
    const { signal } = this.#running;
    let text = '';
    const objects: Readonly<Record<string, unknown>>[] = [];
    const terminal: Terminal = {
      isTerminal: false,
      style: styleFor(false, {}),
      columns: () => 100,
      write: (words) => void (text += words),
    };
    const texts = textsFor(this.language);
    const page = pageOn(terminal, texts);
    const json = jsonOutput(
      { ...terminal, write: (words) => void objects.push(JSON.parse(words) as Record<string, unknown>) },
      this.clock,
    );
    const progress = plainProgress(
      terminal,
      { texts, style: terminal.style, titleOf: titlesIn(this.language) },
      this.clock,
    );
    const end = (code: number): Seen => {
      progress.close();
      this.everything.push(text, JSON.stringify(objects));
      return { code, text, objects, last: objects.at(-1) ?? {} };
    };
    const context: Context = {
      clock: this.clock,
      disk: this.disk,
      random: seeded(1),
      language: this.language,
      folder: this.folder,
      settingsFolder: join(this.folder, 'home'),
      environment: this.webhook === '' ? {} : { BYE24_WEBHOOK: this.webhook },
      transport: transportTo(this.portal, (request) => {
        this.requests += 1;
        this.before(request);
      }),
      bucket: 'none',
      ask: async (question, nobodyWaits) => {
        this.everything.push(JSON.stringify(question));
        if (question.about === 'consentCode' && this.pasted !== undefined) {
          const over = new Promise<never>((_resolve, reject) => {
            nobodyWaits?.addEventListener('abort', () => reject(new Bye24Error('CANCELLED')), { once: true });
          });
          over.catch(() => undefined);
          await this.pasted();
          return over;
        }
        return this.answer(question);
      },
      watch: (event) => {
        progress.take(event);
        json.progress(event);
        this.watching(event);
      },
      tell: (notice) => {
        this.told.push(notice);
        sayNotice(notice, progress, page);
        json.object(notice);
      },
      signal,
    };
    try {
      const { command, values } = understand(argv);
      if (command === undefined || command.name === 'ui')
        throw new Bye24Error('COMMAND_UNKNOWN', { word: argv.join(' ') });
      const input: unknown = schemaOf(command.declaration.parameters).parse(values);
      const { run } = await runs[command.name]();
      const { result, ending } = await run(context, input as never);
      const { show } = await views[command.name]();
      show(result as never, pageOn(terminal, texts, values));
      json.object(result);
      if (signal.aborted && ending !== 'whole') return end(exit.cancelled);
      return end({ whole: exit.ok, partial: exit.partial, bad: exit.error }[ending]);
    } catch (error) {
      const fault = asFault(error, signal.aborted);
      showFailure(fault, page, true);
      json.object(failureObject(fault, texts));
      return end(exitCodeOf(fault.code));
    }
  }
}

export function webhookOf({ userId, code }: { readonly userId: number; readonly code: string }): string {
  return `https://${host}/rest/${userId}/${code}/`;
}

/** Types what is asked for. */
export function answered(question: Question): string {
  switch (question.about) {
    case 'address':
    case 'archive':
    case 'otherPortal':
      return question.portal;
    case 'count':
      return String(question.count);
    case 'computer':
    case 'boxName':
      return question.name;
    case 'driveFolder':
      return question.path;
    case 'live':
    case 'goOn':
      return 'yes';
    default:
      return '';
  }
}
