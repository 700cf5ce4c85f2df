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
  CONNECTION_REFRESH_REFUSED: (d: Detail): ErrorText => ({
    happened: `The authorisation server gave no new token for ${d('address')} (${d('portalCode')}).`,
    lost: 'Nothing is lost: what is in the archive stays, and the same command goes on from there.',
    todo: 'Let the application be authorised on the portal again, then run `bye24 connect`.',
  }),
};
