import type { Detail, ErrorText } from '../../detail.ts';

const nothingDone = 'Nothing was done, nothing is lost.';

/** Errors of hand-over, profile, one person's data and the end of an archive. */
export const leaving = {
  PERSON_UNKNOWN: (d: Detail): ErrorText => ({
    happened: `Nobody in the archive is “${d('asked')}”.`,
    lost: nothingDone,
    todo: 'Give an id, an e-mail or a whole name: `bye24 open user` lists the employees.',
  }),
  PERSON_UNCLEAR: (d: Detail): ErrorText => ({
    happened: `“${d('asked')}” fits several people: ${d('known')}.`,
    lost: nothingDone,
    todo: 'Give the id of the one you mean.',
  }),
  HANDOVER_SAME: (d: Detail): ErrorText => ({
    happened: `From and to are the same person (${d('id')}).`,
    lost: nothingDone,
    todo: 'Say who takes over: --to',
  }),
  HANDOVER_UNKNOWN: (d: Detail): ErrorText => ({
    happened: `The archive has no employee ${d('id')}.`,
    lost: nothingDone,
    todo: '`bye24 open user` lists the employees; export again if somebody is new.',
  }),
  HANDOVER_INACTIVE: (d: Detail): ErrorText => ({
    happened: `${d('name')} (${d('id')}) is dismissed and can't take anything over.`,
    lost: nothingDone,
    todo: 'Name somebody who works there: --to',
  }),
  HANDOVER_NOTHING: (d: Detail): ErrorText => ({
    happened: `There is nothing to hand over (${d('from')}).`,
    lost: nothingDone,
    todo: 'If this is a surprise, export again and seal: a plan knows only what the archive holds.',
  }),
  PROFILE_OWN: (d: Detail): ErrorText => ({
    happened: `This connection belongs to the leaver (${d('id')}). Nobody dismisses themselves: an administrator who did could leave the portal without one.`,
    lost: nothingDone,
    todo: 'Connect with the webhook of another administrator, or take the way of the phone: `bye24 profile leave phone`.',
  }),
  PROFILE_NOT_ADMINISTRATOR: (d: Detail): ErrorText => ({
    happened: `${d('name')} is not an administrator and can't dismiss anybody.`,
    lost: nothingDone,
    todo: 'Connect with the webhook of an administrator.',
  }),
  PROFILE_SOLE_ADMINISTRATOR: (d: Detail): ErrorText => ({
    happened: `${d('name')} may be the only administrator of ${d('portal')}. Deleting that profile deletes the whole portal, with everybody's data.`,
    lost: nothingDone,
    todo: 'Appoint another administrator on the portal, make a webhook in their name and give it with --second-webhook. `bye24 profile leave check` shows what is at stake.',
  }),
  PROFILE_UNVERIFIED: (d: Detail): ErrorText => ({
    happened: `The archived copy of profile ${d('id')} is not whole, so nothing of it may be emptied.`,
    lost: nothingDone,
    todo: 'Export again, then `bye24 verify` and `bye24 seal`.',
  }),
  PROFILE_GONE: (d: Detail): ErrorText => ({
    happened: `${d('name')} (${d('id')}) was dismissed already when the archive was made.`,
    lost: nothingDone,
    todo: 'There is nothing to do. `bye24 profile leave status` looks at the portal.',
  }),
  PROFILE_NOT_REQUESTED: (d: Detail): ErrorText => ({
    happened: `No date of a request is kept for ${d('name')}.`,
    lost: nothingDone,
    todo: 'After you sent it on the phone: `bye24 profile leave requested`.',
  }),
  PROFILE_REQUEST_DAMAGED: (d: Detail): ErrorText => ({
    happened: `The file with the date of the request can't be read: ${d('path')}`,
    lost: 'Only that date; archive and portal are as they were.',
    todo: 'Delete the file and run `bye24 profile leave requested` again.',
  }),
  ACT_FACTS_ABSENT: (d: Detail): ErrorText => ({
    happened: `An act needs what only you know: operator, persons, reason. A file to fill in now lies at ${d('path')}`,
    lost: nothingDone,
    todo: 'Fill it in and run the same command. Where there is no processor, write {"notApplicable": "why"} in its place.',
  }),
  ACT_INCOMPLETE: (d: Detail): ErrorText => ({
    happened: `The act would have holes: ${d('fields')}.`,
    lost: nothingDone,
    todo: 'Fill these in in the file with the facts, and run the same command.',
  }),
  ACT_NOTHING: (): ErrorText => ({
    happened: 'No destruction is confirmed yet, so there is nothing to certify.',
    lost: 'The report of the proof is written; only the papers are not.',
    todo: 'What lies in a bin is not destroyed: prove again after its days. `bye24 status` says where you are.',
  }),
  PROOF_ABSENT: (): ErrorText => ({
    happened: 'There is nothing to compare with: there was no proof yet.',
    lost: nothingDone,
    todo: 'First `bye24 prove`; then, when the bins are empty, `bye24 prove --again`.',
  }),
  SUBJECT_EMPTY: (): ErrorText => ({
    happened: 'Nobody was named.',
    lost: nothingDone,
    todo: 'Give at least one of --name, --phone, --email.',
  }),
  SUBJECT_BAD_PHONE: (d: Detail): ErrorText => ({
    happened: `“${d('phone')}” is no phone number.`,
    lost: nothingDone,
    todo: 'Give its digits in any notation: --phone "+7 495 123-45-67"',
  }),
  SUBJECT_BAD_EMAIL: (d: Detail): ErrorText => ({
    happened: `“${d('email')}” is no e-mail address.`,
    lost: nothingDone,
    todo: 'Give the whole address: --email anna@example.com',
  }),
  SUBJECT_NOTHING: (): ErrorText => ({
    happened: 'Nothing in the archive is about this person or mentions them.',
    lost: nothingDone,
    todo: 'Try another notation of the name, the phone or the e-mail; an archive knows only what was exported.',
  }),
  BY_HAND_UNCLEAR: (d: Detail): ErrorText => ({
    happened: `Which steps are done (“${d('number')}”), or who says so (“${d('by')}”), is not clear.`,
    lost: nothingDone,
    todo: '`bye24 by-hand` lists the numbers. Then: bye24 by-hand confirm --numbers 1,2 --by "Name"',
  }),
  ARCHIVE_NOT_DESTROYED: (d: Detail): ErrorText => ({
    happened: `${d('path')} is still there after it was removed.`,
    lost: 'What was removed before it is gone, as the journal beside the archive says.',
    todo: 'Check the rights on that folder and run the same command: it goes on.',
  }),
  HANDOVER_ABSENT: (): ErrorText => ({
    happened: 'This plan is not that of a hand-over.',
    lost: nothingDone,
    todo: 'Make one: bye24 handover --from … --to …',
  }),
};
