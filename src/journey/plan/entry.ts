import type { ByHandStep, Kept, Step } from '../types.ts';

/** One entry of a plan. Steps come in the order of execution; what goes along comes right before what takes it. */
export type PlanEntry =
  | { readonly type: 'step'; readonly step: Step }
  | { readonly type: 'kept'; readonly kept: Kept }
  | { readonly type: 'byHand'; readonly byHand: ByHandStep };
