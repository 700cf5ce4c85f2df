/** The code that decides over deletions, under src/, and the tests that know it best: quick ones, for each mutant meets them. */
const TESTS: Readonly<Record<string, readonly string[]>> = {
  'journey/plan': [
    'journey/plan',
    'journey/order',
    'journey/plan-file',
    'journey/verdict',
    'journey/match',
    'journey/planner',
    'journey/policy',
  ],
  'journey/apply': [
    'journey/apply',
    'journey/apply-run',
    'journey/begin',
    'journey/check',
    'journey/children',
    'journey/filling',
    'journey/finding',
    'journey/guard',
    'journey/identity',
    'journey/live',
    'journey/notes',
    'journey/pace',
    'journey/people-last',
    'journey/questions',
    'journey/reply',
    'journey/runner',
    'journey/step-call',
    'journey/target',
    'journey/runners',
    'journey/whole',
  ],
  'journey/journal': ['journal', 'ledger', 'ledger-marks', 'lock', 'witness', 'apply', 'apply-run'].map(
    (name) => `journey/${name}`,
  ),
  'base/journal': ['journal', 'ledger', 'lock', 'apply', 'apply-run'].map((name) => `journey/${name}`),
  'archive/verify': [
    'archive/answer-pages',
    'archive/blob-check',
    'archive/damage-list',
    'archive/own-fingerprint',
    'archive/raw-check',
    'archive/raw-line',
    'archive/raw-lines',
    'archive/recall',
    'archive/seal-check',
    'archive/verify',
    'archive/verify-progress',
  ],
};

export const FOLDERS = Object.keys(TESTS);

/** Files of tests, under test/, that are tried on the mutants of these folders. */
export function testsOf(folders: readonly string[]): readonly string[] {
  return [...new Set(folders.flatMap((folder) => TESTS[folder] ?? []))];
}

export function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'));
}
