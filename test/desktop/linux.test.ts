import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import type { Computer } from '../../src/desktop/computer.ts';
import { planRemoval } from '../../src/desktop/plan.ts';
import { scan } from '../../src/desktop/scan.ts';
import { describeWith } from '../support/needs.ts';
import { fillHome, installPackage, linuxComputer, put, scratchRoot, startApp } from './linux-computer.ts';
import { snapshot } from './snapshot.ts';
import { nothing, removeOn, restoreOn } from './support.ts';

describeWith('dpkg', 'the app on Linux, installed by dpkg', () => {
  it('is found with everything that it left, and only that', async () => {
    const root = scratchRoot();
    installPackage(root);
    fillHome(root);
    const app = await startApp(root, 'BDisk');
    const found = await scan(linuxComputer(root));
    const ids = found.traces.map(({ id, sure }) => `${sure} ${id}`);
    expect(ids.toSorted()).toEqual(
      [
        'certain /etc/apt/sources.list.d/bitrix24.list',
        'certain /home/anna/.config/autostart/chat.desktop',
        'certain /opt/Bitrix24',
        'certain /usr/bin/bitrix24',
        'certain /usr/share/applications/vendor.desktop',
        'certain /usr/share/keyrings/vendor.gpg',
        'certain line:/home/anna/.config/mimeapps.list:x-scheme-handler/bx=vendor.desktop',
        'certain package:bitrix24',
        `certain process:${app.pid}:/opt/Bitrix24/BDisk`,
        'likely /home/anna/.bxd',
        'likely /home/anna/.cache/Bitrix24',
        'likely /home/anna/.config/Bitrix24',
      ].toSorted(),
    );
    expect(found.drive.map(({ path, files }) => ({ path, files }))).toEqual([
      { path: '/home/anna/Bitrix24', files: 1 },
    ]);
    expect(found.unseen).toEqual([]);
  });

  it('is stopped, taken off by dpkg, and its leftovers moved; the drive stays', async () => {
    const root = scratchRoot();
    const ran: string[][] = [];
    const computer = linuxComputer(root, { ran });
    const before = snapshot(root);
    installPackage(root);
    fillHome(root);
    const app = await startApp(root, 'BDisk');
    const plan = planRemoval(await scan(computer), nothing);
    const run = join(root, '/home/anna/.config/bye24/desktop/1');
    const { outcomes, ended } = await removeOn(computer, run, plan);
    await app.ended;
    expect(ended).toBe(true);
    expect(outcomes.filter(({ end }) => end !== 'done' && end !== 'absent')).toEqual([]);
    expect(ran).toEqual([
      ['dpkg', '--remove', 'bitrix24'],
      ['dpkg', '--purge', 'bitrix24'],
    ]);
    expect(existsSync(join(root, '/opt/Bitrix24'))).toBe(false);
    expect(readFileSync(join(root, '/home/anna/Bitrix24/Договор.docx'), 'utf8')).toBe('contract');
    expect(readFileSync(join(root, '/home/anna/.config/mimeapps.list'), 'utf8')).toBe(
      '[Default Applications]\ntext/html=firefox.desktop\n',
    );
    const after = await scan(computer);
    expect(after.traces).toEqual([]);
    // Beside what the test put there for other programs, the computer is what it was before.
    const own = /^\/(?:var\/lib\/dpkg|etc|opt$|usr\/share|home\/anna\/(?:\.config|\.cache|Bitrix24))/u;
    expect(snapshot(root).filter(([path]) => !own.test(path))).toEqual(before.filter(([path]) => !own.test(path)));
  });

  it('comes back on restore, but for the package, which is installed again', async () => {
    const root = scratchRoot();
    const computer = linuxComputer(root);
    installPackage(root);
    fillHome(root);
    const home = snapshot(join(root, '/home/anna'));
    const run = join(root, '/home/anna/.config/bye24/desktop/1');
    await removeOn(computer, run, planRemoval(await scan(computer), nothing));
    const back = await restoreOn(computer, run);
    const kept = /^\/\.config\/bye24/u;
    expect(snapshot(join(root, '/home/anna')).filter(([path]) => !kept.test(path))).toEqual(home);
    const ends = back?.restored.map(({ step, end }) => [back.plan.steps[step]?.do, end]);
    expect(ends).toContainEqual(['run', 'reinstall']);
    expect(ends).toContainEqual(['quarantine', 'back']);
    expect(ends).toContainEqual(['takeLine', 'back']);
    // What the package had not known of is there again too.
    expect(readFileSync(join(root, '/opt/Bitrix24/libbxmp.so'), 'utf8')).toBe('library');
    expect(lstatSync(join(root, '/usr/bin/bitrix24')).isSymbolicLink()).toBe(true);
  });

  it('has its services switched off before it is asked to end, and on again by the restore', async () => {
    const root = scratchRoot();
    installPackage(root);
    const unit = '[Service]\nExecStart=-/opt/Bitrix24/BDisk --daemon\nRestart=always\n';
    put(root, '/home/anna/.config/systemd/user/drive.service', unit);
    put(root, '/etc/systemd/system/update.service', unit);
    put(root, '/etc/systemd/system/other.service', '[Service]\nExecStart=/opt/Other/daemon\n');
    const ran: string[][] = [];
    const quiet = linuxComputer(root);
    const computer: Computer = {
      ...quiet,
      run(argv) {
        ran.push([...argv]);
        const answer = { code: 0, stdout: Buffer.alloc(0), stderr: '' };
        return argv[0] === 'systemctl' ? Promise.resolve(answer) : quiet.run(argv);
      },
    };
    const plan = planRemoval(await scan(computer), nothing);
    expect(plan.steps.slice(0, 3).map((step) => (step.do === 'run' ? step.argv : [step.do]))).toEqual([
      ['systemctl', '--user', 'disable', '--now', 'drive.service'],
      ['systemctl', 'disable', '--now', 'update.service'],
      ['stop'],
    ]);
    const run = join(root, '/home/anna/.config/bye24/desktop/1');
    await removeOn(computer, run, plan);
    expect(existsSync(join(root, '/etc/systemd/system/update.service'))).toBe(false);
    expect(existsSync(join(root, '/etc/systemd/system/other.service'))).toBe(true);
    await restoreOn(computer, run);
    expect(readFileSync(join(root, '/home/anna/.config/systemd/user/drive.service'), 'utf8')).toBe(unit);
    expect(ran.at(-1)).toEqual(['systemctl', '--user', 'enable', '--now', 'drive.service']);
  });

  it('stays whole when its package holds somebody else’s program too', async () => {
    const root = scratchRoot();
    installPackage(root, { '/opt/Accounting/ledger': 'of the company' });
    const computer = linuxComputer(root);
    const plan = planRemoval(await scan(computer), nothing);
    expect(plan.leftAlone.map(({ id, leftAlone }) => [id, leftAlone])).toContainEqual(['package:bitrix24', 'mixed']);
    expect(plan.steps.filter((step) => step.do === 'run' || step.do === 'quarantine')).toEqual([]);
  });

  it('leaves a list of sources that names others too', async () => {
    const root = scratchRoot();
    put(
      root,
      '/etc/apt/sources.list.d/all.list',
      'deb https://dl.bitrix24.com/b24/deb stable main\ndeb https://mirror.example/debian stable main\n',
    );
    const found = await scan(linuxComputer(root));
    expect(found.traces.map(({ id, leftAlone }) => [id, leftAlone])).toEqual([
      ['/etc/apt/sources.list.d/all.list', 'mixed'],
    ]);
  });
});
