import type { Detail, ErrorText } from '../../detail.ts';

const nothingDone = 'Nothing was done, nothing is lost.';
const asTheyWere = 'Nothing was deleted by this. The archive and the journal are as they were.';

function closed(happened: string, todo: string): () => ErrorText {
  return () => ({ happened, lost: nothingDone, todo });
}

const comeInAgain = 'Open the address that `bye24 ui` prints; Enter in its window prints a fresh one.';

/** Errors of the web app and of the server behind it. */
export const server = {
  UI_NOT_BUILT: (): ErrorText => ({
    happened: 'The pages of the web app are not built.',
    lost: nothingDone,
    todo: 'In a checkout, run `npm run build` first. An installed bye24 brings them along.',
  }),
  SERVER_BAD_INPUT: (d: Detail): ErrorText => ({
    happened: `The server did not understand what the page sent (${d('parameter')}).`,
    lost: nothingDone,
    todo: 'Check what was typed. If it looks right, load the page again: it may be older than the program.',
  }),
  SERVER_ARCHIVE_BUSY: (): ErrorText => ({
    happened: 'The archive is being written just now.',
    lost: 'Nothing is lost.',
    todo: 'Wait until the export or the seal has ended; the page goes on by itself.',
  }),
  SERVER_NOT_REHEARSED: closed(
    'This plan has not been rehearsed yet.',
    'Rehearse it first: the same plan is played on a copy of the portal, on this computer.',
  ),
  SERVER_NOT_FOUND: closed('The server has nothing under this address.', 'Go back, or choose a page on the left.'),
  SERVER_NO_SESSION: closed('This browser is not let in, or not any more.', comeInAgain),
  SERVER_CODE_USED: closed('The code in the address was used already, or it is too old.', comeInAgain),
  SERVER_FOREIGN_HOST: closed('The server was called by a name that is not its own.', comeInAgain),
  SERVER_FOREIGN_PAGE: closed('Another page tried to give orders to bye24. It was refused.', comeInAgain),
  SERVER_NOT_JSON: closed('The server takes JSON alone.', comeInAgain),
  SERVER_GONE: (): ErrorText => ({
    happened: 'bye24 no longer answers.',
    lost: asTheyWere,
    todo: 'Its window was closed, or the computer slept. Start `bye24 ui` again.',
  }),
  SERVER_FAILED: (): ErrorText => ({
    happened: 'Something went wrong inside bye24.',
    lost: asTheyWere,
    todo: 'Try again. If it stays, start bye24 once more: it goes on where it was.',
  }),
};
