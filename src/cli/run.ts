import { resolve } from 'node:path';

import type { Clock } from '../base/clock.ts';
import { nodeDisk } from '../base/disk.ts';
import { Bye24Error } from '../base/error.ts';
import type { Context, Done } from '../commands/context.ts';
import { flagOf, type Parameter, type Parameters } from '../commands/parameter.ts';
import { runs } from '../commands/runs.ts';
import { schemaOf } from '../commands/schema.ts';
import { settingsFolder } from '../commands/settings.ts';
import type { CommandName, Declaration } from '../commands/table.ts';
import { titlesIn } from '../commands/titles.ts';
import type { Texts } from '../texts/catalogue.ts';
import type { GlobalOptions, Invocation } from './arguments.ts';
import { askOn } from './ask.ts';
import { exit, type ExitCode } from './exit.ts';
import { asFault } from './fault.ts';
import { answerWhereItStands, listenForInterrupts } from './interrupt.ts';
import { jsonOutput } from './json.ts';
import { sayNotice } from './notice.ts';
import { liveProgress, noProgress, plainProgress, type ProgressView } from './progress/human.ts';
import { pageOn, type Terminal } from './terminal.ts';
import { views } from './views/index.ts';

export interface Run {
  readonly command: { readonly name: CommandName; readonly declaration: Declaration };
  readonly global: GlobalOptions;
  readonly values: Invocation['values'];
  readonly texts: Texts;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

const endings: Readonly<Record<Done<{ readonly type: string }>['ending'], ExitCode>> = {
  whole: exit.ok,
  partial: exit.partial,
  bad: exit.error,
};

function expected(parameter: Parameter, texts: Texts): string {
  const { parameters } = texts.views;
  switch (parameter.type) {
    case 'choice':
      return texts.help.choices(parameter.of.join(', '));
    case 'count':
      return parameters.count(parameter.min, parameter.max);
    case 'percent':
      return parameters.percent;
    default:
      return 'placeholder' in parameter ? parameter.placeholder : '';
  }
}

/** The command's input, checked by its schema. Raises VALUE_WRONG and VALUE_MISSING. */
function inputFor({ command, values, texts }: Run): unknown {
  const { parameters, words } = command.declaration;
  const checked = schemaOf(parameters satisfies Parameters).safeParse(values);
  if (checked.success) return checked.data;
  const name = String(checked.error.issues[0]?.path[0] ?? '');
  const parameter = parameters[name];
  const value = values[name];
  const detail = {
    command: words.join(' '),
    parameter: flagOf(name),
    expected: parameter === undefined ? '' : expected(parameter, texts),
  };
  if (value === undefined) throw new Bye24Error('VALUE_MISSING', detail);
  throw new Bye24Error('VALUE_WRONG', { ...detail, value: String(value) });
}

function progressFor({ global, texts, stderr, clock }: Run): ProgressView {
  const look = { texts, style: stderr.style, titleOf: titlesIn(texts.language) };
  if (global.noProgress || global.json) return noProgress(stderr, look, clock);
  return stderr.isTerminal ? liveProgress(stderr, look, clock) : plainProgress(stderr, look, clock);
}

/** Runs a command with the ports of a terminal and shows its result. Errors go to the caller. */
export async function runCommand(run: Run): Promise<ExitCode> {
  const { command, global, texts, stdout, stderr, environment, clock, values } = run;
  const { archive } = values;
  const input = inputFor(run);
  const progress = progressFor(run);
  const json = global.json ? jsonOutput(stdout, clock) : undefined;
  const { progress: words } = texts.views;
  const interrupts = listenForInterrupts(
    () => progress.say(stderr.style.yellow(words.stopping)),
    () => {
      progress.close();
      stderr.write(`${words.stoppedHard}\n`);
    },
  );
  const release = answerWhereItStands(progress);
  const ask = askOn({
    input: process.stdin,
    terminal: stderr,
    texts,
    command: command.declaration.words.join(' '),
    signal: interrupts.signal,
  });
  const context: Context = {
    clock,
    disk: nodeDisk,
    random: Math.random,
    language: texts.language,
    folder: process.cwd(),
    settingsFolder: settingsFolder(environment, process.platform),
    environment,
    ask: async (question) => {
      const goOn = progress.hold();
      try {
        return await ask(question);
      } finally {
        goOn();
      }
    },
    watch: (event) => {
      json?.progress(event);
      progress.take(event);
    },
    tell: json === undefined ? (notice) => sayNotice(notice, progress, pageOn(stderr, texts)) : json.object,
    signal: interrupts.signal,
  };
  try {
    // The web app is made of the other commands, so it stands above them and not among them.
    const load = command.name === 'ui' ? () => import('./ui.ts') : runs[command.name];
    const { run: start } = await load();
    const done: Done<{ readonly type: string }> = await start(context, input as never);
    progress.close();
    if (json === undefined) {
      const { show } = await views[command.name]();
      show(done.result as never, pageOn(stdout, texts, values));
    } else {
      json.object(done.result);
    }
    if (interrupts.signal.aborted && done.ending !== 'whole') return exit.cancelled;
    return endings[done.ending];
  } catch (error) {
    progress.close();
    throw asFault(error, interrupts.signal.aborted, typeof archive === 'string' ? resolve(archive) : process.cwd());
  } finally {
    interrupts.release();
    release();
  }
}
