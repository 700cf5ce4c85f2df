import { formatFor } from '../format.ts';

export const connectCommand = {
  summary: 'Say which portal is yours',
  description:
    'Asks for the address of an inbound webhook, tries it, and keeps it in a file that only you can read. ' +
    'The address is a secret: never put it on a command line. It is asked for, or taken from BYE24_WEBHOOK, ' +
    'or read from a file descriptor. With --oauth a local application of your portal is the connection instead: ' +
    'only an application sees its own storages and options, and signed HR documents. Its codes are asked for, or taken ' +
    'from BYE24_CLIENT_ID and BYE24_CLIENT_SECRET.',
  parameters: {
    portal: 'the portal that you expect: the webhook must be of this one',
    webhookFd: 'read the webhook from this file descriptor',
    oauth: 'connect as a local application (OAuth); the address of the portal must be given',
    oauthFd: 'read client_id and client_secret, a line each, from this file descriptor',
    oauthPort: 'where the browser comes back to on this computer (8924 unless you say; 0: only paste)',
  },
};

/** How a local application is let in. */
export const oauth = {
  ask: {
    clientId: {
      text:
        'On your portal: Applications → Developer resources → Other → Local application. Type: server. Path of your handler: http://127.0.0.1:8924/\n' +
        'Tick the permissions, save, and copy the two codes.',
      prompt: 'Application ID (client_id):',
    },
    clientSecret: {
      text: 'Nothing of what you paste is shown.',
      prompt: 'Application key (client_secret):',
    },
    consentCode: {
      text: 'If the browser does not come back by itself, paste the address at which it ended. A code lives for 30 seconds.',
      prompt: 'Address, or code:',
    },
  },
  pageDone: 'The application is let in. You can close this page.',
  pageWithout: 'There is no code for this computer in the address. Open the page that bye24 shows once more.',
  open: 'Open this page in the browser and let the application in:',
  back: (url: string) => `The browser comes back to ${url}, which is this command on this computer.`,
  app: (app: string) => `Its local application (client_id/client_secret): ${app}`,
};

const features = {
  rest_offline_extended: 'events kept for applications (offline events)',
  rest_auth_connector: 'telling an application’s own changes apart in events',
} as const;

/** What a look at a portal says beside its kinds. */
export const connecting = {
  featuresOff: (codes: readonly (keyof typeof features)[]) =>
    `Off on this portal, by its own word: ${formatFor('en').list(codes.map((code) => features[code]))}. An export needs neither.`,
};
