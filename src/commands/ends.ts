import type { ProofReport } from '../journey/prove/types.ts';

/** How many records a proof saw where the plan wanted them; what lies in a bin is not among them. */
export function seenDone({ gone, inactive, handed, scrubbed, binOff, alreadyGone }: ProofReport['total']): number {
  return gone + inactive + handed + scrubbed + binOff + alreadyGone;
}
