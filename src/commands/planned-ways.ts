import type { Texts } from '../texts/catalogue.ts';
import type { PlannedKind } from './plan.ts';

/** How the records of a kind go, in words. The terminal and the web app say it alike. */
export function waysOf(kind: PlannedKind, { views: { plan } }: Pick<Texts, 'views'>): readonly string[] {
  const { gone, bin, binDays, cascade, deactivate, hand, scrub, binOff, through } = kind;
  return [
    ...(gone > 0 ? [plan.goesForGood(gone)] : []),
    ...(bin > 0 ? [plan.goesIntoBin(bin, binDays)] : []),
    ...(cascade > 0 ? [plan.goesAlong(cascade)] : []),
    ...(deactivate > 0 ? [plan.isDeactivated(deactivate)] : []),
    ...(binOff > 0 ? [plan.isBinOff(binOff)] : []),
    ...(scrub > 0 ? [plan.isScrubbed(scrub)] : []),
    ...(hand > 0 ? [plan.isHandedOver(hand)] : []),
    ...(through.length > 0 ? [plan.goesThrough(through)] : []),
  ];
}

/** All steps that a plan has for a kind. */
export function stepsOf({ gone, bin, cascade, deactivate, hand, scrub, binOff }: PlannedKind): number {
  return gone + bin + cascade + deactivate + hand + scrub + binOff;
}
