import type { Detail, ErrorText } from '../../detail.ts';

const untouched = 'Nothing was changed.';

/** Errors of the commands for a server of one's own. */
export const box = {
  BOX_ABSENT: (d: Detail): ErrorText => ({
    happened: `There is no Bitrix24 in ${d('path')}: no folder bitrix/modules/main.`,
    lost: untouched,
    todo: 'Give the folder that the web server serves. `bye24 box find` shows what there is on this server.',
  }),
  BOX_CONFIG_UNREADABLE: (d: Detail): ErrorText => ({
    happened: `The settings in ${d('path')} can't be understood at ${d('key')} without running PHP.`,
    lost: untouched,
    todo: 'Put a plain value there, or check that you may read the file.',
  }),
  BOX_DATABASE_UNKNOWN: (d: Detail): ErrorText => ({
    happened: `bye24 does not know the database engine ${d('name')}.`,
    lost: untouched,
    todo: 'MySQL, MariaDB, Percona and PostgreSQL are known.',
  }),
  BOX_DATABASE_UNREACHABLE: (d: Detail): ErrorText => ({
    happened: `The database ${d('database')} on ${d('host')} does not let us in (${d('reason')}).`,
    lost: untouched,
    todo: 'Check that it runs and that the login in .settings.php works.',
  }),
  BOX_SERVER_UNREACHABLE: (d: Detail): ErrorText => ({
    happened: `The cache server ${d('address')} does not answer (${d('reason')}).`,
    lost: untouched,
    todo: 'Check that it runs, then run the same command again.',
  }),
  BOX_SERVER_REFUSED: (d: Detail): ErrorText => ({
    happened: `The cache server ${d('address')} refused (${d('reason')}).`,
    lost: untouched,
    todo: 'Check its password in .settings.php.',
  }),
  BOX_ARCHIVE_DAMAGED: (d: Detail): ErrorText => ({
    happened: `A packed file is damaged (${d('reason')}).`,
    lost: untouched,
    todo: 'Check the disk, then make the backup again into a new folder.',
  }),
  BOX_PROGRAM_FAILED: (d: Detail): ErrorText => ({
    happened: `The program ${d('program')} failed (${d('reason')}).`,
    lost: 'Nothing of the site was changed.',
    todo: 'ENOENT means that it is not installed. Otherwise check rights and free space, then run the same command again: it goes on.',
  }),
  BOX_SCRATCH_REFUSED: (d: Detail): ErrorText => ({
    happened: `The copy of ${d('database')} could not be restored for the trial (${d('reason')}).`,
    lost: 'Nothing of the site was changed; the dump is kept but not called a backup.',
    todo: 'Give a login that may create a database in BYE24_DB_ADMIN and BYE24_DB_ADMIN_PASSWORD, then run the same command again.',
  }),
  BOX_BACKUP_INSIDE: (d: Detail): ErrorText => ({
    happened: `${d('path')} lies inside the site: the backup would be served to everybody, and would contain itself.`,
    lost: untouched,
    todo: 'Choose a folder outside of the site, on another disk if you can.',
  }),
  BOX_BACKUP_ABSENT: (d: Detail): ErrorText => ({
    happened: `There is no backup in ${d('path')}.`,
    lost: untouched,
    todo: 'Make one: `bye24 box backup --to DIR`.',
  }),
  BOX_BACKUP_UNVERIFIED: (d: Detail): ErrorText => ({
    happened: `The copy in ${d('path')} was not proved equal to the original, so it is no backup.`,
    lost: untouched,
    todo: 'Make a new one: `bye24 box backup --to DIR`.',
  }),
  BOX_BACKUP_DAMAGED: (d: Detail): ErrorText => ({
    happened: `${d('path')} is no longer what it was when the backup was made.`,
    lost: untouched,
    todo: 'Make a new backup into a new folder.',
  }),
  BOX_SHARED: (d: Detail): ErrorText => ({
    happened: `Others share this server (${d('kind')}): ${d('names')}.`,
    lost: untouched,
    todo: 'Move them away first, or use --keep-shared: then only what is Bitrix24’s alone goes.',
  }),
  BOX_BACKUP_PARTIAL: (d: Detail): ErrorText => ({
    happened: `The backup in ${d('path')} does not hold ${d('what')}.`,
    lost: untouched,
    todo: 'Back up exactly what you want to remove: `bye24 box backup`.',
  }),
  BOX_PLAN_OTHER: (d: Detail): ErrorText => ({
    happened: `The hash does not fit the plan as it is now (${d('planSha256')}).`,
    lost: untouched,
    todo: 'Look at the plan again: run the command without --plan-sha256.',
  }),
  BOX_NAME_OTHER: (d: Detail): ErrorText => ({
    happened: `What was typed is not ${d('name')}.`,
    lost: untouched,
    todo: 'Run the same command and type it word for word.',
  }),
  BOX_STEP_FAILED: (d: Detail): ErrorText => ({
    happened: `A step failed: ${d('step')} (${d('reason')}).`,
    lost: 'What was done before it is written down and can be taken back.',
    todo: 'Mend the cause and run the same command again, or take everything back with --undo.',
  }),
  BOX_NOTHING_REMOVED: (d: Detail): ErrorText => ({
    happened: `No finished uninstall is written down in ${d('path')}.`,
    lost: untouched,
    todo: 'Give the backup folder that the uninstall was made with.',
  }),
  BOX_LOCKED: (d: Detail): ErrorText => ({
    happened: `Another bye24 (process ${d('pid')} on ${d('host')}) has been at work on this server since ${d('since')}.`,
    lost: untouched,
    todo: 'Wait until it is done. If it was killed, the same command takes over by itself.',
  }),
  BOX_PURGED: (d: Detail): ErrorText => ({
    happened: `What was uninstalled with ${d('path')} has been deleted for good.`,
    lost: 'It is whole in the backup.',
    todo: 'RESTORE.md in the backup tells how to bring it back by hand.',
  }),
  BOX_VENDOR_BACKUP_ABSENT: (d: Detail): ErrorText => ({
    happened: `There is no file ${d('path')}.`,
    lost: untouched,
    todo: 'Give the first volume of a backup: the vendor keeps them in bitrix/backup. `bye24 box find` counts them.',
  }),
  BOX_FOLDER_IN_USE: (d: Detail): ErrorText => ({
    happened: `The folder ${d('path')} is not empty.`,
    lost: untouched,
    todo: 'Give a new one: nothing is unpacked over what is there.',
  }),
  BOX_DATABASE_EXISTS: (d: Detail): ErrorText => ({
    happened: `There is a database ${d('database')} already.`,
    lost: untouched,
    todo: 'Give the name of a new one: nothing is restored over what is there.',
  }),
  BOX_DUMP_ABSENT: (d: Detail): ErrorText => ({
    happened: `There is no dump of a database in this backup (${d('path')}).`,
    lost: 'Nothing was changed. What was unpacked stays.',
    todo: 'The vendor dumps MySQL alone, and only into full backups. Take the database from elsewhere.',
  }),
  BOX_DUMP_STRANGE: (d: Detail): ErrorText => ({
    happened: `The dump of the database holds something that no dump of tables has (${d('what')}). It was not run.`,
    lost: 'The database that was begun was dropped again. What was unpacked stays.',
    todo: 'Look at the dump: it may be damaged, or someone changed it.',
  }),
  BOX_TABLE_ABSENT: (d: Detail): ErrorText => ({
    happened: `${d('kind')}: the database has no table ${d('message')}`,
    lost: untouched,
    todo: 'A module that is not installed has no tables. Otherwise take this kind through REST: `bye24 export`.',
  }),
  BOX_FILE_UNKNOWN: (d: Detail): ErrorText => ({
    happened: `${d('kind')}: the tables name a file that they do not know`,
    lost: untouched,
    todo: 'The file was deleted on the portal; nothing can be done.',
  }),
  BOX_FILE_ABSENT: (d: Detail): ErrorText => ({
    happened: `${d('kind')}: the file is not in the upload folder (${d('message')})`,
    lost: untouched,
    todo: 'Look for it in a backup of the server.',
  }),
  BOX_FILE_OTHER: (d: Detail): ErrorText => ({
    happened: `${d('kind')}: the file cannot be read, or is not as long as its table says (${d('message')})`,
    lost: untouched,
    todo: 'Look for a whole one in a backup of the server.',
  }),
  BOX_FILE_IN_BUCKET: (d: Detail): ErrorText => ({
    happened: `${d('kind')}: the file lies in a cloud bucket, not on this server`,
    lost: untouched,
    todo: 'Take these kinds through REST as well: `bye24 export` brings the bytes into the same archive.',
  }),
  BOX_TABLE_UNREAD: (d: Detail): ErrorText => ({
    happened: `${d('kind')}: values could not be read: the table ${d('message')} is not there, or not as we know it`,
    lost: untouched,
    todo: 'Take this kind through REST into the same archive: `bye24 export`.',
  }),
  BOX_NOT_FROM_TABLES: (d: Detail): ErrorText => ({
    happened: `${d('kind')} can't be taken from the tables. These can: ${d('kinds')}.`,
    lost: untouched,
    todo: 'Take the others through REST: `bye24 export`.',
  }),
  BOX_ADDRESS_UNKNOWN: (): ErrorText => ({
    happened: 'The settings of the box do not say at which address it is served.',
    lost: untouched,
    todo: 'Give it: --portal ADDRESS.',
  }),
  BOX_BACKUP_PASSWORD: (): ErrorText => ({
    happened: 'This backup is encrypted, and the password is missing or wrong.',
    lost: untouched,
    todo: 'Find the password that was set when the backup was made; without it nobody can read it.',
  }),
};
