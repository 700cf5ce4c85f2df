import type { Clock } from '../../base/clock.ts';
import type { Progress } from '../../commands/progress.ts';
import type { Terminal } from '../terminal.ts';
import { finishedLine, liveBlock, type Look, stageColumn, stateLine } from './line.ts';
import { Tally } from './tally.ts';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const;
const redrawMs = 100;
const plainEveryMs = 10_000;

/** Shows progress to a person and keeps it out of the way of other lines. */
export interface ProgressView {
  readonly take: (event: Progress) => void;
  /** Takes what moves off the screen while a person is asked something; the function that is given back goes on. */
  readonly hold: () => () => void;
  /** Writes a line that stays, above whatever moves. */
  readonly say: (line: string) => void;
  /** Where the stage that runs stands, in a line; undefined when none does. */
  readonly state: () => string | undefined;
  readonly close: () => void;
}

/** One block that is drawn over and over, and a line that stays for every stage that is over. */
export function liveProgress(terminal: Terminal, look: Look, clock: Clock): ProgressView {
  const tally = new Tally();
  let drawn = 0;
  let frame = 0;
  const erase = (): void => {
    if (drawn > 0) terminal.write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  };
  let held = false;
  const draw = (): void => {
    if (held || tally.stage === undefined) return;
    const lines = liveBlock(tally.stage, look, frames[frame % frames.length] ?? '', clock.now(), terminal.columns());
    // One write, so that a terminal never shows the block half erased.
    const up = drawn > 0 ? `\u001b[${drawn}A\u001b[0J` : '';
    terminal.write(`${up}${lines.join('\n')}\n`);
    drawn = lines.length;
  };
  const timer = setInterval(() => {
    frame++;
    draw();
  }, redrawMs);
  timer.unref();
  terminal.write('\u001b[?25l');
  const say = (line: string): void => {
    erase();
    terminal.write(`${line}\n`);
    draw();
  };
  const hold = (): (() => void) => {
    erase();
    held = true;
    terminal.write('\u001b[?25h');
    return () => {
      held = false;
      terminal.write('\u001b[?25l');
    };
  };
  return {
    hold,
    say,
    state: () => tally.stage && stateLine(tally.stage, look, clock.now()),
    take(event) {
      const ended = tally.take(event, clock.now());
      if (ended !== undefined) say(finishedLine(ended, look, clock.now()));
    },
    close() {
      clearInterval(timer);
      erase();
      terminal.write('\u001b[?25h');
    },
  };
}

/** Plain lines for a pipe or a log: when a stage begins and ends, and every ten seconds between. */
export function plainProgress(terminal: Terminal, look: Look, clock: Clock): ProgressView {
  const tally = new Tally();
  let saidAtMs = clock.now();
  const say = (line: string): void => {
    terminal.write(`${line}\n`);
  };
  return {
    hold: () => () => undefined,
    say,
    take(event) {
      const now = clock.now();
      const ended = tally.take(event, now);
      if (ended !== undefined) say(finishedLine(ended, look, now));
      if (event.type === 'stage' && event.state === 'started') {
        saidAtMs = now;
        say(`… ${stageColumn(event.stage, look)}  ${event.of ?? ''}`.trimEnd());
      }
      const { stage } = tally;
      if (stage === undefined || now - saidAtMs < plainEveryMs) return;
      saidAtMs = now;
      say(stateLine(stage, look, now));
    },
    state: () => tally.stage && stateLine(tally.stage, look, clock.now()),
    close: () => undefined,
  };
}

/** Says lines, and shows progress to nobody who does not ask. */
export function noProgress(terminal: Terminal, look: Look, clock: Clock): ProgressView {
  const tally = new Tally();
  return {
    hold: () => () => undefined,
    say: (line) => {
      terminal.write(`${line}\n`);
    },
    take: (event) => void tally.take(event, clock.now()),
    state: () => tally.stage && stateLine(tally.stage, look, clock.now()),
    close: () => undefined,
  };
}
