import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { nodeDisk } from '../../src/base/disk.ts';
import { emptyQuarantine, keptBy } from '../../src/desktop/empty.ts';
import type { RemovalPlan } from '../../src/desktop/plan.ts';
import { bye24, emptyFolder as cliFolder, objectsIn } from '../cli/support/bye24.ts';
import { describeWith } from '../support/needs.ts';
import { inTerminal } from '../support/pseudo-terminal.ts';
import { linuxComputer, put, scratchRoot } from './linux-computer.ts';
import { clock, emptyFolder, removeOn, restoreOn } from './support.ts';

const home = '/home/anna';
const plan: RemovalPlan = {
  system: 'linux',
  steps: [{ do: 'quarantine', path: `${home}/.bxd`, sort: 'profile' }],
  leftAlone: [],
  drive: [],
  byHand: [],
  sha256: '',
};

describe('emptying the quarantine', () => {
  it('deletes what was kept, names of any bytes too, and nothing behind a link', async () => {
    const root = scratchRoot();
    put(root, `${home}/.bxd/state`, 'state');
    const precious = join(emptyFolder(), 'precious');
    writeFileSync(precious, 'precious');
    symlinkSync(precious, join(root, home, '.bxd/link'));
    writeFileSync(Buffer.concat([Buffer.from(`${join(root, home)}/.bxd/`), Buffer.from([0xff, 0x0a, 0x80])]), 'odd');
    const run = join(root, home, '.local/run');
    const computer = linuxComputer(root);
    await removeOn(computer, run, plan);
    expect(await keptBy(nodeDisk, run)).toMatchObject({ files: 3 });
    const emptied = await emptyQuarantine({ disk: nodeDisk, clock }, run);
    expect(emptied).toMatchObject({ left: [] });
    expect(existsSync(join(run, 'items'))).toBe(false);
    expect(readFileSync(precious, 'utf8')).toBe('precious');
    // The journal stays, and says that there is nothing to put back any more.
    expect(readdirSync(run)).toEqual(['journal.jsonl']);
    await expect(restoreOn(computer, run)).rejects.toMatchObject({ code: 'DESKTOP_EMPTIED' });
    expect(await emptyQuarantine({ disk: nodeDisk, clock }, run)).toMatchObject({ files: 0, left: [] });
  });

  it('is refused for a removal that was interrupted', async () => {
    const root = scratchRoot();
    put(root, `${home}/.bxd/state`, 'state');
    const run = join(root, home, '.local/run');
    await removeOn(linuxComputer(root), run, plan);
    const journal = join(run, 'journal.jsonl');
    const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
    writeFileSync(journal, `${lines.slice(0, -1).join('\n')}\n`);
    await expect(emptyQuarantine({ disk: nodeDisk, clock }, run)).rejects.toMatchObject({
      code: 'DESKTOP_REMOVAL_OPEN',
    });
    expect(existsSync(join(run, 'items', '0', 'content', 'state'))).toBe(true);
  });
});

describeWith('script', 'typed confirmations in a terminal', (script) => {
  it('removes for the computer’s name, empties for the removal’s, and for no other', async () => {
    const folder = cliFolder();
    put(folder, '.bxd/state', 'state');
    const options = { folder, environment: { HOME: folder } };
    const answer = async (
      args: readonly string[],
      prompt: string,
      typed: string,
    ): Promise<{ code: number; text: string }> => {
      const session = inTerminal(script, [...args, '--lang', 'en'], options);
      await session.sees(prompt);
      session.type(typed);
      const code = await session.ended;
      return { code, text: session.shown() };
    };
    const asksName = `Type the name of this computer (${hostname()}):`;
    const other = await answer(['desktop', 'remove'], asksName, 'another-one');
    expect([other.code, existsSync(join(folder, '.bxd'))], other.text).toEqual([5, true]);
    // Every command and every move is shown before it is agreed to.
    expect(other.text.indexOf(join(folder, '.bxd'))).toBeLessThan(other.text.indexOf(asksName));
    const removed = await answer(['desktop', 'remove'], asksName, hostname());
    expect([removed.code, existsSync(join(folder, '.bxd'))], removed.text).toEqual([0, false]);

    const kept = join(folder, 'home', 'quarantine');
    const [name = ''] = readdirSync(kept);
    const asksRemoval = `Type the name of this removal (${name}):`;
    const wrong = await answer(['desktop', 'empty'], asksRemoval, 'yes');
    expect([wrong.code, existsSync(join(kept, name, 'items'))], wrong.text).toEqual([5, true]);
    const emptied = await answer(['desktop', 'empty'], asksRemoval, name);
    expect([emptied.code, existsSync(join(kept, name, 'items'))], emptied.text).toEqual([0, false]);

    const alone = await bye24(['desktop', 'restore', '--json'], options);
    expect(objectsIn(alone.stdout).at(-1)).toMatchObject({ type: 'error', code: 'DESKTOP_EMPTIED' });
    const again = await bye24(['desktop', 'empty', '--confirm', 'x', '--json'], options);
    expect(objectsIn(again.stdout).at(-1)).toMatchObject({ type: 'error', code: 'DESKTOP_NOTHING_KEPT' });
  });
});
