import type { Detail, ErrorText } from '../../detail.ts';

const nothingLost = 'Nothing is lost.';
const example = 'It looks like https://your-portal.bitrix24.com/rest/1/a1b2c3d4e5f6/';
const copyAgain = `Copy the whole address of the inbound webhook from the portal and paste it again. ${example}`;

export const connection = {
  CONNECTION_EMPTY: (): ErrorText => ({
    happened: 'No webhook was given.',
    lost: nothingLost,
    todo: copyAgain,
  }),
  CONNECTION_NOT_A_URL: (): ErrorText => ({
    happened: 'What was given is not an address.',
    lost: nothingLost,
    todo: copyAgain,
  }),
  CONNECTION_NOT_HTTPS: (d: Detail): ErrorText => ({
    happened: `${d('address')} would be spoken to without encryption, and the webhook could be read on the way.`,
    lost: nothingLost,
    todo: 'Use the address that begins with https://. Plain http is for a local portal on this computer only.',
  }),
  CONNECTION_NOT_A_WEBHOOK: (d: Detail): ErrorText => ({
    happened: `This is an address on ${d('address')}, but not a webhook: it lacks /rest/, the user's number or the code.`,
    lost: nothingLost,
    todo: copyAgain,
  }),
  CONNECTION_WITH_PASSWORD: (): ErrorText => ({
    happened: 'The address holds a user name or a password. A webhook needs neither.',
    lost: nothingLost,
    todo: copyAgain,
  }),
  CONNECTION_CLIENT_EMPTY: (): ErrorText => ({
    happened: 'The code or the key of the application is missing.',
    lost: nothingLost,
    todo: 'Copy both from the page of the local application: client_id, then client_secret.',
  }),
  CONNECTION_PORTAL_UNNAMED: (): ErrorText => ({
    happened: 'An application does not say which portal it is of.',
    lost: nothingLost,
    todo: 'Name the portal: `bye24 connect acme.bitrix24.ru --oauth`.',
  }),
  CONNECTION_NO_CODE: (): ErrorText => ({
    happened: 'There is no code in what was pasted, or it is of another question.',
    lost: nothingLost,
    todo: 'Run the command again and paste the whole address at which the browser ends.',
  }),
  CONNECTION_CODE_REFUSED: (d: Detail): ErrorText => ({
    happened: `The application was not let in (${d('portalCode')}).`,
    lost: nothingLost,
    todo: 'Look over client_id and client_secret and run the command again: a code lives for 30 seconds and works once.',
  }),
  CONNECTION_REFRESH_REFUSED: (d: Detail): ErrorText => ({
    happened: `The authorisation server gave no new token for ${d('address')} (${d('portalCode')}).`,
    lost: 'Nothing is lost: what is in the archive stays, and the same command goes on from there.',
    todo: 'Let the application in again: `bye24 connect --oauth`.',
  }),
};
