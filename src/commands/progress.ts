/** What the views show of a journey, passed on so that they need not reach past the commands. */
export type { Progress, Stage, Watch } from '../journey/types.ts';
