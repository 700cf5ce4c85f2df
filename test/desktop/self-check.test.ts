import { describe, expect, it } from 'vitest';

import { scan } from '../../src/desktop/scan.ts';
import { selfCheck } from '../../src/desktop/self-check.ts';
import { linuxComputer, put, scratchRoot } from './linux-computer.ts';

const home = '/home/canary-anna';

describe('the self-check', () => {
  it('tells what was found and nothing about whose it is (I11)', async () => {
    const root = scratchRoot();
    put(root, `${home}/.bxd/canary-portal.bitrix24.ru.db`, 'canary-token');
    put(root, `${home}/.bxd/Crashpad/x`, 'x');
    put(root, `${home}/.bxd/anna@canary-mail.example`, 'x');
    put(root, `${home}/.bxd/letter.canary`, 'x');
    put(
      root,
      `${home}/.config/autostart/canary-name.desktop`,
      '[Desktop Entry]\nExec=/opt/Bitrix24/Bitrix24 --user=canary-login\n',
    );
    put(root, `${home}/.config/mimeapps.list`, 'x-scheme-handler/bx=canary-app.desktop\n');
    put(root, `${home}/Bitrix24/canary-contract.docx`, 'x');
    const computer = linuxComputer(root, { home });
    expect((await scan(computer)).traces).toHaveLength(3);
    const report = await selfCheck(computer);
    expect(JSON.stringify(report)).not.toMatch(/canary|anna|\/home/u);
    expect(report.traces.find(({ rule }) => rule === 'bxd')).toMatchObject({
      sure: 'likely',
      files: 4,
      inside: ['Crashpad'],
      othersInside: { '.db': 1, other: 2 },
    });
    expect(report.drive).toEqual([{ sure: 'likely', files: 1, placeholders: 0 }]);
    expect(report.nothingBy).toContain('opt');
  });
});
