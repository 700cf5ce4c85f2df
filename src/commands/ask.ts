import type { Identity } from '../journey/apply/identity.ts';

/** What a command may ask a person. The asker finds the words. */
export type Question =
  /** The address of an inbound webhook; what is typed must not be shown. */
  | { readonly about: 'webhook' }
  /** The webhook of another administrator, or the leaver's own; what is typed must not be shown. */
  | { readonly about: 'secondWebhook'; readonly of: 'administrator' | 'leaver' }
  /** The `client_id` of a local application. */
  | { readonly about: 'clientId' }
  /** Its `client_secret`; what is typed must not be shown. */
  | { readonly about: 'clientSecret' }
  /** The address that the browser ended at after the application was let in, with a code in it. */
  | { readonly about: 'consentCode' }
  /** The address of the portal, typed in full, before anything is deleted. */
  | {
      readonly about: 'address';
      readonly portal: string;
      readonly owner: string;
      readonly planSha256: string;
      readonly identity: Identity;
      /** A hand-over: records change hands, and nothing goes. */
      readonly handsOver?: true;
    }
  /** The address of the portal that an archive was taken from, typed in full, before the archive is deleted. */
  | { readonly about: 'archive'; readonly portal: string; readonly path: string; readonly records?: number }
  /** The password of a server; what is typed must not be shown. */
  | { readonly about: 'password'; readonly host: string; readonly user: string }
  /** The API key of a server; what is typed must not be shown. */
  | { readonly about: 'apiKey'; readonly host: string }
  /** The address of another portal, typed in full, before anything is made there. */
  | { readonly about: 'otherPortal'; readonly portal: string; readonly owner: string; readonly count: number }
  /** How many records will go, typed as a number. */
  | { readonly about: 'count'; readonly portal: string; readonly count: number; readonly handsOver?: true }
  /** Others still work on the portal: whether to go on all the same. Yes or no; anything else is no. */
  | {
      readonly about: 'live';
      readonly portal: string;
      readonly records: number;
      readonly newestAtMs: number;
      readonly kinds: readonly string[];
    }
  /** The first few are gone: whether the rest may go. Yes or no; anything else is no. */
  | {
      readonly about: 'goOn';
      readonly portal: string;
      readonly kind: string;
      readonly absent: number;
      readonly left: number;
    }
  /** Changed records are home in their new version: whether that may go. Yes or no; anything else is no. */
  | {
      readonly about: 'changed';
      readonly portal: string;
      readonly count: number;
      readonly examples: readonly { readonly kind: string; readonly id: string; readonly name: string }[];
    }
  /** The name of this computer, typed before the app is taken off it. */
  | { readonly about: 'computer'; readonly name: string; readonly steps: number }
  /** The path of the folder that the drive keeps in step, typed before it is moved. */
  | { readonly about: 'driveFolder'; readonly path: string; readonly placeholders: number }
  /** The name of a removal whose quarantine is emptied for good. */
  | { readonly about: 'quarantine'; readonly name: string; readonly files: number; readonly bytes: number }
  /** The name of a database or of a docroot, typed before it is removed from a server. */
  | { readonly about: 'boxName'; readonly name: string; readonly steps: number };

/** What stands for yes, in either language; whatever else was typed is no. */
export function isYes(answer: string): boolean {
  return ['yes', 'y', 'да', 'д'].includes(answer.trim().toLowerCase());
}

/** Questions whose answers must not be shown while they are typed. */
export const hiddenQuestions: readonly Question['about'][] = [
  'webhook',
  'secondWebhook',
  'password',
  'apiKey',
  'clientSecret',
];

/**
 * Asks and gives back what was typed. Rejects with NOBODY_TO_ASK where there is no terminal, and with CANCELLED when the
 * signal says that nobody waits for the answer any more.
 */
export type Ask = (question: Question, signal?: AbortSignal) => Promise<string>;
