import { formatFor } from '../format.ts';
import { archivePages } from './ui-archive.ts';
import { doorPages } from './ui-doors.ts';
import { journeyPages } from './ui-journey.ts';

const f = formatFor('en');

const record = { one: 'record', other: 'records' };

/** What the web app says, in English. */
export const ui = {
  name: 'bye24',
  skip: 'Skip to the content',
  journey: 'The way',
  library: 'The archive',
  tools: 'Side doors',
  language: 'Language',
  light: { title: 'Light', system: 'Auto', light: 'Light', dark: 'Dark' },
  keys: {
    title: 'Keys',
    listen: 'Show this at the key “?”',
    list: [
      ['Tab', 'to the next thing'],
      ['Shift + Tab', 'to the one before'],
      ['Enter', 'open, press, unfold'],
      ['Space', 'tick; press a button'],
      ['← ↑ ↓ →', 'choose one of several, scroll a table or a diagram'],
      ['Esc', 'close what lies over the page'],
      ['?', 'this list'],
    ] as readonly (readonly [keys: string, does: string])[],
  },
  independence: 'Independent and open source. Bitrix24 is a trademark of its owner, who has no part in this.',
  records: (count: number) => f.count(count, record),
  number: (value: number) => f.number(value),
  states: {
    notStarted: 'not started',
    running: 'running',
    needsYou: 'needs you',
    done: 'done',
    blocked: 'not yet',
  },
  pages: {
    start: 'Start',
    overview: 'Overview',
    inventory: 'Inventory',
    export: 'Export',
    verify: 'Verify and seal',
    plan: 'Plan',
    rehearse: 'Rehearsal',
    apply: 'Deletion',
    prove: 'Proof',
    archive: 'Everything',
    search: 'Search',
    byHand: 'By hand',
    handover: 'Hand-over',
    profile: 'Profile',
    subject: 'One person’s data',
    desktop: 'Desktop app',
    box: 'Own server',
    more: 'More commands',
  },
  entry: {
    noSession: 'This page needs the address that bye24 printed',
    noSessionMore:
      'The address carries a code that works once and for a minute, so that no other page and no other person on this ' +
      'computer can come in. Start `bye24 ui` again, or press Enter in its window, and open the new address.',
    opening: 'Opening…',
  },
  error: {
    lost: 'Is anything lost?',
    todo: 'What to do',
    retry: 'Try again',
    code: 'Code',
    copy: 'Copy the details',
    copied: 'Copied',
  },
  loading: 'Loading…',
  pager: { title: 'Pages', back: 'Back', on: 'On' },
  demo: {
    badge: 'DEMO',
    more: 'A made-up company on a portal of this computer. Nothing here is real, and nothing leaves it.',
    leave: 'Leave the demo',
  },
  notFound: 'There is no such page',
  notFoundMore: 'The address may be from another time. The way on the left leads everywhere.',
  toStart: 'To the start',
  ...journeyPages,
  ...archivePages,
  ...doorPages,
};
