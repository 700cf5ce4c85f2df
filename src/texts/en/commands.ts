import { leavingCommands } from './leaving.ts';
import { hereCommands } from './commands-here.ts';
import { connectCommand } from './connect.ts';

const archive = 'the folder of the archive (the one that lies here unless you say)';

/** What each command and each of its parameters is for, in English. The Russian catalogue has the same shape. */
export const commands = {
  ...leavingCommands,
  ...hereCommands,
  demo: {
    summary: 'Watch a whole exit on a made-up company: no account, no network',
    description:
      'Starts a Bitrix24 portal on this computer, fills it with a made-up company and walks the whole journey on it: ' +
      'inventory, export, verify, seal, plan, rehearse, apply, prove. Nothing leaves this computer. ' +
      'The archive stays, for you to open and search.',
    parameters: {
      size: 'how many records the company has (1,200 unless you say; 100k is understood)',
      seed: 'the same seed makes the same company',
      data: 'a company from a file instead of a made-up one',
      dir: 'where the archive is put (bye24-demo unless you say)',
    },
  },
  connect: connectCommand,
  doctor: {
    summary: 'Check a connection: who am I, what may I read, what would be missed',
    description:
      'Read-only. Tells whose webhook it is, whether that person is an administrator, which permissions are present, ' +
      'which are missing and what each missing one costs, whether the clocks agree, and when the plan ends where the portal tells.',
    parameters: { portal: 'which portal, when you have several' },
  },
  inventory: {
    summary: 'Count what the portal holds',
    description: 'Read-only. Asks the portal for the count of every kind and tells how long an export will take.',
    parameters: { portal: 'which portal, when you have several', kinds: 'only these kinds' },
  },
  export: {
    summary: 'Take everything home into an archive',
    description:
      'Read-only for the portal. Stop it whenever you like: the same command goes on where it stopped, ' +
      'and a later one takes only what changed.',
    parameters: {
      portal: 'which portal, when you have several',
      archive: 'the folder of the archive (ADDRESS.bye24 here unless you say)',
      kinds: 'only these kinds; `bye24 inventory` names them',
      without: 'all but these kinds; `bye24 inventory` names the dearest',
      withoutFiles: 'records only; the report will name the files as missing',
      withoutTeam: 'leave out the connections of employees (see `bye24 team`)',
    },
  },
  team: {
    summary: 'Invite employees to add what REST shows to them alone: chats, mail, own drive, calendar',
    description:
      'REST shows chats, mailboxes, private drives, private events and the texts of comments to their owner only, never to ' +
      'an administrator. `invite` writes a letter for each employee, for you to send; `add` takes the webhook of one of ' +
      'them (it is asked for, or taken from BYE24_TEAM_WEBHOOK, or from a file descriptor); `export` then goes through all ' +
      'of them. `status` (or nothing) shows who was invited, who answered and what stays unseen.',
    parameters: {
      do: 'status, invite, add or forget (status unless you say)',
      who: 'of whom: ids or e-mails (invite: everybody unless you say)',
      out: 'invite: the folder for the letters (ADDRESS.team here unless you say)',
      webhookFd: 'add: read the webhook from this file descriptor',
      portal: 'which portal, when you have several',
      archive: 'status: the folder of the archive',
    },
  },
  verify: {
    summary: 'Read the whole archive again and prove that it is sound',
    description:
      'Re-reads every byte from the disk: raw answers, records, files, indexes. With --against-portal it also reads ' +
      'the portal again and compares.',
    parameters: {
      archive,
      againstPortal: 'compare with the portal as well',
      portal: 'which portal, when you have several',
      sample: 'compare only this share with the portal',
    },
  },
  seal: {
    summary: 'Fix the hashes: from now on, any change shows',
    description:
      'Makes the archive a BagIt bag with a Data Package descriptor, so that sha512sum and other tools can check it ' +
      'without us. A plan is bound to the seal.',
    parameters: { archive },
  },
  open: {
    summary: 'See what is in the archive: all of it, one kind, or one record',
    description: 'Needs no portal. Without a kind: what is there. With a kind: its records. With an id: one record.',
    parameters: {
      kind: 'a kind, as the summary names them',
      id: 'the id of a record',
      archive,
      limit: 'how many records (20 unless you say)',
      offset: 'skip so many',
    },
  },
  search: {
    summary: 'Find anything in the archive',
    description:
      'Words in Russian or English in any form, a "phrase in quotes", a prefix*, a phone number however it is written. ' +
      'Needs no portal.',
    parameters: {
      text: 'what to look for',
      archive,
      kinds: 'only in these kinds; `bye24 open` names them',
      limit: 'how many (20 unless you say)',
    },
  },
  guide: {
    summary: 'How to leave Bitrix24: true answers, dated and with their sources, offline',
    description:
      'What to do first and in which order; how a profile, the app, data, caches and a whole portal are deleted; what comes ' +
      'back and what does not; how long bins and backups live. What nobody has confirmed is marked as such.',
    parameters: { topic: 'what about' },
  },
  convert: {
    summary: 'Write what others can open: Excel, the next CRM, address books, calendars, trackers',
    description:
      'Needs no portal and changes nothing in the archive. Each format gets a folder of its own, with LOSSES.md: what ' +
      'it could not carry. Without --to it lists the formats.',
    parameters: {
      archive,
      to: 'which formats',
      list: 'list the formats',
      into: 'where the folders are put (ADDRESS.open beside the archive unless you say)',
      replace: 'replace what an earlier conversion wrote',
    },
  },
  pack: {
    summary: 'Put a sealed archive into one file, encrypted or not',
    description:
      'The same archive gives the same bytes each time. `tar` or `unzip` opens it; with recipients, `age -d` does before. ' +
      'Changes nothing in the archive.',
    parameters: {
      archive,
      as: 'tar (unless you say) or zip',
      to: 'the file (beside the archive unless you say)',
      recipient: 'public keys of age: only their owners can open the file',
    },
  },
  move: {
    summary: 'Carry the archive into another Bitrix24, with nothing started there, and compare',
    description:
      'Contacts, companies, leads, deals and invoices with their pipelines, smart processes, goods with properties and ' +
      'pictures, custom fields, company details, activities, comments, groups with their members, tasks with their files, ' +
      'calendars, and the Drive with earlier versions of files. Dates and authors of CRM records and tasks are kept; no ' +
      'automation rule runs, nobody is invited, no letter leaves. Chats and the Feed stay in the archive: put there, they ' +
      'would ring at everybody’s desk. `plan` (or nothing) only reads and writes people.csv: who stands for whom. `run` may ' +
      'be stopped at any moment and goes on; then it reads everything back. `check` only compares. What could not be ' +
      'carried is named, with the reason.',
    parameters: {
      do: 'plan, run or check (plan unless you say)',
      portal: 'the portal that it goes to; `bye24 connect` it first',
      archive,
      kinds: 'only these kinds and what they need',
      planSha256: 'unattended: the first 12 or more characters of the hash of the plan',
    },
  },
  push: {
    summary: 'Put contacts, calendars, tasks or the Drive on a server of yours, and read them back',
    description:
      'Nextcloud, Radicale and whatever else speaks CardDAV, CalDAV or WebDAV. Run it again at any time: what is there ' +
      'is not sent twice, and what somebody changed there since is left alone. The password is asked for, or comes from ' +
      'BYE24_PUSH_PASSWORD or a descriptor. Nobody is invited anywhere. Redmine gets groups as projects, tasks with ' +
      'comments, files and time, each under its author where an account there has the same e-mail or login; it asks for ' +
      'an administrator’s API key. LOSSES.md beside the archive says what could not be carried.',
    parameters: {
      where:
        'carddav (contacts, companies, employees), caldav (tasks, calendars), webdav (the Drive) or redmine (groups and tasks)',
      url: 'the folder of your books, calendars or files on that server; of Redmine, its start page',
      user: 'your name there',
      passwordFd: 'read the password or the key from this descriptor',
      archive,
    },
  },
  plan: {
    summary: 'Choose what goes: a list you can read before anything happens',
    description:
      'Deletes nothing. Only records that are safe in the sealed archive can be planned. The plan says what goes, ' +
      'how (into a bin or for good), what stays and why, and what is left to do by hand.',
    parameters: {
      archive,
      kinds: 'which kinds go; `all` for every kind that can be deleted',
      where: 'only records for which this holds: changed<2024-01-01, name~test',
      keep: 'records that stay whatever else is said',
      protect: 'records that must never go, in this plan and every later one (kept in your settings)',
      binsOff:
        'switch the recycle bin of smart processes off before their items go, so that these are gone at once and can’t be restored',
    },
  },
  rehearse: {
    summary: 'Play the plan on a copy of the portal, on this computer',
    description:
      'Loads a local portal from the archive and applies the plan to it through the same code. No secret is in scope ' +
      'and nothing is sent to the real portal. With --adjust-plan, what the copy refuses to delete is taken out of the plan, ' +
      'with the reason, and the new plan is rehearsed.',
    parameters: {
      adjustPlan: 'take out of the plan what the rehearsal was refused, and rehearse again',
      archive,
    },
  },
  apply: {
    summary: 'Delete from the portal what the plan names, and nothing else',
    description:
      'You type the address of the portal and the number of records. A few records go first and are seen absent; ' +
      'then you are asked once more, and the rest goes. Each record is read again right before it goes, and stays if it changed. ' +
      'With --re-export-changed the new version of a changed record comes home first, beside the old one; ' +
      'it is read again from the disk, the archive is sealed anew, the plan rehearsed, and only that version goes. ' +
      'Ctrl-C finishes what is in flight; the same command goes on.',
    parameters: {
      archive,
      portal: 'unattended: the address of the portal, word for word',
      planSha256: 'unattended: the first 12 or more characters of the hash of the plan',
      maxDelete: 'never delete more than this',
      maxMinutes: 'stop cleanly after this time',
      canary: 'how many records go first (10 unless you say)',
      reExportChanged: 'take what changed since the export home first, then delete it in that version',
      portalIsLive: 'go on although others still work on the portal',
    },
  },
  prove: {
    summary: 'Read the portal again and write down what is really gone',
    description:
      'An independent reading: what is absent, what lies in a bin and until when, what changed meanwhile, ' +
      'what was refused, what is left by hand or on purpose.',
    parameters: {
      again: 'a later look, for instance when the bins are empty: compares with the proof before',
      profile:
        'the papers that a law asks for: ru-179 (act and log by order No. 179 of Roskomnadzor) or eu (no personal data)',
      facts: 'file with what only you know: operator, persons, reason (exit/act.json unless you say)',
      archive,
      portal: 'which portal, when you have several',
    },
  },
  status: {
    summary: 'Where you are, and the next command',
    description: 'Reads the archive, the plan and the journal, and names the next step.',
    parameters: { archive },
  },
  ui: {
    summary: 'The same journey with pictures, in your browser',
    description:
      'Serves a web app on 127.0.0.1, for this computer alone, and opens it. The address carries a code that works ' +
      'once and for a minute; Enter prints a fresh one. Ctrl-C stops it.',
    parameters: {
      archive: 'the archive to show first',
      port: 'the port (default: a free one)',
      noOpen: 'print the address, open no browser',
    },
  },
  portalServe: {
    summary: 'Run a Bitrix24 portal on this computer, for trying and testing',
    description:
      'A portal on 127.0.0.1 that answers like Bitrix24: REST 2.0 and 3.0, rights, limits, bins. Ctrl-C stops it.',
    parameters: {
      port: 'port for http (a free one unless you say)',
      tlsPort: 'port for https too, with a certificate authority of its own written to a file',
      dir: 'where the certificate authority and the files of the portal are put',
      data: 'what is in it; new: a portal on its first day, to try `move` on',
      size: 'how many records are generated',
      seed: 'the same seed makes the same company',
      limits: 'how strict the portal is about the number of requests',
      latencyMs: 'how long every request takes at least',
      listCostMs: 'what each page of a list costs',
      operatingLimitS: 'budget of each method in ten minutes',
      webhook: 'a webhook of your choice for user ID',
      scopes: 'the only permissions of its webhooks (all unless you say)',
      app: 'a local application of your choice, for `bye24 connect --oauth`',
      without: 'what its plan or version lacks: modules by their scopes, v3, methods',
      faults: 'a file that says what goes wrong and when',
    },
  },
  completion: {
    summary: 'Completion for your shell',
    description: 'Prints a script for bash, zsh or fish.',
    parameters: { shell: 'which shell' },
  },
};
