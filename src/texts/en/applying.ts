import { formatFor } from '../format.ts';

const f = formatFor('en');

const record = { one: 'record', other: 'records' };

/** What a deletion shows. */
export const applyingViews = {
  apply: {
    states: {
      absent: (count: number) =>
        `${f.count(count, record)} deleted, and the portal shows them no more; \`prove\` tells what lies in a bin`,
      inBin: (count: number) => `${f.count(count, record)} in a bin`,
      acknowledged: (count: number) => `${f.count(count, record)} done, as the portal says; \`prove\` will look`,
      inactive: (count: number) => `${f.count(count, { one: 'person', other: 'people' })} deactivated`,
      handed: (count: number) => `${f.count(count, record)} handed over`,
      scrubbed: (count: number) => `${f.count(count, record)} with fields emptied`,
      binOff: (count: number) => `The bin switched off in ${f.number(count)}`,
      alreadyGone: (count: number) => `${f.count(count, record)} had gone before`,
      unreachable: (count: number) => `${f.count(count, record)} gone with what they were part of`,
      planned: (count: number) => `${f.count(count, record)} not done yet`,
      changed: (count: number) =>
        `${f.count(count, record)} changed since the export and stayed; \`bye24 apply --re-export-changed\` takes the change home first`,
      childAppeared: (count: number) => `${f.count(count, record)} stayed, for something new hangs on them`,
      refused: (count: number) => `${f.count(count, record)} refused by the portal`,
      intended: (count: number) => `${f.count(count, record)} in flight when it stopped`,
      unknown: (count: number) => `${f.count(count, record)} of unknown fate: the next run looks first`,
    },
    stayedAlong: (count: number) => `${f.count(count, record)} untouched, along with what stayed`,
    inVain: (count: number) =>
      `${f.count(count, record)} tried and still there: the answers were lost; the same command tries again`,
    brought: (count: number) =>
      `${f.count(count, record)} had changed: the new version is in the archive beside the old one, verified, and could go`,
    unreached: (userId: string, code: string) =>
      `Nothing went through the connection of employee ${userId} (${code}): what only they are shown stays, and so do they. Take a new webhook with bye24 team add --who ${userId}, then apply again.`,
    broughtStays: (count: number) => `${f.count(count, record)} had changed and stayed:`,
    whyStays: {
      unread: 'the portal did not show it',
      notVerified: 'it did not come home whole',
      notChosen: 'the choice of the plan does not take the new version',
      otherRecord: 'its number belongs to another record now',
      notRehearsed: 'the rehearsal did not delete it',
      declined: 'as you said',
    },
    finished: 'Every step of the plan has had its turn.',
    stopped: {
      cancelled: 'Stopped, as you asked. Nothing is in flight; the same command goes on.',
      maxDelete: 'Stopped at the number that you allowed. The same command goes on.',
      maxMinutes: 'Stopped after the time that you allowed. The same command goes on.',
      canaryFailed:
        'The first few did not go as planned, so the rest stayed. Look at `bye24 status` and at the portal.',
      canaryDeclined: 'Stopped after the first few, as you said. The same command goes on.',
      changed: 'Stopped before people had their turn: some records changed. The same command goes on.',
      portal: 'The portal ended the run. Nothing is lost; the same command goes on.',
    },
  },
};
