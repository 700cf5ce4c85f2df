import { applyingViews } from './applying.ts';
import { countingViews } from './counting.ts';
import { leavingViews } from './leaving.ts';
import { movingViews } from './moving.ts';
import { formatFor } from '../format.ts';

const f = formatFor('en');

const record = { one: 'record', other: 'records' };
const file = { one: 'file', other: 'files' };
const person = { one: 'person', other: 'people' };

interface Changed {
  portal: string;
  count: number;
  examples: readonly { readonly kind: string; readonly id: string; readonly name: string }[];
}

/** What the views say, in English. */
export const views = {
  stages: {
    inventory: 'Inventory',
    export: 'Export',
    verify: 'Verify',
    seal: 'Seal',
    plan: 'Plan',
    rehearse: 'Rehearse',
    apply: 'Apply',
    prove: 'Prove',
    convert: 'Convert',
    pack: 'Pack',
    move: 'Move',
    compare: 'Compare',
    push: 'Push',
  },
  progress: {
    records: (count: number) => f.count(count, record),
    recordsWord: (count: number) => f.word(count, record),
    files: (count: number) => f.count(count, file),
    of: (done: number, total: number) => `${f.number(done)} of ${f.number(total)}`,
    eta: (fromMs: number, toMs: number, atMs: number) =>
      `${f.durationRange(fromMs, toMs)} left, until about ${f.timeOfDay(atMs)}`,
    pausedByLimit: (untilMs: number | undefined) =>
      untilMs === undefined
        ? 'waiting: the portal asks for fewer requests'
        : `waiting until ${f.timeOfDay(untilMs)}: the portal asks for fewer requests`,
    pausedByBudget: (method: string, untilMs: number | undefined) =>
      untilMs === undefined
        ? `${method} rests: its ten-minute budget is spent`
        : `${method} rests until ${f.timeOfDay(untilMs)}: its ten-minute budget is spent`,
    pausedByUser: 'paused',
    incomplete: 'not whole',
    tookMs: (ms: number) => f.duration(ms),
    stopping: 'Finishing what is in flight. Please wait; press Ctrl-C again to stop at once.',
    stoppedHard: 'Stopped at once. The same command looks first, then goes on.',
  },
  parameters: {
    count: (min: number | undefined, max: number | undefined) =>
      min === undefined
        ? 'a whole number'
        : max === undefined
          ? `a whole number from ${f.number(min)}`
          : `a whole number from ${f.number(min)} to ${f.number(max)}`,
    percent: 'a share, for example 5%',
  },
  ask: {
    webhook: {
      text:
        'On your portal: Applications → Developer resources → Other → Inbound webhook. Tick the permissions, save, copy the address.\n' +
        'It opens the portal to whoever has it, so nothing of what you paste is shown.',
      prompt: 'Address of the webhook:',
    },
    address: ({
      portal,
      owner,
      planSha256,
      identity: { company, people, newestAtMs },
      handsOver,
    }: {
      portal: string;
      owner: string;
      planSha256: string;
      handsOver?: true;
      identity: { readonly company?: string; readonly people?: number; readonly newestAtMs?: number };
    }) => ({
      text: [
        `${handsOver ? 'This changes the portal; nothing is deleted.' : 'This is where things go for good.'} Portal ${portal}, as ${owner}. Plan ${planSha256.slice(0, 12)}.`,
        company === undefined ? 'The portal does not tell its company.' : `Company: ${company}.`,
        people === undefined ? 'It does not tell who works there.' : `At work there: ${f.count(people, person)}.`,
        newestAtMs === undefined ? 'No change to be seen.' : `Newest change: ${f.dateTime(newestAtMs)}.`,
      ].join('\n'),
      prompt: 'Type the address of the portal:',
    }),
    archive: ({ portal, path, records }: { portal: string; path: string; records?: number }) => ({
      text: `The archive ${path} goes for good${records === undefined ? '' : `, ${f.count(records, record)}`} taken from ${portal}. What is gone from the portal is then nowhere.`,
      prompt: 'Type the address of the portal:',
    }),
    password: ({ host, user }: { host: string; user: string }) => ({
      text: `Nothing of what you type is shown, and it is not kept.`,
      prompt: user === '' ? `Password for ${host}:` : `Password of ${user} for ${host}:`,
    }),
    otherPortal: ({ portal, owner, count }: { portal: string; owner: string; count: number }) => ({
      text: `${f.count(count, record)} will be made on ${portal}, as ${owner}. Tasks notify the people they are for.`,
      prompt: 'Type the address of that portal:',
    }),
    count: ({ portal, count, handsOver }: { portal: string; count: number; handsOver?: true }) => ({
      text: handsOver
        ? `${f.count(count, record)} on ${portal} will change hands.`
        : `${f.count(count, record)} will go from ${portal}.`,
      prompt: 'Type that number:',
    }),
    live: ({
      portal,
      records,
      newestAtMs,
      kinds,
    }: {
      portal: string;
      records: number;
      newestAtMs: number;
      kinds: readonly string[];
    }) => ({
      text:
        `Others still work on ${portal}: at least ${f.count(records, record)} changed in the last days, ` +
        `the latest on ${f.dateTime(newestAtMs)} (${f.list(kinds)}). What they change after your export stays on the portal.`,
      prompt: 'Go on all the same? yes/no:',
    }),
    goOn: ({ portal, kind, absent, left }: { portal: string; kind: string; absent: number; left: number }) => ({
      text: `The first ${f.count(absent, record)} (${kind}) went, and ${portal} no longer shows them. ${f.count(left, record)} to go.`,
      prompt: 'Shall the rest go? yes/no:',
    }),
    changed: ({ portal, count, examples }: Changed) => ({
      text:
        `${f.count(count, record)} of ${portal} changed since the export. The new version lies in the archive beside the old one, was read again from the disk and rehearsed:\n` +
        examples.map(({ kind, id, name }) => `${kind} ${id}: ${name}`).join('\n') +
        (count > examples.length ? `\n… ${f.number(count - examples.length)} more` : ''),
      prompt: 'Delete them in this version? yes/no:',
    }),
  },
  notices: {
    ready: (url: string) => `A local portal answers at ${url}`,
    webhook: (url: string, userId?: string) =>
      userId === undefined ? `Webhook of its administrator: ${url}` : `Webhook of employee ${userId}: ${url}`,
    tls: (url: string, ca: string) => `With TLS: ${url} (trust ${ca})`,
    servedArchive: (count: number) =>
      `It serves ${f.count(count, record)} of the archive; files are the archived bytes.`,
    servedWithout: (kinds: readonly string[]) => `Not served, because REST shows them to nobody: ${f.list(kinds)}`,
    filesMissing: (count: number) => `${f.count(count, file)} whose bytes the archive does not hold`,
    stopServing: 'Ctrl-C stops it.',
    served: 'The local portal has stopped.',
    company: 'A company that does not exist leaves its portal',
    madeUp: (size: number, seed: number) => `About ${f.count(size, record)}, made up from seed ${seed}`,
    fromFile: (path: string) => `From ${path}`,
    ownPortal: (url: string) => `A portal on this computer: ${url}`,
    uiReady: 'The web app is ready:',
    uiAgain: 'The address works once and for a minute. Enter prints a fresh one, Ctrl-C stops.',
    uiStopped: 'The web app has stopped. The archive and the journal keep the place.',
  },
  next: 'Next:',
  connect: {
    connected: (portal: string) => `Connected to ${portal}`,
    as: (name: string, admin: boolean) => (admin ? `As ${name}, administrator` : `As ${name}, not an administrator`),
    missing: (scopes: readonly string[]) => `Permissions that are missing: ${scopes.join(', ')}`,
    keptIn: (path: string, isApplication: boolean) =>
      isApplication
        ? `The application and its tokens are kept in ${path}; only you can read it.`
        : `The webhook is kept in ${path}; only you can read it.`,
  },
  doctor: {
    notAdmin:
      'An ordinary employee sees only their own data and what is shared with them. For a whole archive, use a webhook of an administrator.',
    allScopes: (count: number) => `All permissions are there (${f.number(count)})`,
    missingScope: (scope: string, kinds: readonly string[]) =>
      `No permission \`${scope}\`: these would stay on the portal: ${f.list(kinds)}`,
    unavailable: {
      noMethod: (kinds: readonly string[]) => `This portal does not have, or has switched off: ${f.list(kinds)}`,
      noPlan: (kinds: readonly string[]) => `Not in the plan: ${f.list(kinds)}`,
      noRight: (kinds: readonly string[]) => `The owner of the webhook may not read: ${f.list(kinds)}`,
    },
    clock: (ms: number, far: boolean) =>
      far ? `The clocks differ by ${f.duration(ms)}; changes near an export may be fetched twice` : 'The clocks agree',
    planUnknown:
      'The portal does not tell a webhook when its plan ends. Look it up: without a paid plan REST stops, and with it every export.',
    planExpired: 'The plan has expired: REST may stop any moment. Export first of all.',
    planEnds: (days: number) => `The plan ends in ${f.count(days, { one: 'day', other: 'days' })}`,
    secret: (path: string, open: boolean) =>
      open
        ? `Others on this computer can read ${path}. Make it yours alone: chmod 600`
        : 'The file with the webhook is yours alone',
  },
  ...countingViews,
  missing: {
    title: 'What is missing',
    kind: (_count: number) => 'not taken at all',
    list: (count: number) => `${f.count(count, { one: 'list', other: 'lists' })} not whole`,
    record: (count: number) => `${f.count(count, record)} not taken`,
    file: (count: number) => `${f.count(count, file)} not taken, the records are here`,
  },
  export: {
    requests: (now: number, full: number) =>
      `${f.number(now)} requests to the portal; the export of everything took ${f.number(full)}.`,
    withheld: (what: string) => `Left out on purpose, because these fields hold passwords and keys: ${what}.`,
    portalSays: (count: number) => `the portal says ${f.number(count)}`,
    sum: (records: number, files: number, bytes: number, ms: number) =>
      `${f.count(records, record)} and ${f.count(files, file)} (${f.bytes(bytes)}) in ${f.duration(ms)}`,
    complete: 'Complete: the counts of the portal, of what was seen and of what is kept agree.',
    incomplete: 'Not complete: everything that is missing is named above. The same command tries again.',
  },
  verify: {
    read: (records: number, files: number, contents: number, bytes: number) =>
      `Read again from the disk: ${f.count(records, record)}, ${f.count(files, file)}${
        contents === files ? '' : ` (${f.number(contents)} different by content)`
      }, ${f.bytes(bytes)}`,
    sound: 'The archive is sound.',
    soundAndSealed: 'The archive is sound, and the seal holds.',
    damaged: (count: number) => `The archive is damaged in ${f.count(count, { one: 'place', other: 'places' })}.`,
    damage: {
      RECORD_CHANGED: 'a record is not what the portal said',
      RECORD_MISSING: 'a record is missing',
      RAW_DAMAGED: 'an answer of the portal is damaged',
      RAW_MISSING: 'an answer of the portal is missing',
      BLOB_DAMAGED: 'a file is damaged',
      BLOB_MISSING: 'a file is missing',
      INDEX_DAMAGED: 'the index is damaged',
      SEAL_BROKEN: 'the seal is broken',
      FILE_EXTRA: 'a file that does not belong here',
    },
    more: (count: number) => `and ${f.number(count)} more`,
    whatNow: 'Nothing can be planned on what is damaged. Restore a copy of the archive, or export into a new folder.',
  },
  seal: {
    sealed: (files: number, bytes: number) => `Sealed: ${f.count(files, file)}, ${f.bytes(bytes)}`,
    root: 'Seal',
    check: 'Anyone can check it without bye24:',
  },
  open: {
    sum: (count: number, atMs: number | undefined) =>
      atMs === undefined ? f.count(count, record) : `${f.count(count, record)}, last taken ${f.dateTime(atMs)}`,
    missing: (count: number) =>
      `Missing: ${f.number(count)}, each named with its reason (LOSSES.md of a sealed archive)`,
    sealed: (atMs: number) => `Sealed ${f.dateTime(atMs)}`,
    notSealed: 'Not sealed yet.',
    range: (offset: number, shown: number, total: number) =>
      shown === 0
        ? `0 of ${f.number(total)}`
        : `${f.number(offset + 1)}–${f.number(offset + shown)} of ${f.number(total)}`,
    vanished: 'gone from the portal',
    vanishedAt: (atMs: number) => `Gone from the portal; seen to be so ${f.dateTime(atMs)}`,
    files: 'Files',
    pointsTo: 'Points to',
    pointedBy: 'What points here',
  },
  search: {
    nothing: (text: string) => `Nothing in the archive is like “${text}”.`,
  },
  ...leavingViews,
  ...movingViews,
  ...applyingViews,
  convert: {
    losses: 'What it could not carry:',
    mapping: 'To call stages and statuses otherwise, edit this file and convert again with --replace:',
  },
  pack: {
    packed: (files: number, bytes: number) => `Packed: ${f.count(files, file)}, ${f.bytes(bytes)}`,
    encrypted: 'Only the owners of the keys can open it.',
    plain: 'It is not encrypted: whoever has the file reads everything.',
  },
  compare: {
    agrees: 'The portal and the archive agree.',
    differs: 'The portal has changed since the export.',
    counts: (changed: number, fresh: number, gone: number) =>
      `${f.number(changed)} changed, ${f.number(fresh)} new, ${f.number(gone)} gone`,
  },
  status: {
    connections: (portals: readonly string[]) => `Connected: ${f.list(portals)}`,
    noArchive: 'No archive here yet.',
    archive: (path: string, portal: string, count: number) => `${path}: ${portal}, ${f.count(count, record)}`,
    exported: {
      running: 'The export is not finished; the same command goes on where it stopped.',
      incomplete: 'The export could not take everything.',
    },
    plan: (steps: number, hands: number) =>
      `Plan: ${f.count(steps, { one: 'record goes', other: 'records go' })}, ${f.number(hands)} by hand`,
    planStale: 'The plan is stale: the archive was sealed anew since.',
    proved: 'Proved: what is gone is written down.',
  },
  demo: {
    title: 'What happened',
    exported: 'records taken home, with their files',
    verified: 'read again from the disk and found whole',
    planned: 'planned to go',
    absent: 'gone, and seen to be gone',
    inBin: 'in a recycle bin, which only a person can empty',
    unseen: 'deleted along with others, as the portal says; it shows such things to nobody',
    byHand: 'things left for a person: REST cannot remove them',
    failed: 'did not go as planned',
    report: 'What went how, to print:',
    archive: 'The archive needs neither the portal nor us:',
    searchFor: 'example.com',
    honest:
      'All of it ran on this computer. This portal had no limits; a real one takes about two requests a second, and bye24 asks it for 2,500 records in one.',
    yours: 'Your own portal:',
  },
  prove: {
    ends: {
      gone: (count: number) => `${f.count(count, record)} gone, seen absent`,
      inBin: (count: number) => `${f.count(count, record)} absent from the lists, in a recycle bin`,
      inactive: (count: number) => `${f.count(count, { one: 'person', other: 'people' })} deactivated, seen so`,
      handed: (count: number) => `${f.count(count, record)} handed over, seen so`,
      scrubbed: (count: number) => `${f.count(count, record)} with fields emptied, seen so`,
      binOff: (count: number) => `the bin switched off in ${f.number(count)}, seen so`,
      alreadyGone: (count: number) => `${f.count(count, record)} had gone before`,
      acknowledged: (count: number) =>
        `${f.count(count, record)} deleted by the portal's word alone; could not be looked at`,
      stillThere: (count: number) => `${f.count(count, record)} still there, though the portal said yes`,
      changed: (count: number) => `${f.count(count, record)} changed since the export, left alone`,
      childAppeared: (count: number) => `${f.count(count, record)} left alone: something new hangs on them`,
      refused: (count: number) => `${f.count(count, record)} refused by the portal`,
      unknown: (count: number) => `${f.count(count, record)} of unknown fate`,
      unreachable: (count: number) =>
        `${f.count(count, record)} that nobody is shown alone; what they were part of is seen absent`,
      left: (count: number) => `${f.count(count, record)} not done`,
    },
    short: {
      planned: 'planned',
      gone: 'gone',
      inBin: 'in a bin',
      inactive: 'deactivated',
      handed: 'handed over',
      scrubbed: 'emptied',
      binOff: 'bin off',
      alreadyGone: 'gone before',
      acknowledged: 'not looked at',
      stillThere: 'still there',
      changed: 'changed',
      childAppeared: 'something new hangs on it',
      refused: 'refused',
      unknown: 'unknown',
      unreachable: 'part of what is gone',
      left: 'not done',
    },
    binUntil: (kind: string, count: number, untilMs: number | undefined) =>
      `${kind}: ${f.number(count)} in the bin${untilMs === undefined ? ', nobody says how long' : ` until ${f.date(untilMs)}`}`,
    byHand: (count: number) => `${f.number(count)} by hand, not confirmed yet`,
    kept: (count: number) => `${f.count(count, record)} left on purpose or because they must stay`,
    folder: (path: string) => `The proof, to print and to keep: ${path}`,
    earlier: (atMs: number) => `Compared with the proof of ${f.date(atMs)}:`,
    sinceThen: (end: string, was: number, is: number) => `${end}: ${f.number(was)} → ${f.number(is)}`,
    nothingSince: 'nothing has changed',
    title: (portal: string) => `What ${portal} shows now`,
  },
  rehearse: {
    clean: 'On the copy everything went as planned. Nothing was sent to the real portal.',
    notClean:
      'On the copy some records did not go as planned; on the real portal they will stay too. Nothing was sent to it.',
    adjust: '`bye24 rehearse --adjust-plan` takes them out of the plan.',
    takenOut: (count: number, sha256: string) =>
      `${f.count(count, record)} taken out of the plan, which has a new hash: ${sha256.slice(0, 12)}`,
    without: (kinds: readonly string[]) =>
      `Not rehearsed, because REST shows them to nobody and the copy has no place for them: ${f.list(kinds)}.`,
  },
  error: {
    code: 'code',
    rule: (id: string) => `Rule ${id}`,
    tryExplain: 'Add --explain to see the rule behind this.',
  },
};
