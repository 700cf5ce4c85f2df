/** What always holds; `--explain` prints the one that a refusal follows. ARCHITECTURE.md says how each is tested. */
export const rules = {
  I1: 'A record is deleted only if its archived copy is durable and was read again and verified.',
  I2: 'A plan holds explicit ids, never a condition. Planning touches nothing; applying decides nothing.',
  I3: 'What is about to be done is written down before it is asked for, and the outcome before the next decision.',
  I4: 'The live record must still be the archived one at the moment it is deleted. If it changed, it stays.',
  I5: 'Nothing outside the plan goes. What a deletion takes along must be archived and planned too.',
  I6: '“Done” means acknowledged and later seen absent by an independent reading. In a bin is not gone.',
  I7: 'Children before parents; the owner of the connection last. The last administrator is never deactivated by accident.',
  I8: 'The journal only grows and its entries are chained by hashes. Two processes never apply at once.',
  I9: 'An export ends as complete, with counts that agree, or as incomplete, with everything missing named and why.',
  I10: 'A plan is bound to one portal and one sealed archive. A stale or altered plan is refused.',
  I11: 'A secret never reaches an archive, a log, a plan, a proof, a printed address or an error.',
  I12: 'Nothing leaves this computer except requests to the connected portal and its own file hosts, and what you push to a server that you name.',
};
