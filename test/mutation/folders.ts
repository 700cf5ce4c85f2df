/** The code that decides over deletions, under src/. */
export const FOLDERS = ['journey/plan', 'journey/apply', 'journey/journal', 'archive/verify'];
