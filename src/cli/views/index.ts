import type { ResultOf, runs } from '../../commands/runs.ts';
import type { Page } from '../terminal.ts';

interface View<Name extends keyof typeof runs> {
  readonly show: (result: ResultOf<Name>, page: Page) => void;
}

/** How the result of each command is laid out for a person. */
export const views = {
  demo: () => import('./demo.ts'),
  connect: () => import('./connect.ts'),
  doctor: () => import('./doctor.ts'),
  inventory: () => import('./inventory.ts'),
  export: () => import('./export.ts'),
  team: () => import('./team.ts'),
  verify: () => import('./verify.ts'),
  seal: () => import('./seal.ts'),
  open: () => import('./open.ts'),
  search: () => import('./search.ts'),
  guide: () => import('./guide.ts'),
  handover: () => import('./handover.ts'),
  convert: () => import('./convert.ts'),
  pack: () => import('./pack.ts'),
  move: () => import('./move.ts'),
  push: () => import('./push.ts'),
  profileLeave: () => import('./profile-leave.ts'),
  byHand: () => import('./by-hand.ts'),
  archiveDestroy: () => import('./archive-destroy.ts'),
  subject: () => import('./subject.ts'),
  plan: () => import('./plan.ts'),
  rehearse: () => import('./rehearse.ts'),
  apply: () => import('./apply.ts'),
  prove: () => import('./prove.ts'),
  status: () => import('./status.ts'),
  desktopScan: () => import('./desktop-scan.ts'),
  desktopRemove: () => import('./desktop-remove.ts'),
  desktopRestore: () => import('./desktop-restore.ts'),
  ui: () => import('./ui.ts'),
  desktopEmpty: () => import('./desktop-empty.ts'),
  boxFind: () => import('./box-find.ts'),
  desktopSelfCheck: () => import('./desktop-self-check.ts'),
  boxCache: () => import('./box-cache.ts'),
  boxExport: () => import('./box-export.ts'),
  boxUninstall: () => import('./box-uninstall.ts'),
  boxBackup: () => import('./box-backup.ts'),
  boxVendorBackup: () => import('./box-vendor-backup.ts'),
  portalServe: () => import('./portal-serve.ts'),
  completion: () => import('./completion.ts'),
} as const satisfies { readonly [Name in keyof typeof runs]: () => Promise<View<Name>> } & { readonly ui: unknown };
