import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import type { CommandName, Commands } from './table.ts';

interface Runnable<Name extends CommandName> {
  readonly run: (
    context: Context,
    input: InputOf<Commands[Name]['parameters']>,
  ) => Promise<Done<{ readonly type: string }>>;
}

/**
 * What each command does but `ui`, which is made of all the others and stands above them. Loaded when it is called: `--help`
 * must not wait for a database.
 */
export const runs = {
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
} as const satisfies { readonly [Name in Exclude<CommandName, 'ui'>]: () => Promise<Runnable<Name>> };

export type ResultOf<Name extends keyof typeof runs> = Awaited<
  ReturnType<Awaited<ReturnType<(typeof runs)[Name]>>['run']>
>['result'];
