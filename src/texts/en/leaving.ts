import { formatFor } from '../format.ts';

const f = formatFor('en');
const record = { one: 'record', other: 'records' };

/** What hand-over and profile show. */
export const leavingViews = {
  handover: {
    title: (from: string, to: string) => `Hand-over from ${from} to ${to}`,
    goes: (count: number) => `${f.count(count, record)} to be handed over`,
    robots:
      'Changes through REST start automation rules, notifications and processes. Switch off those that act on a change of the responsible person first; the first by-hand step says where.',
    kept: (count: number) => `${f.count(count, record)} keep the leaver's name somewhere, and why:`,
    undone: 'What the hand-over had changed is as it was in the archive.',
    notUndone: 'Not all of what the hand-over had changed is as it was in the archive.',
  },
  byHand: {
    files: (count: number) =>
      `${f.count(count, { one: 'file is given', other: 'files are given' })} only to a person: download them in a browser.`,
    check: {
      api: 'bye24 sees for itself: `bye24 prove`',
      person: 'a person confirms: `bye24 by-hand confirm --numbers … --by "Name"`',
    },
    done: (by: string) => (by === 'api' ? 'done, seen by a read' : `done, says ${by}`),
    open: (count: number) => `${f.number(count)} left to do`,
  },
  destroyed: {
    done: (files: number) => `The archive is gone: ${f.count(files, { one: 'file', other: 'files' })}.`,
    folder: (path: string) => `The act, its journal and the proof are here: ${path}`,
  },
  subject: {
    nothing: 'No text and no file name in the archive is about this person or mentions them.',
    archiveHolds:
      'This archive and every dossier made from it still hold the same data: `bye24 archive destroy` ends an archive.',
    notRead: 'Texts of all records and the names of files were looked through; what stands inside files was not.',
    about: (count: number) => `Their own: ${f.count(count, record)}`,
    belongs: (count: number) => `What hangs on them: ${f.count(count, record)}`,
    mentions: (count: number) => `Mention them: ${f.count(count, record)}`,
    by: { name: 'name in', phone: 'phone in', email: 'e-mail in', fileName: 'file name of', belongs: 'belongs to' },
    still: (count: number, kinds: number) =>
      count === 0
        ? `The portal itself shows nothing of them (lists of ${f.number(kinds)} kinds read)`
        : `The portal still shows ${f.count(count, record)} that name them (lists of ${f.number(kinds)} kinds read):`,
    unread: (kinds: string) => `Could not be read, so nothing is known of: ${kinds}`,
    exported: (records: number, files: number) =>
      `${f.count(records, record)} and ${f.count(files, { one: 'file', other: 'files' })} in the dossier:`,
  },
  profile: {
    title: (name: string, portal: string) => `Profile of ${name} on ${portal}`,
    sole: 'STOP. No other administrator was shown. If this is the only one, deleting the profile deletes the whole portal. Appoint another administrator first, and show their webhook with --second-webhook. At stake, by the archive:',
    notAdministrator: 'Not an administrator: the portal stays whatever happens to this profile.',
    nothingTheirs: 'Nothing is left to hand over.',
    theirs: 'Still theirs, and can be handed over first:',
    seen: {
      active: 'The portal still shows the person as active.',
      inactive: 'user.get shows the person as dismissed.',
      absent: 'user.get does not show the person any more.',
    },
    webhook: {
      dead: "The leaver's own webhook answers 401: the door is closed.",
      alive: "The leaver's own webhook still works! Delete it on the portal by hand.",
      unknown: "The leaver's own webhook gave no clear answer.",
      notGiven: "Whether the leaver's own webhooks are dead was not tried: give one with --second-webhook.",
    },
    logUnread:
      'The event log could not be read, so nobody looked for a hidden copy of the account. Ask an administrator whether "keep integrations" was chosen.',
    noHidden: 'No hidden account signed in since yesterday, by the event log.',
    hidden: (id: string, events: number, lastAt: string) =>
      `Account ${id} acts (${f.number(events)} records, last ${lastAt}) and no list shows it: perhaps a copy that "keep integrations" left. Ask an administrator to delete its integrations.`,
    askSecond: {
      administrator: {
        text: 'The webhook of another administrator shows that the portal does not hang on this profile alone. It is asked once who it is, and kept nowhere.',
        prompt: 'Webhook of another administrator:',
      },
      leaver: {
        text: 'A webhook of the leaver shows after the dismissal whether the door is closed. It is tried once, and kept nowhere.',
        prompt: 'Webhook of the leaver:',
      },
    },
    stays:
      'What stays, and what no method takes away: the number of the profile, name, photo, e-mail, and everything that the person wrote.',
    phone: [
      'Open the Bitrix24 app on your phone (iOS or Android) and log in to this portal.',
      'Tap your profile photo, then your profile, then the pencil.',
      'Scroll down: Delete account. Read the warning, then Continue.',
      'Log in in the phone\'s browser in the way in which the account was made. "This address could not be found" means the wrong account: log out and try the right one.',
      'Give a reason, confirm, Send request.',
    ],
    phoneAfter:
      'Your work should be handed over and your data be in the archive before you send it. The request is carried out within 30 days; administrators are told. Then come back:',
    request: {
      waiting: (day: number, untilMs: number) => `Requested. Day ${f.number(day)} of 30; due by ${f.date(untilMs)}.`,
      done: (day: number, untilMs: number) =>
        `Done: the profile is gone or dismissed (day ${f.number(day)}; due by ${f.date(untilMs)}).`,
      overdue: (day: number, untilMs: number) =>
        `Overdue: day ${f.number(day)}, due by ${f.date(untilMs)}. Write to support of Bitrix24 and give the date of the request.`,
    },
    lookAgain: (atMs: number) => `Look again on ${f.date(atMs)}.`,
  },
};

export const leavingCommands = {
  byHand: {
    summary: 'The checklist of what only a person can do, and who did it',
    description:
      'What to click, where, why the API can not, and how it is checked. `confirm` notes in the journal who says that steps are done.',
    parameters: {
      do: 'list or confirm (list unless you say)',
      numbers: 'confirm: numbers of the steps',
      by: 'confirm: the name of the person who says so',
      work: 'a smaller piece of work: the name of its folder in exit, handover-5-7',
      archive: 'the folder of the archive',
    },
  },
  archiveDestroy: {
    summary: 'End the life of an archive, with an act of its own',
    description:
      'Removes the whole archive from this computer. The proofs stay, beside it. It can not be undone: what was deleted from ' +
      'the portal is then nowhere. You type the address of the portal.',
    parameters: {
      archive: 'the folder of the archive',
      portal: 'unattended: the address of the portal, word for word',
      seal: 'unattended: the first 12 or more characters of the seal',
    },
  },
  subject: {
    summary: "One person's data: find, hand out, delete, prove",
    description:
      'Looks through every text of every record and every file name in the archive, and says why each was found. `export` ' +
      'makes a dossier (a page, JSON, files); `plan` deletes their own records with what hangs on them, empties fields that ' +
      'mention them, and lists the rest by hand; `rehearse`, `apply` and `prove` go on with that plan.',
    parameters: {
      do: 'find, export, plan, rehearse, apply or prove',
      name: 'name, in any order and any form of the words',
      phone: 'phone number, however it is written',
      email: 'e-mail address',
      out: 'where the dossier goes (an empty folder)',
      archive: 'the folder of the archive',
      portal: 'unattended: the address of the portal, word for word',
      planSha256: 'unattended: the first 12 or more characters of the hash of the plan',
      profile: 'prove: the papers that a law asks for',
      facts: 'prove: file with operator, persons, reason',
    },
  },
  profileLeave: {
    summary: 'Lead a profile to its end: what is still theirs, the last administrator, deactivation or the phone',
    description:
      '`check` (or nothing) says what is still theirs and whether the whole portal hangs on this profile. `deactivate` ' +
      'empties the personal fields and dismisses the person, through the connection of another administrator. `phone` ' +
      'shows how one deletes the own profile in the app; `requested` keeps the date; `status` looks until day 30.',
    parameters: {
      do: 'check, deactivate, phone, requested or status (check unless you say)',
      who: 'whose profile: id, e-mail or name',
      archive: 'the folder of the archive',
      portal: 'unattended: the address of the portal, word for word',
      planSha256: 'unattended: the first 12 or more characters of the hash of the plan',
      secondWebhook: "ask for a second webhook: another administrator's, or (deactivate) the leaver's own",
      webhookFd:
        "read a second webhook from this descriptor: another administrator's, or (deactivate) the leaver's own",
    },
  },
  handover: {
    summary: 'Hand the work of one employee over to another, with rehearsal, proof and undo',
    description:
      'Everything that names the leaver, from the sealed archive: responsible, observers, tasks, groups, departments, ' +
      'custom fields of the type "employee". `plan` (or nothing) only writes the plan; `rehearse` plays it on a copy; ' +
      '`apply` asks for the address and changes the portal; `prove` reads it again; `undo` puts back who stood there. ' +
      'Where somebody has put others since the export, nothing is changed.',
    parameters: {
      do: 'plan, rehearse, apply, prove or undo (plan unless you say)',
      from: 'the leaver: id, e-mail or name',
      to: 'the successor: id, e-mail or name',
      archive: 'the folder of the archive',
      portal: 'unattended: the address of the portal, word for word',
      planSha256: 'unattended: the first 12 or more characters of the hash of the plan',
    },
  },
};
