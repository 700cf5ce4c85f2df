import { existsSync, rmSync, writeFileSync } from 'node:fs';

import { type Machine, runProgram } from '../../../src/box/machine.ts';

/**
 * A machine whose one service runs until it is stopped, remembered on the disk, and whose only real program is the one
 * that just reads: `nginx -t`.
 */
export function quietMachine(root: string): Machine & { readonly ran: string[]; forget(): void } {
  const ran: string[] = [];
  const stopped = `${root}.stopped`;
  return {
    root,
    ran,
    forget: () => {
      rmSync(stopped, { force: true });
    },
    run(program, args) {
      ran.push([program, ...args].join(' '));
      if (program === 'nginx') return runProgram(program, args);
      if (program !== 'systemctl') return Promise.resolve({ status: 127, stdout: '' });
      const [verb = ''] = args;
      const isActive = args.includes('push-server') && !existsSync(stopped);
      if (verb === 'is-active') return Promise.resolve({ status: isActive ? 0 : 3, stdout: '' });
      if (verb === 'stop') writeFileSync(stopped, '');
      if (verb === 'start') rmSync(stopped, { force: true });
      return Promise.resolve({ status: 0, stdout: '' });
    },
  };
}
