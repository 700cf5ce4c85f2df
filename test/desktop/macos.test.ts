import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { planRemoval } from '../../src/desktop/plan.ts';
import { scan } from '../../src/desktop/scan.ts';
import { imageComputer, says } from './image-computer.ts';
import { put } from './linux-computer.ts';
import { snapshot } from './snapshot.ts';
import { emptyFolder, nothing, removeOn, restoreOn } from './support.ts';

const home = '/Users/anna';
const russian = 'ru.bitrix.bitrix24desktop';

function plist(entries: Readonly<Record<string, string>>): string {
  const body = Object.entries(entries).map(([key, value]) => `<key>${key}</key><string>${value}</string>`);
  return `<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" ""><plist version="1.0"><dict>${body.join('')}</dict></plist>`;
}

/** A Mac with the Russian family of the app, whose leftovers usual cleaners do not know, beside other programs. */
function mac(): {
  readonly image: string;
  readonly ran: string[][];
  readonly computer: ReturnType<typeof imageComputer>;
} {
  const image = emptyFolder();
  put(
    image,
    '/Applications/Битрикс24.app/Contents/Info.plist',
    plist({ CFBundleIdentifier: russian, CFBundleShortVersionString: '22.0.28' }),
  );
  put(image, '/Applications/Битрикс24.app/Contents/MacOS/Bitrix24', 'program');
  put(
    image,
    '/Applications/Other.app/Contents/Info.plist',
    plist({ CFBundleIdentifier: 'org.example.bitrix24desktop' }),
  );
  put(image, `${home}/.bxd/state`, 'state');
  put(image, `${home}/Library/Containers/${russian}.finder-ext/Data/x`, 'x');
  put(image, `${home}/Library/Group Containers/${russian}/y`, 'y');
  put(image, `${home}/Library/Preferences/${russian}.plist`, plist({ a: 'b' }));
  put(image, `${home}/Library/Preferences/com.apple.finder.plist`, plist({ a: 'b' }));
  put(
    image,
    `${home}/Library/LaunchAgents/start.plist`,
    plist({ Label: 'start', Program: '/Applications/Битрикс24.app/Contents/MacOS/Bitrix24' }),
  );
  put(image, `${home}/Library/LaunchAgents/other.plist`, plist({ Label: 'other', Program: '/usr/local/bin/other' }));
  put(image, `/private/var/folders/ab/cdef/X/${russian}.code_sign_clone/big`, 'clone');
  put(image, '/Users/boris/.bxd/state', 'of somebody else');
  const ran: string[][] = [];
  const computer = imageComputer('macos', {
    image,
    home,
    ran,
    answers: {
      [`pluginkit -m -A -i ${russian}`]: says(`+    ${russian}.finder-ext(22.0)\n`),
      'security find-generic-password': says('keychain: "login.keychain-db"\n'),
    },
    processes: [{ pid: 4711, executable: '/Applications/Битрикс24.app/Contents/MacOS/Bitrix24', startedAt: 'Fri' }],
  });
  return { image, ran, computer };
}

describe('the app on a Mac', () => {
  it('is found by what it calls itself, in both families, in its own home only', async () => {
    const { computer } = mac();
    const { traces } = await scan(computer);
    expect(traces.map(({ id }) => id).toSorted()).toEqual(
      [
        '/Applications/Битрикс24.app',
        `${home}/.bxd`,
        `${home}/Library/Containers/${russian}.finder-ext`,
        `${home}/Library/Group Containers/${russian}`,
        `${home}/Library/LaunchAgents/start.plist`,
        `${home}/Library/Preferences/${russian}.plist`,
        `/private/var/folders/ab/cdef/X/${russian}.code_sign_clone`,
        `extension:${russian}.finder-ext`,
        'keychain:Bitrix24 Safe Storage',
        'process:4711:/Applications/Битрикс24.app/Contents/MacOS/Bitrix24',
      ].toSorted(),
    );
  });

  it('goes in order: stopped, extension off, forgotten, then moved; the key in the keychain only when it is named', async () => {
    const { image, ran, computer } = mac();
    const found = await scan(computer);
    const plan = planRemoval(found, nothing);
    expect(plan.steps.map((step) => (step.do === 'run' ? step.purpose : step.do))).toEqual([
      // An agent that keeps the app alive would start it again.
      'stopAutostart',
      'stop',
      'switchOffExtension',
      'forgetApp',
      ...Array.from({ length: 7 }, () => 'quarantine'),
    ]);
    expect(plan.leftAlone.map(({ id, leftAlone }) => [id, leftAlone])).toEqual([
      ['keychain:Bitrix24 Safe Storage', 'noWayBack'],
    ]);
    const named = planRemoval(found, { ...nothing, also: ['keychain:Bitrix24 Safe Storage'] });
    expect(named.steps.at(-1)).toMatchObject({ purpose: 'deleteCredential', undo: { by: 'nothing' } });
    expect(named.sha256).not.toBe(plan.sha256);

    const before = snapshot(image);
    const run = join(emptyFolder(), 'run');
    const { outcomes } = await removeOn(computer, run, plan);
    expect(outcomes.map(({ end }) => end)).toEqual(plan.steps.map(() => 'done'));
    expect(existsSync(join(image, '/Applications/Битрикс24.app'))).toBe(false);
    expect(existsSync(join(image, '/Users/boris/.bxd/state'))).toBe(true);
    await restoreOn(computer, run);
    expect(snapshot(image)).toEqual(before);
    expect(ran).toContainEqual(['pluginkit', '-e', 'use', '-i', `${russian}.finder-ext`]);
  });
});
