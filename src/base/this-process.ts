import { hostname } from 'node:os';

import type { Self } from './journal/lock.ts';

/** This process, as a lock needs to know it. */
export function thisProcess(): Self {
  return {
    pid: process.pid,
    host: hostname(),
    startedAtMs: Math.round(performance.timeOrigin),
    isAlive(pid) {
      try {
        process.kill(pid, 0);
        return true;
      } catch (error) {
        // A process of somebody else lives, too.
        return (error as NodeJS.ErrnoException).code === 'EPERM';
      }
    },
  };
}
