import { formatFor } from '../format.ts';

const f = formatFor('en');

const record = { one: 'record', other: 'records' };

/** What is counted before anything is done: an inventory and a plan. */
export const countingViews = {
  inventory: {
    states: {
      here: '',
      noMethod: 'this portal has no such tool',
      noScope: 'no permission',
      noRight: 'not for the owner of this webhook',
      noPlan: 'not in the plan',
    },
    costsTitle: 'What costs most',
    cost: (kind: string, from: number, to: number, fromMs: number, toMs: number) =>
      `${kind}: ${f.number(from)} to ${f.number(to)} requests, ${f.durationRange(fromMs, toMs)}`,
    leaveOut: (kind: string) =>
      `To leave one out: bye24 export --without ${kind}. It is not in the archive then, and apply leaves alone what would take it along.`,
    countedLater: '? stands where REST gives no count beforehand: these are counted while they are exported.',
    sum: (count: number, fromMs: number, toMs: number) =>
      `At least ${f.count(count, record)}. An export will take ${f.durationRange(fromMs, toMs)} at the portal's usual limits.`,
  },
  plan: {
    title: (portal: string) => `Plan for ${portal}: nothing has happened yet`,
    goesForGood: (count: number) => `${f.number(count)} for good`,
    goesIntoBin: (count: number, days: number | undefined) =>
      `${f.number(count)} into the bin (${days === undefined ? 'how long is not known' : f.count(days, { one: 'day', other: 'days' })})`,
    goesAlong: (count: number) => `${f.number(count)} along with their parents`,
    isDeactivated: (count: number) => `${f.number(count)} deactivated`,
    isScrubbed: (count: number) => `${f.number(count)} with fields emptied`,
    isBinOff: (count: number) => `the bin of ${f.number(count)} switched off first`,
    isHandedOver: (count: number) => `${f.number(count)} ${f.word(count, { one: 'changes', other: 'change' })} hands`,
    goesThrough: (people: readonly { readonly name: string; readonly count: number }[]) =>
      `through the connections of ${f.list(people.map(({ name, count }) => `${name} (${f.number(count)})`))}`,
    nothingGoes: 'Nothing goes.',
    stays: (count: number) => `What stays and why: ${f.count(count, record)}`,
    below: 'What this plan cannot foresee, for it was not taken home',
    belowOf: (kinds: readonly string[], notTaken: readonly string[]) =>
      `${f.list(kinds)} stay where they have any of these below them: ${f.list(notTaken)}.`,
    byHand: (count: number) => `By hand: ${f.number(count)}`,
    bin: (kinds: readonly string[], whose: string) =>
      `Recycle bin: ${f.list(kinds)}${whose === '' ? '' : ` (${whose})`}`,
    sum: (steps: number, kept: number, hands: number) =>
      `${f.count(steps, { one: 'record goes', other: 'records go' })}, ${f.number(kept)} of the chosen stay, ${f.number(hands)} by hand.`,
    table: (path: string) => `All of it as a table: ${path}`,
    through: (name: string) => `through the connection of ${name}`,
    ways: {
      gone: 'for good',
      bin: 'into the bin',
      cascade: 'along with',
      deactivate: 'deactivated',
      hand: 'handed over',
      binOff: 'bin off',
      scrub: 'emptied',
      stays: 'stays',
      byHand: 'by hand',
    },
    tableHead: ['Number', 'How', 'Kind', 'Id', 'Name', 'Remark'],
  },
};
