import type { Detail, ErrorText } from '../../detail.ts';

const nothingSent = 'Nothing was sent to the portal.';
const nothingDone = 'Nothing was done, nothing is lost.';

/** What a guard was given that does not name what is meant. What was typed is not repeated: it may be a secret. */
function wrongIn(d: Detail): string {
  const words: Readonly<Record<string, string>> = {
    portal: `The address that was given is not that of ${d('portal')}.`,
    'plan-sha256': `The hash that was given is not that of the plan for ${d('portal')}.`,
    count: `The number that was typed is not that of the records which would go from ${d('portal')}.`,
    seal: `The seal that was given is not that of the archive of ${d('portal')}.`,
  };
  return words[d('wrong')] ?? `What was given does not name this plan for ${d('portal')}.`;
}

export const journey = {
  UNKNOWN_KIND: (d: Detail): ErrorText => ({
    happened: `There is no kind “${d('kind')}”.`,
    lost: nothingDone,
    todo: '`bye24 inventory` and docs/coverage.md list the kinds.',
  }),
  KIND_NEEDED: (d: Detail): ErrorText => ({
    happened: `Left out alone can’t be: ${d('kinds')}. Through it, or in the same list, come: ${d('by')}`,
    lost: nothingDone,
    todo: `Leave these out too, or leave it in: --without ${d('kinds')},${d('by')}`,
  }),
  KINDS_IN_A_CIRCLE: (d: Detail): ErrorText => ({
    happened: `These kinds wait for each other: ${d('kinds')}. This is a mistake in bye24.`,
    lost: nothingDone,
    todo: 'Please report it.',
  }),
  POLICY_EMPTY: (): ErrorText => ({
    happened: 'No kinds were chosen, so nothing would go.',
    lost: nothingDone,
    todo: 'Name them: --kinds deal,contact or --kinds all.',
  }),
  POLICY_UNKNOWN_KIND: (d: Detail): ErrorText => ({
    happened: `There is no kind “${d('name')}”. Near: ${d('near')}`,
    lost: nothingDone,
    todo: '`bye24 open` lists the kinds of the archive.',
  }),
  POLICY_BAD_CONDITION: (d: Detail): ErrorText => ({
    happened: `The condition “${d('text')}” can't be understood.`,
    lost: nothingDone,
    todo: 'Field, sign, value: changed<2024-01-01, name~test, id=42. Signs: < <= = != >= > ~',
  }),
  POLICY_BAD_DATE: (d: Detail): ErrorText => ({
    happened: `“${d('value')}” is not a date (${d('field')}).`,
    lost: nothingDone,
    todo: 'Write it as 2024-01-31 or 2024-01-31T10:00:00+03:00.',
  }),
  POLICY_BAD_KEEP: (d: Detail): ErrorText => ({
    happened: `“${d('text')}” does not say which record is to stay.`,
    lost: nothingDone,
    todo: 'Write kind and id: --keep contact:5,deal:42',
  }),
  POLICY_KEEP_UNKNOWN: (d: Detail): ErrorText => ({
    happened: `${d('record')} is to stay, but the archive has no such record. A slip here would delete what you mean to keep.`,
    lost: nothingDone,
    todo: 'Check the kind and the id with `bye24 open`.',
  }),
  POLICY_MATCHES_NOTHING: (): ErrorText => ({
    happened: 'Nothing in the archive is as you describe, so there is nothing to plan.',
    lost: nothingDone,
    todo: 'Loosen --kinds or --where.',
  }),
  PLAN_ABSENT: (d: Detail): ErrorText => ({
    happened: `There is no plan: ${d('path')}`,
    lost: nothingDone,
    todo: 'Make one with `bye24 plan --kinds …`.',
  }),
  PLAN_ALTERED: (d: Detail): ErrorText => ({
    happened: `The plan is not as bye24 wrote it (${d('path')}, line ${d('line')}).`,
    lost: nothingSent,
    todo: 'Make the plan again. Use --kinds, --where and --keep to choose; a plan is never edited.',
  }),
  PLAN_OTHER_PORTAL: (d: Detail): ErrorText => ({
    happened: `The plan is for ${d('planned')}, and this connection leads to ${d('connected')}.`,
    lost: nothingSent,
    todo: 'Check which archive and which connection you mean: --archive DIR, --portal ADDRESS.',
  }),
  PLAN_STALE: (d: Detail): ErrorText => ({
    happened: `The archive is not the one that the plan was made from at ${d('madeAt')} (seal ${d('planned')} then, ${d('now')} now).`,
    lost: nothingSent,
    todo: 'Verify and seal the archive, then make the plan again: `bye24 plan …`. The same choice gives the new plan.',
  }),
  PLAN_BEGUN: (): ErrorText => ({
    happened: 'The deletion by this plan has begun: it goes by this plan to its end.',
    lost: nothingSent,
    todo: 'Go on with `bye24 apply`; what the portal refuses stays and is told.',
  }),
  BRINGING_UNFINISHED: (): ErrorText => ({
    happened:
      'Records that had changed were being taken home, and that was interrupted: the archive is not sealed anew yet.',
    lost: nothingSent,
    todo: 'Go on with `bye24 apply --re-export-changed`: it takes up the work where it stopped.',
  }),
  PLAN_UNKNOWN_KIND: (d: Detail): ErrorText => ({
    happened: `The plan names a kind that this bye24 does not know (${d('kind')}).`,
    lost: nothingSent,
    todo: 'Make the plan again with this version.',
  }),
  PLAN_STRAY_STEP: (d: Detail): ErrorText => ({
    happened: `Step ${d('step')} of the plan goes along with a record that the plan does not delete.`,
    lost: nothingSent,
    todo: 'Make the plan again with `bye24 plan`.',
  }),
  PLAN_NOT_REHEARSED: (): ErrorText => ({
    happened: 'This plan has not been rehearsed yet.',
    lost: nothingSent,
    todo: 'Rehearse it first: `bye24 rehearse` plays the same plan on a copy of the portal, on this computer. For a hand-over or one person’s data it is the same command with the word rehearse.',
  }),
  PLAN_PROTECTED: (d: Detail): ErrorText => ({
    happened: `The plan names ${d('record')}, which is on the list of records of ${d('portal')} that must never go.`,
    lost: nothingSent,
    todo: 'Make the plan again: what is on the list stays. Only you can take it off, in protected.json in the settings.',
  }),
  PROTECTED_DAMAGED: (d: Detail): ErrorText => ({
    happened: `The list of records that must never go can't be read (${d('path')}).`,
    lost: nothingSent,
    todo: 'Mend the file or remove it, then run the same command again.',
  }),
  PORTAL_IS_LIVE: (d: Detail): ErrorText => ({
    happened: `Others still work on ${d('portal')}: at least ${d('records')} records were changed in the last three days.`,
    lost: nothingSent,
    todo: 'Wait until they are done and export again, so that nothing of theirs stays behind. If you know: --portal-is-live.',
  }),
  GUARD_REFUSED: (d: Detail): ErrorText => ({
    happened: wrongIn(d),
    lost: nothingSent,
    todo: 'Look at the plan again: `bye24 status`. Then give the address of the portal word for word, and of the hash at least 12 characters.',
  }),
  JOURNAL_OTHER_PLAN: (d: Detail): ErrorText => ({
    happened: `The journal belongs to plan ${d('journal')}, not to ${d('plan')}.`,
    lost: nothingSent,
    todo: 'Finish that plan first, or put its folder `exit` aside to begin a new one.',
  }),
  JOURNAL_CLOSED: (): ErrorText => ({
    happened: 'Something was to be written into a journal that is closed. This is a mistake in bye24.',
    lost: 'Nothing more was sent to the portal.',
    todo: 'Please report it. The same command looks first, then goes on.',
  }),
  JOURNAL_ABSENT: (d: Detail): ErrorText => ({
    happened: `There is no journal (${d('path')}): nothing was applied yet.`,
    lost: nothingDone,
    todo: 'Apply a plan first: `bye24 apply`.',
  }),
  PROOF_BLIND: (d: Detail): ErrorText => ({
    happened: `This connection sees less than the one that deleted (${d('reason')}), so what it does not see proves nothing.`,
    lost: nothingDone,
    todo: 'Connect with a webhook of an active administrator with the same scopes, and prove again.',
  }),
  LOCKED: (d: Detail): ErrorText => ({
    happened: `Another bye24 (process ${d('pid')} on ${d('host')}) is applying since ${d('since')}.`,
    lost: nothingSent,
    todo: `Wait until it is done. Two never apply at once. If it is surely no longer running, delete the file ${d('path')}.`,
  }),
  JOURNAL_DAMAGED: (d: Detail): ErrorText => ({
    happened: `The journal was changed or damaged inside (${d('path')}, line ${d('line')}).`,
    lost: 'Nothing more will be deleted: without a whole journal nobody knows what was done.',
    todo: 'Restore the journal from a copy. `bye24 prove` can tell what the portal still has.',
  }),
};
