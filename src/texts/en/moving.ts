import { formatFor } from '../format.ts';

const f = formatFor('en');

/** What a move to another portal and a push to a server show. */
export const movingViews = {
  move: {
    title: (from: string, to: string) => `From the archive of ${from} to ${to}`,
    onlyFound: 'looked for there',
    done: (count: number) => `${f.number(count)} are there already`,
    of: (made: number, found: number, total: number) =>
      `${f.number(made)} made, ${f.number(found)} were there, of ${f.number(total)}`,
    read: (equal: number, wrong: number) =>
      wrong === 0 ? `${f.number(equal)} read back, equal` : `${f.number(equal)} equal, ${f.number(wrong)} not`,
    people: (found: number, total: number, path: string) =>
      `People: ${f.number(found)} of ${f.number(total)} found by e-mail. Who stands for whom is yours to change: ${path}`,
    stands: (id: string) => `User ${id} of that portal stands for the others.`,
    loses: 'What no method keeps',
    notMade: 'Not made, and why',
    without: 'Made, and not whole',
    notCarried: 'Stays in the archive, and why',
    links: 'Links that were lost, because the other end is not there',
    differences: 'Read back, and not equal',
    absent: 'the whole record',
    head: ['What', 'In the archive', 'Made', 'Was there', 'Equal', 'Not equal'],
  },
  push: {
    apiKey: ({ host }: { host: string }) => ({
      text: 'My account → API access key, of an administrator. Nothing of what you type is shown, and it is not kept.',
      prompt: `API key for ${host}:`,
    }),
    counts: (written: number, equal: number) =>
      `${f.number(written)} put there and read back equal, ${f.number(equal)} were there already`,
    why: {
      changedThere: 'somebody changed it there; it was left alone',
      refused: 'the server did not take it',
      differs: 'it reads otherwise than it was sent',
    },
    more: (count: number) => `and ${f.number(count)} more`,
    people: (path: string) => `Who stands for whom there is yours to change, then run it again: ${path}`,
    losses: (path: string) => `What could not be carried: ${path}`,
  },
};
