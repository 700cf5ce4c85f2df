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
