import type { Texts } from '../texts/catalogue.ts';

export type RuleId = keyof Texts['rules'];

/** Which rule a refusal follows. */
const rules: Readonly<Record<string, RuleId>> = {
  ARCHIVE_UNSEALED: 'I10',
  ARCHIVE_FOREIGN: 'I10',
  PLAN_ALTERED: 'I10',
  PLAN_STALE: 'I10',
  BRINGING_UNFINISHED: 'I10',
  PLAN_BEGUN: 'I10',
  PLAN_OTHER_PORTAL: 'I10',
  JOURNAL_OTHER_PLAN: 'I10',
  PLAN_STRAY_STEP: 'I5',
  ARCHIVE_CHANGED: 'I1',
  GUARD_REFUSED: 'I10',
  PROFILE_SOLE_ADMINISTRATOR: 'I7',
  PROFILE_OWN: 'I7',
  POLICY_EMPTY: 'I2',
  POLICY_MATCHES_NOTHING: 'I2',
  ARCHIVE_DAMAGED: 'I1',
  JOURNAL_DAMAGED: 'I8',
  LOCKED: 'I8',
  SECRET_IN_ARGUMENTS: 'I11',
  ARCHIVE_LOCKED: 'I8',
};

export function ruleOf(errorCode: string): RuleId | undefined {
  return rules[errorCode];
}
