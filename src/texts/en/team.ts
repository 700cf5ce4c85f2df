import { formatFor } from '../format.ts';

const f = formatFor('en');
const record = { one: 'record', other: 'records' };
const person = { one: 'person', other: 'people' };

/** Invitations to employees, and what `team` shows. */
export const team = {
  letter: {
    title: (name: string, portal: string) => `${name}, please add your part of ${portal} to the archive`,
    intro: (portal: string) => [
      `We are taking home everything that ${portal} holds, before the company leaves it. Chats, mailboxes, private drives and private events are shown by Bitrix24 to their owner only. Without you they will not be in the archive.`,
      'What is asked of you takes three minutes and changes nothing on the portal: bye24 only reads. The archive stays with the company. If you do not want your private things in it, do nothing.',
    ],
    steps: (portal: string) => [
      `Sign in to https://${portal} as yourself.`,
      'Open Applications → Developer resources → Other → Inbound webhook.',
      'Name it “bye24” and tick the permissions listed below. More is not needed.',
      'Press Save and copy the address from the field “Webhook to call REST API”.',
      'Hand the address over as you would a password: paste it yourself where bye24 runs, or use the password manager of the company. Do not send it by mail or chat: it opens your part of the portal to whoever has it.',
      'When you are told that everything is home, come back to the same page and delete the webhook.',
    ],
    after: (userId: string) => [
      `For whoever runs bye24: \`bye24 team add --who ${userId}\` asks for the address and shows nothing of what is pasted.`,
    ],
  },
  views: {
    title: (portal: string) => `Team of ${portal}`,
    nobody: 'Nobody was invited yet.',
    letters: (count: number, folder: string) =>
      `Letters for ${f.count(count, person)} are in ${folder}: send them yourself, each to its own.`,
    state: { invited: 'invited, no answer yet', connected: 'connected', refused: 'the portal refuses this connection' },
    adds: (kinds: readonly string[]) => `adds ${f.list(kinds)}`,
    some: (kind: string, count: number) => `${kind} (${f.number(count)})`,
    missing: (scopes: readonly string[]) => `permissions that are missing: ${scopes.join(', ')}`,
    taken: (records: number, alone: number) =>
      `in the archive: sees ${f.count(records, record)}, ${f.number(alone)} of them alone`,
    unseen: (count: number, kinds: readonly string[]) =>
      `${f.count(count, person)} without a connection of their own. Of these nobody sees: ${f.list(kinds)}.`,
    names: (names: readonly string[], more: number) =>
      more > 0 ? `${names.join(', ')} and ${f.number(more)} more` : names.join(', '),
    seenBy: (names: readonly string[]) => `Seen by ${f.list(names)}`,
    keptIn: (path: string) => `Connections are kept in ${path}; only you can read it.`,
    remove: 'When all is done, each of them deletes their webhook by hand: Developer resources → Integrations.',
    exported: {
      title: 'Connections of employees',
      complete: (records: number, alone: number) =>
        `${f.count(records, record)}, ${f.number(alone)} that nobody else sees`,
      incomplete: 'not everything: see what is missing',
      failed: (code: string) => `nothing could be taken (${code})`,
    },
  },
};
