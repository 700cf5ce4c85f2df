import type { Detail, ErrorText } from '../../detail.ts';

const safe = 'What came home is safe; nothing was changed on the portal.';

/** Why something is missing from an export (I9): lines of its report, and of LOSSES.md in a sealed archive. */
export const exporting = {
  EXPORT_NO_RIGHT: (d: Detail): ErrorText => ({
    happened: `The person whose connection this is may not read it: ${d('kind')}.`,
    lost: safe,
    todo: 'Export through an administrator’s connection, or through that of a person who may.',
  }),
  EXPORT_NO_SCOPE: (d: Detail): ErrorText => ({
    happened: `The connection was made without the permission for it: ${d('kind')}.`,
    lost: safe,
    todo: 'Open the webhook on the portal, tick the permission, save, and export again.',
  }),
  EXPORT_NO_PLAN: (d: Detail): ErrorText => ({
    happened: `The portal’s plan does not give it out through REST: ${d('kind')}.`,
    lost: safe,
    todo: 'Renew the plan or start its trial, and export again.',
  }),
  EXPORT_NO_METHOD: (d: Detail): ErrorText => ({
    happened: `This portal does not have it: ${d('kind')}. The module is off, or the box is too old.`,
    lost: 'Nothing: what is not there can’t be taken.',
    todo: 'If you know that it is there, switch the module on or update the box, and export again.',
  }),
  EXPORT_REFUSED: (d: Detail): ErrorText => ({
    happened: `The portal refused: ${d('kind')} (${d('message')}).`,
    lost: safe,
    todo: 'Export again; if it refuses once more, look at it on the portal.',
  }),
  EXPORT_UNREACHABLE: (d: Detail): ErrorText => ({
    happened: `The portal gave no usable answer: ${d('kind')} (${d('message')}).`,
    lost: safe,
    todo: 'Export again later: only what is missing is fetched.',
  }),
  EXPORT_PARENT_NOT_TAKEN: (d: Detail): ErrorText => ({
    happened: `What it belongs to did not come home whole, so some of it may be missing: ${d('kind')}.`,
    lost: safe,
    todo: 'See what the report says of the kind it belongs to.',
  }),
  EXPORT_COUNTS_DIFFER: (d: Detail): ErrorText => ({
    happened: `The portal counts other than it shows: ${d('kind')} (${d('message')}).`,
    lost: safe,
    todo: 'Export again: people may have been working meanwhile. If it stays, some records are hidden from this connection.',
  }),
  EXPORT_ROW_WITHOUT_ID: (d: Detail): ErrorText => ({
    happened: `The portal sent a record without its id: ${d('kind')}.`,
    lost: 'The portal’s own answer is kept in the archive.',
    todo: 'Please report it.',
  }),
  EXPORT_ROW_OF_UNKNOWN_KIND: (d: Detail): ErrorText => ({
    happened: `The portal sent a record of a kind that bye24 does not know: ${d('kind')}.`,
    lost: 'The portal’s own answer is kept in the archive.',
    todo: 'Please report it, or use a newer bye24.',
  }),
  EXPORT_NOT_THERE: (d: Detail): ErrorText => ({
    happened: `Other records speak of it, and the portal says that it is not there: ${d('kind')}.`,
    lost: safe,
    todo: 'Nothing: it was deleted. If it should not have been, look into the portal’s recycle bin.',
  }),
  EXPORT_FILE_BY_HAND: (d: Detail): ErrorText => ({
    happened: `REST never gives the bytes of this file: ${d('message')}`,
    lost: safe,
    todo: 'Download it in a browser before anything is deleted. The record stays on the portal until then.',
  }),
  EXPORT_FILE_SESSION_ONLY: (d: Detail): ErrorText => ({
    happened: `The portal gives this file only to a person who is logged in: ${d('message')}`,
    lost: safe,
    todo: 'Open the page in a browser and download the file by hand.',
  }),
  EXPORT_FILE_REFUSED: (d: Detail): ErrorText => ({
    happened: `The file could not be downloaded: ${d('message')}`,
    lost: 'The record is safe; its file is missing.',
    todo: 'Export again: only what is missing is fetched. If it stays missing, download it by hand.',
  }),
  EXPORT_FILE_GONE: (d: Detail): ErrorText => ({
    happened: `The record names a file that the portal no longer has: ${d('message')}`,
    lost: 'The record is safe; its file was lost before the export.',
    todo: 'Nothing can be done from here.',
  }),
  EXPORT_FILES_LEFT_OUT: (d: Detail): ErrorText => ({
    happened: `Files were left out, as you asked: ${d('kind')}.`,
    lost: safe,
    todo: 'Export once more without --without-files to fetch them.',
  }),
  EXPORT_TEAM_REFUSED: (d: Detail): ErrorText => ({
    happened: `The portal refuses the connection of an employee, so that what only they see is not here: ${d('message')}.`,
    lost: safe,
    todo: '`bye24 team` says which; ask that person for a new webhook: `bye24 team add`.',
  }),
};
