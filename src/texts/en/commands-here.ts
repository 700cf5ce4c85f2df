/** What the commands for this computer and this server are for, and each of their parameters. */
export const hereCommands = {
  desktopScan: {
    summary: 'Find everything that the Bitrix24 app left on this computer',
    description:
      'Programs, packages, extensions, what starts by itself, caches, profiles, sources of updates, and the folder of ' +
      'Bitrix24.Drive: where, how big, how sure, and why. Changes nothing, follows no links, looks into no other home. ' +
      'Shows what `desktop remove` would do.',
    parameters: {
      drive: 'a folder that Bitrix24.Drive keeps in step, if it is not found',
      also: 'take this trace too, though only its name speaks for it, or though nothing brings it back',
      moveDrive: 'move this folder of the drive too; `desktop remove` asks for it separately',
    },
  },
  desktopRemove: {
    summary: 'Take the app off this computer; leftovers go into quarantine',
    description:
      'Quits the app first: its drive works both ways, and what is moved while it runs is deleted on the portal. Then the ' +
      "system's own uninstaller, then everything it left. Your drive folder is not touched. Each command is shown before " +
      'it runs. You type the name of this computer. The same command goes on after an interruption.',
    parameters: {
      drive: 'a folder that Bitrix24.Drive keeps in step, if it is not found',
      also: 'take this trace too, though only its name speaks for it, or though nothing brings it back',
      moveDrive: 'move this folder of the drive too; you type its path',
      planSha256: 'unattended: the first 12 or more characters of the hash that `desktop scan` shows',
    },
  },
  desktopSelfCheck: {
    summary: 'A report of where the app lies here, without personal data, to help bye24',
    description:
      'Looks as `desktop scan` does and prints what it found as JSON: rules, sizes, names that every copy of the app has. ' +
      'No name of a person, a portal, a computer or a file of yours. Nothing is changed and nothing is sent.',
    parameters: {},
  },
  desktopRestore: {
    summary: 'Undo a removal: put everything back where it lay',
    description:
      'Everything that can be undone, last step first, compared with what was taken. Nothing that stands in its place now ' +
      'is written over. An uninstalled program comes back by installing it again.',
    parameters: { removal: 'which one, by the name of its folder (the newest unless you say)' },
  },
  desktopEmpty: {
    summary: 'Delete for good what a removal keeps in quarantine',
    description:
      'Until then everything can be put back. Type the name of the removal where it asks, or give it with --confirm where ' +
      'nobody sits. A removal that was interrupted is refused.',
    parameters: {
      removal: 'which one, by the name of its folder (the newest unless you say)',
      confirm: 'that name once more, instead of typing it',
    },
  },
  boxFind: {
    summary: 'See what of Bitrix24 is on this server',
    description:
      'Read-only. Sites, database, cache, cron, services, and what else is served from here. Settings are read without running PHP. No password is shown.',
    parameters: { system: 'the root of another system, a mounted disk for example (/ unless you say)' },
  },
  boxBackup: {
    summary: 'Back up a self-hosted Bitrix24, and restore the copy once to prove it',
    description:
      'Dumps the database, packs every folder of the site and the settings of the system. Then each dump is restored into a ' +
      'database of its own and compared cell by cell, and each packed folder is read back and compared byte for byte: ' +
      'only then it is called a backup. Stop it whenever you like; the same command goes on. ' +
      'If the login of the site may not create a database, give one that may in BYE24_DB_ADMIN and BYE24_DB_ADMIN_PASSWORD.',
    parameters: {
      root: 'the folder that the web server serves; all that are found unless you say',
      to: 'where the backup is put, outside of the site',
      system: 'the root of another system (/ unless you say)',
    },
  },
  boxUninstall: {
    summary: 'Take a self-hosted Bitrix24 off this server',
    description:
      'Shows the plan and changes nothing. With the hash of the plan, and the names of the databases typed, it carries it out: ' +
      'schedule, services, sites, files, database, settings, packages. It refuses without a verified backup, and while others ' +
      'share the server. Files are put aside, not deleted: until --purge, --undo brings everything back but packages. Given an ' +
      'administrator of the database server in BYE24_DB_ADMIN and BYE24_DB_ADMIN_PASSWORD, it also locks the login of the site.',
    parameters: {
      root: 'the folder that the web server serves; all that are found unless you say',
      backup: 'the folder of the verified backup',
      planSha256: 'carry out: the first 12 or more characters of the hash of the plan',
      name: 'unattended: the name of each database, word for word',
      keepShared: 'others use this server: leave alone what they may need',
      undo: 'take the uninstall back',
      purge: 'delete for good what was put aside',
      system: 'the root of another system (/ unless you say)',
    },
  },
  boxVendorBackup: {
    summary: "Read a backup that the vendor's own system made",
    description:
      'Reads all of its volumes to the end and tells what is in it and whether it is whole. With --to it is unpacked; with ' +
      '--archive its database is restored for a while and everything becomes an archive of bye24; with --database the ' +
      'restored database stays. The password of an encrypted one: BYE24_BACKUP_PASSWORD. The login that may create a ' +
      'database: BYE24_DB_ADMIN and BYE24_DB_ADMIN_PASSWORD.',
    parameters: {
      file: 'its first volume: …tar, …tar.gz, …enc or …enc.gz',
      to: 'a new folder to unpack it into',
      database: 'a new MySQL database to restore its dump into',
      host: 'where that database server listens (127.0.0.1 unless you say)',
      archive: 'the folder of the archive to make of it',
      portal: 'the address of the portal (from its own settings unless you say)',
      timeZone: 'time zone of the site, as PHP has it (that of this server unless you say)',
    },
  },
  boxExport: {
    summary: 'Take records straight from the tables of a self-hosted Bitrix24',
    description:
      'Read-only. The same records that REST gives, from one moment of the database and with no limits: CRM, tasks, Drive, ' +
      'people, chats, business processes, universal lists, calendars, the Feed, goods, orders, sites; files come straight from the ' +
      'upload folder. And what REST shows to nobody: automation rules, others’ chats and comments, the history of the ' +
      'CRM and of finished processes. The archive is the same, too: verify, seal, open and search it as any other.',
    parameters: {
      root: 'the folder that the web server serves',
      archive: 'the folder of the archive (ADDRESS.bye24 here unless you say)',
      portal: 'the address of the portal (from its own settings unless you say)',
      kinds: 'only these kinds; `bye24 inventory` names them',
      withoutFiles: 'records only; the report will name the files as missing',
      timeZone: 'time zone of the site, as PHP has it (that of this server unless you say)',
    },
  },
  boxCache: {
    summary: 'Clear the cache of a self-hosted Bitrix24, as its own settings page does',
    description:
      'The six choices of Settings → Product settings → Autocaching → Clear cache files, without PHP: files, cache tables, ' +
      'keys in Redis or memcached. A shared server is never flushed. Only outdated files go unless you say more.',
    parameters: {
      root: 'the folder that the web server serves, with `bitrix` in it',
      what: 'which of the six: outdated (unless you say), all, menu, managed, HTML, landing blocks',
      noDatabase: 'leave the tables in the database alone',
      dryRun: 'only show what would go, and how big it is',
      extra: 'also resize-cache, upload-tmp, tmp, cache-image, managed-flags, keys: made again when needed',
    },
  },
};
