import type { Detail, ErrorText } from '../../detail.ts';

const nothingDone = 'Nothing was touched, nothing is lost.';

/** Errors of the commands for the Bitrix24 app on this computer. */
export const desktop = {
  DESKTOP_SYSTEM_UNKNOWN: (d: Detail): ErrorText => ({
    happened: `There is no Bitrix24 app for ${d('system')}.`,
    lost: nothingDone,
    todo: 'Run this command on the Mac, the Windows or the Linux computer that has the app.',
  }),
  DESKTOP_STILL_RUNS: (d: Detail): ErrorText => ({
    happened: `The app is still running: ${d('program')} (process ${d('pid')}).`,
    lost:
      'Nothing of the app was moved. Its drive works both ways: what is moved while it runs, it deletes on the portal. ' +
      'So bye24 waits for it.',
    todo: 'Quit Bitrix24 from its icon beside the clock (on every account that is signed in here), then run the same command.',
  }),
  DESKTOP_TRACE_UNKNOWN: (d: Detail): ErrorText => ({
    happened: `Nothing with the name “${d('trace')}” was found on this computer.`,
    lost: nothingDone,
    todo: '`bye24 desktop scan` shows what was found; give the name as it stands there.',
  }),
  DESKTOP_DRIVE_UNKNOWN: (d: Detail): ErrorText => ({
    happened: `There is no folder ${d('path')}.`,
    lost: nothingDone,
    todo: 'Give the whole path of the folder that Bitrix24.Drive keeps in step.',
  }),
  DESKTOP_DRIVE_LEFT: (d: Detail): ErrorText => ({
    happened: `The folder ${d('path')} can't be moved safely (${d('reason')}).`,
    lost: nothingDone,
    todo: 'Leave --move-drive out: the folder stays where it is. Move it yourself once the app is gone.',
  }),
  DESKTOP_GUARD_REFUSED: (d: Detail): ErrorText => ({
    happened: `What was typed is not “${d('expected')}”.`,
    lost: nothingDone,
    todo: 'Run the same command and type it word for word, or leave everything as it is.',
  }),
  DESKTOP_PLAN_OTHER: (d: Detail): ErrorText => ({
    happened: 'The hash that was given is not that of what would be done now.',
    lost: nothingDone,
    todo: `Read \`bye24 desktop scan\` again. What it shows now begins with ${d('found')}; give at least 12 characters.`,
  }),
  DESKTOP_NOTHING_KEPT: (d: Detail): ErrorText => ({
    happened: `No removal is kept in ${d('path')}.`,
    lost: nothingDone,
    todo: `Kept removals: ${d('known')}`,
  }),
  DESKTOP_REMOVAL_OPEN: (d: Detail): ErrorText => ({
    happened: `The removal in ${d('path')} was interrupted: it may keep half of something.`,
    lost: nothingDone,
    todo: 'Go on with it (`bye24 desktop remove`) or undo it (`bye24 desktop restore`) first.',
  }),
  DESKTOP_EMPTIED: (d: Detail): ErrorText => ({
    happened: `What was kept in ${d('path')} has been deleted for good.`,
    lost: nothingDone,
    todo: 'Nothing brings it back. An uninstalled program is installed again.',
  }),
  DESKTOP_ITEM_ABSENT: (d: Detail): ErrorText => ({
    happened: `${d('path')} vanished while it was looked at.`,
    lost: 'bye24 did not take it. What was moved before is kept in quarantine.',
    todo: 'Run the same command again: it goes on from here.',
  }),
  DESKTOP_QUARANTINE_DAMAGED: (d: Detail): ErrorText => ({
    happened: `A file of the quarantine can't be understood: ${d('path')}`,
    lost: 'What was moved lies beside it, under `items`, in folders named by their step; nothing of it was deleted.',
    todo: 'Look into that folder; every item has a `content` and a `manifest.jsonl` that says where it lay.',
  }),
};
