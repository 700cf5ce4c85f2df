import type { ProofReport } from '../journey/prove/types.ts';

/**
 * How many records ended as the plan wanted: seen so, in a bin as planned, or part of something that is seen absent, which
 * the portal shows to nobody without it.
 */
export function endedAsPlanned(total: ProofReport['total']): number {
  return seenDone(total) + total.inBin + total.unreachable;
}

/** How many records a proof saw where the plan wanted them; what lies in a bin is not among them. */
export function seenDone({ gone, inactive, handed, scrubbed, binOff, alreadyGone }: ProofReport['total']): number {
  return gone + inactive + handed + scrubbed + binOff + alreadyGone;
}
