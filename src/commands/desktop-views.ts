import type { Notice } from './notice.ts';

/** What the views show of a removal, passed on so that they need not reach past the commands. */
export type RemovalStepOf = Extract<Notice, { readonly type: 'removalStep' }>;
export type RemovalPlanOf = Extract<Notice, { readonly type: 'removal' }>['plan'];
