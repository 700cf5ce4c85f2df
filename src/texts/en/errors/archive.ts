import type { Detail, ErrorText } from '../../detail.ts';

const untouched = 'Nothing was changed.';

export const archive = {
  ARCHIVE_ABSENT: (d: Detail): ErrorText => ({
    happened: `There is no archive in ${d('path')}.`,
    lost: 'Nothing was done, nothing is lost.',
    todo: 'Run `bye24 export` first, or say where the archive is with --archive DIR.',
  }),
  ARCHIVE_EXISTS: (d: Detail): ErrorText => ({
    happened: `There is an archive in ${d('path')} already.`,
    lost: untouched,
    todo: 'Go on with it, or choose another folder with --archive DIR.',
  }),
  ARCHIVE_LOCKED: (d: Detail): ErrorText => ({
    happened: `Another bye24 (process ${d('pid')} on ${d('host')}) has been writing to this archive since ${d('since')}.`,
    lost: untouched,
    todo: `Wait until it is done. If it is surely no longer running, delete the file ${d('path')}.`,
  }),
  ARCHIVE_FOREIGN: (d: Detail): ErrorText => ({
    happened: `The archive ${d('path')} is of ${d('portal')}, not of ${d('expected')}.`,
    lost: untouched,
    todo: 'Give the archive of this portal, or a new folder, with --archive DIR.',
  }),
  ARCHIVE_DAMAGED: (d: Detail): ErrorText => ({
    happened: `The archive is damaged (${d('path')}).`,
    lost: 'What can still be read stays as it is; bye24 writes nothing into a damaged archive and deletes nothing on its word.',
    todo: 'Run `bye24 verify` to see what is affected, then restore a copy of the archive or export into a new folder.',
  }),
  ARCHIVE_READ_ONLY: (d: Detail): ErrorText => ({
    happened: `The archive ${d('path')} was opened to read, and something wanted to write. This is a mistake in bye24.`,
    lost: untouched,
    todo: 'Please report it.',
  }),
  ARCHIVE_NEWER: (): ErrorText => ({
    happened: 'This archive was written by a newer bye24.',
    lost: untouched,
    todo: 'Use that version: npx bye24@latest',
  }),
  ARCHIVE_OLDER: (): ErrorText => ({
    happened: 'This archive was written by an older bye24, which laid its tables out in another way.',
    lost: untouched,
    todo: 'Read it with the version that made it, or export again into a new folder: bye24 export --archive DIR',
  }),
  ARCHIVE_UNSEALED: (d: Detail): ErrorText => ({
    happened: `The archive ${d('path')} has no seal, and a plan is bound to one.`,
    lost: untouched,
    todo: 'Run `bye24 verify`, then `bye24 seal`.',
  }),
  ARCHIVE_NO_RUN: (): ErrorText => ({
    happened: 'Something was to be kept though no export had begun. This is a mistake in bye24.',
    lost: untouched,
    todo: 'Please report it.',
  }),
  ARCHIVE_BUSY: (): ErrorText => ({
    happened: 'An export into this archive was interrupted and is not finished.',
    lost: 'What it brought home is kept.',
    todo: 'Run `bye24 export`: it goes on where it stopped.',
  }),
  ARCHIVE_UNKNOWN_KIND: (d: Detail): ErrorText => ({
    happened: `The archive holds records of a kind that this bye24 does not know (${d('kind')}).`,
    lost: untouched,
    todo: 'Use a newer version: npx bye24@latest',
  }),
  ARCHIVE_ROW_WITHOUT_ID: (d: Detail): ErrorText => ({
    happened: `A record of ${d('kind')} came without an id, and nothing could find it again. This is a mistake in bye24.`,
    lost: 'Nothing of that page was kept; what was kept before is whole.',
    todo: 'Report it, with the kind of data and without the record.',
  }),
  ARCHIVE_BAD_PAGE: (d: Detail): ErrorText => ({
    happened: `A page of ${d('kind')} names record ${d('id')}, which is not in the portal's answer. This is a mistake in bye24.`,
    lost: 'Nothing of that page was kept; what was kept before is whole.',
    todo: 'Report it, with the kind of data and without the record.',
  }),
  ARCHIVE_BAD_BLOB: (): ErrorText => ({
    happened: 'The bytes of a file are not what they were said to be.',
    lost: 'The file is not kept; its record is.',
    todo: 'Run the export again. `bye24 verify` shows whether the disk is to blame.',
  }),
  ARCHIVE_CHANGED: (): ErrorText => ({
    happened: 'The archive changed after it was verified.',
    lost: untouched,
    todo: 'Run the same command again: it verifies anew. Let no other program write into the archive meanwhile.',
  }),
};
