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
  PUSH_ADDRESS: (d: Detail): ErrorText => ({
    happened:
      d('why') === 'password'
        ? 'There is a name or a password in the address. Others on this computer may have seen it.'
        : 'This is no address of a server: it has to begin with https:// (http:// on this computer alone).',
    lost: 'Nothing was sent.',
    todo: 'Give the address without them; --user takes the name, and the password is asked for.',
  }),
  PUSH_UNREACHABLE: (d: Detail): ErrorText => ({
    happened: `${d('host')} does not answer.`,
    lost: 'What was put there stays there. Nothing is put twice.',
    todo: 'Check the address and the network, and run the command again.',
  }),
  PUSH_DENIED: (d: Detail): ErrorText => ({
    happened: `${d('host')} does not let us in (${d('status')}).`,
    lost: 'What was put there stays there. Nothing is put twice.',
    todo: 'Check name, password or key, and address. Nextcloud wants an app password where two factors are on; Redmine its REST API switched on (Administration → Settings → API).',
  }),
  PUSH_NEEDS_ADMINISTRATOR: (d: Detail): ErrorText => ({
    happened: `The key for ${d('host')} is not an administrator’s: it can’t write in the name of others.`,
    lost: 'Nothing was sent.',
    todo: 'Take the key of an administrator: My account → API access key.',
  }),
  PUSH_NOT_REDMINE: (d: Detail): ErrorText => ({
    happened: `${d('host')} does not answer as a Redmine does.`,
    lost: 'What was put there stays there. Nothing is put twice.',
    todo: 'Give the address of Redmine’s start page, the part after the host included.',
  }),
  PUSH_REDIRECT: (d: Detail): ErrorText => ({
    happened: `${d('host')} sends us elsewhere, and a password is not carried along.`,
    lost: 'Nothing was sent to the other place.',
    todo: 'Give the address where your books, calendars or files really are.',
  }),
  PUSH_REFUSED: (d: Detail): ErrorText => ({
    happened: `The server refused ${d('method')} with ${d('status')}.`,
    lost: 'What was put there stays there. Nothing is put twice.',
    todo: 'Check that the address is the folder of your books, calendars or files.',
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
