import { inspect } from 'node:util';

import { systemClock } from '../base/clock.ts';
import { Bye24Error } from '../base/error.ts';
import { waitForDiskSideBySide } from '../base/disk-threads.ts';
import { keepMemoryFlat } from '../base/memory.ts';
import { chooseLanguage } from '../texts/language.ts';
import type { Texts } from '../texts/catalogue.ts';
import { loadTexts } from '../texts/load.ts';
import { type Invocation, understand } from './arguments.ts';
import { exit, type ExitCode, exitCodeOf } from './exit.ts';
import { failureObject, showFailure } from './failure.ts';
import { asFault } from './fault.ts';
import { commandPage, familyPage, overview } from './help.ts';
import { pageOn, type Terminal, terminalOn } from './terminal.ts';
import { quietSqlite } from './warnings.ts';

const environment = process.env;

/** --lang as it stands, for the words of an error about the rest of the line. */
function askedLanguage(argv: readonly string[]): string | undefined {
  const flag = argv.findLast((word) => word === '--lang' || word.startsWith('--lang='));
  if (flag === undefined) return undefined;
  return flag.includes('=') ? flag.slice('--lang='.length) : argv[argv.lastIndexOf(flag) + 1];
}

function fail(error: unknown, argv: readonly string[], texts: Texts, stdout: Terminal, stderr: Terminal): ExitCode {
  const fault = asFault(error, false);
  if (argv.includes('--json')) stdout.write(`${JSON.stringify(failureObject(fault, texts))}\n`);
  else showFailure(fault, pageOn(stderr, texts), argv.includes('--explain'));
  if (fault.code === 'UNEXPECTED' && (environment['BYE24_DEBUG'] ?? '') !== '') {
    stderr.write(`${inspect(fault.cause ?? fault)}\n`);
  }
  return exitCodeOf(fault.code);
}

async function showVersion(stdout: Terminal): Promise<ExitCode> {
  const { version } = await import('./version.ts');
  stdout.write(`bye24 ${version()}\n`);
  return exit.ok;
}

async function dispatch(invocation: Invocation, texts: Texts, stdout: Terminal, stderr: Terminal): Promise<ExitCode> {
  const { command, family, global, values } = invocation;
  if (global.version) return showVersion(stdout);
  if (family !== undefined) {
    const terminal = global.help ? stdout : stderr;
    terminal.write(familyPage(family, texts, terminal.style, terminal.columns()));
    return global.help ? exit.ok : exit.usage;
  }
  if (command === undefined || global.help) {
    const { style } = stdout;
    const columns = stdout.columns();
    stdout.write(
      command === undefined
        ? overview(texts, style, columns)
        : commandPage(command.name, command.declaration, texts, style, columns),
    );
    return exit.ok;
  }
  // Only now: help must not wait for what it does not need.
  const { runCommand } = await import('./run.ts');
  return runCommand({ command, global, values, texts, stdout, stderr, environment, clock: systemClock });
}

async function main(argv: readonly string[]): Promise<ExitCode> {
  const asked = askedLanguage(argv);
  const texts = await loadTexts(chooseLanguage({ asked, environment }));
  const stdout = terminalOn(process.stdout, environment);
  const stderr = terminalOn(process.stderr, environment);
  try {
    if (asked !== undefined && asked !== 'ru' && asked !== 'en') {
      throw new Bye24Error('VALUE_WRONG', { command: '', parameter: '--lang', value: asked, expected: 'ru, en' });
    }
    return await dispatch(understand(argv), texts, stdout, stderr);
  } catch (error) {
    return fail(error, argv, texts, stdout, stderr);
  }
}

keepMemoryFlat();
waitForDiskSideBySide();
quietSqlite();
process.exitCode = await main(process.argv.slice(2));
