import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { bye24, objectsIn, start } from './support/bye24.ts';
import { exported, type Exported, withWebhook } from './support/served.ts';

// Nothing hangs on these, so that they go though no other kind was taken home.
const kinds = 'activity,timeline-note,elapsed-time';

async function planned(portal: Exported): Promise<string> {
  expect((await bye24(['seal'], portal)).code).toBe(0);
  const { stdout } = await bye24(['plan', '--kinds', kinds, '--json'], portal);
  // The copy lacks what was not taken home, and says so.
  expect([0, 3]).toContain((await bye24(['rehearse'], portal)).code);
  return String(objectsIn(stdout).at(-1)?.['sha256']);
}

describe('Ctrl-C in mid-apply', () => {
  it('ends with 130; the same command goes on, and the end is that of an undisturbed run', async () => {
    const portal = await exported({ limits: { latencyMs: 300 } }, kinds);
    const sha256 = await planned(portal);
    const run = withWebhook(portal.webhook, portal.folder);
    const command = ['apply', '--portal', portal.address, '--plan-sha256', sha256, '--json'];
    const running = start(command, run);
    await new Promise<void>((resolve) => {
      running.child.stdout?.on('data', () => {
        if (running.output().includes('"stage":"apply","kind"')) resolve();
      });
    });
    running.child.kill('SIGINT');
    const stopped = await running.ended;
    expect(stopped.code).toBe(130);
    const again = await bye24(command, run);
    expect(again.stderr).toBe('');
    expect(again.code).toBe(0);
    const proved = objectsIn((await bye24(['prove', '--json'], run)).stdout).at(-1);
    expect(proved).toMatchObject({ type: 'proof', exceptions: [] });
  }, 120_000);
});

/** The real program on a real pseudo-terminal, by util-linux's `script`; each answer is typed once its question is there. */
async function typed(portal: Exported, answers: readonly (readonly [question: RegExp, answer: string | undefined])[]) {
  const program = join(import.meta.dirname, '..', '..', 'bin', 'bye24.js');
  const command = `stty -echo; ${process.execPath} ${program} apply --lang en`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: portal.folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      TERM: 'xterm',
      BYE24_HOME: join(portal.folder, 'home'),
      BYE24_WEBHOOK: portal.webhook,
    },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  const waiting = [...answers];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    const [next] = waiting;
    const asked = next?.[0].exec(output);
    if (next === undefined || asked === null || asked === undefined) return;
    waiting.shift();
    output = '';
    // Where no answer is given, it is what the question names.
    child.stdin.write(`${next[1] ?? asked[1] ?? ''}\r`);
  });
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  return { code, output, unasked: waiting.length };
}

describe('a person at a terminal', () => {
  it('who types the address and the number, and says yes once more, deletes; a mistyped address deletes nothing (5)', async () => {
    const portal = await exported({}, kinds);
    await planned(portal);
    const wrong = await typed(portal, [[/›/u, 'acme.bitrix24.ru']]);
    expect(wrong).toMatchObject({ code: 5, unasked: 0 });
    const answers = (last: string): readonly (readonly [RegExp, string | undefined])[] => [
      [/Company: \S[^]*At work there: \d+[^]*Newest change: \d[^]*›/u, portal.address],
      // Of what is left, where some of it went before.
      [/(\d+)\s+\S+\s+will\s+go[^]*›/u, undefined],
      [/Shall the rest go/u, last],
    ];
    // Only the first few went; whatever is not a yes is a no.
    const declined = await typed(portal, answers(''));
    expect(declined).toMatchObject({ code: 3, unasked: 0 });
    const right = await typed(portal, answers('yes').slice(0, 2));
    expect(right).toMatchObject({ code: 0, unasked: 0 });
  }, 120_000);
});
