import type { Detail, ErrorText } from '../../detail.ts';

/** Errors of conversions into formats that others open. */
export const formats = {
  FORMAT_UNKNOWN: (d: Detail): ErrorText => ({
    happened: `There is no format ${d('format')}. Known: ${d('known')}.`,
    lost: 'Nothing was done, nothing is lost.',
    todo: '`bye24 convert --list` says what each is.',
  }),
  CONVERT_FOLDER_TAKEN: (d: Detail): ErrorText => ({
    happened: `There is something in ${d('path')} already.`,
    lost: 'Nothing was changed.',
    todo: 'Add --replace to write it anew, or choose another folder with --into DIR.',
  }),
  MOVE_SAME_PORTAL: (d: Detail): ErrorText => ({
    happened: `The archive is of ${d('portal')} itself: a move goes to another portal.`,
    lost: 'Nothing was sent.',
    todo: 'Connect the other one with `bye24 connect` and name it: --portal ADDRESS.',
  }),
  MOVE_OTHER_PORTAL: (d: Detail): ErrorText => ({
    happened: `${d('path')} is the map of a move to ${d('portal')}, not to this portal.`,
    lost: 'Nothing was sent.',
    todo: 'Name that portal with --portal, or move the file away to begin anew.',
  }),
  MOVE_MAP_DAMAGED: (d: Detail): ErrorText => ({
    happened: `${d('path')} is damaged: it says which record went where.`,
    lost: 'Nothing was sent. Without it a move would make things twice.',
    todo: 'Put back the file as it was from a copy of yours.',
  }),
  PACK_TAKEN: (d: Detail): ErrorText => ({
    happened: `There is a file ${d('path')} already.`,
    lost: 'Nothing was changed.',
    todo: 'Choose another name with --to FILE, or move that file away.',
  }),
  PACK_RECIPIENT: (d: Detail): ErrorText => ({
    happened: `Recipient number ${d('number')} is no public key of age.`,
    lost: 'Nothing was done, nothing is lost.',
    todo: 'Give a key that begins with age1: `age-keygen` shows it as “Public key”.',
  }),
};
