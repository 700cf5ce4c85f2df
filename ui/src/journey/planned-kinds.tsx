import type { PlannedKind, PlanResult } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { useSettings, useTexts } from '../app/settings.tsx';

/** How the records of a kind go, in words. */
export function useWays(): (kind: PlannedKind) => string {
  const { views, format } = useTexts();
  return ({ gone, bin, binDays, cascade, deactivate, hand, scrub, binOff }) =>
    format.list([
      ...(gone > 0 ? [views.plan.goesForGood(gone)] : []),
      ...(bin > 0 ? [views.plan.goesIntoBin(bin, binDays ?? 30)] : []),
      ...(cascade > 0 ? [views.plan.goesAlong(cascade)] : []),
      ...(deactivate > 0 ? [views.plan.isDeactivated(deactivate)] : []),
      ...(binOff > 0 ? [views.plan.isBinOff(binOff)] : []),
      ...(scrub > 0 ? [views.plan.isScrubbed(scrub)] : []),
      ...(hand > 0 ? [views.plan.isHandedOver(hand)] : []),
    ]);
}

/** All steps that a plan has for a kind. */
export function stepsOf({ gone, bin, cascade, deactivate, hand, scrub, binOff }: PlannedKind): number {
  return gone + bin + cascade + deactivate + hand + scrub + binOff;
}

/** What a plan leaves as it is, and why. */
export function StayingList({ stays }: { readonly stays: PlanResult['stays'] }) {
  const { format } = useTexts();
  const { language } = useSettings();
  const kinds = useKinds();
  return (
    <ul className="rows">
      {stays.map(({ kind, reason, why, count }) => (
        <li key={`${kind} ${reason} ${why.en}`} className="row-line">
          <span className="grow">
            {kinds.many(kind)} <span className="soft small block">{why[language]}</span>
          </span>
          <strong className="number">{format.number(count)}</strong>
        </li>
      ))}
    </ul>
  );
}

/** Kinds of a small plan with their numbers, and what stays as it is and why. */
export function PlannedKinds({ plan }: { readonly plan: PlanResult }) {
  const { views } = useTexts();
  const kinds = useKinds();
  const ways = useWays();
  return (
    <>
      <ul className="rows">
        {plan.kinds.map((kind) => (
          <li key={kind.kind} className="row-line">
            <span className="grow">{kinds.many(kind.kind)}</span>
            <strong className="number">{ways(kind)}</strong>
          </li>
        ))}
      </ul>
      {plan.stays.length === 0 ? null : (
        <details>
          <summary>{views.plan.stays(plan.kept)}</summary>
          <StayingList stays={plan.stays} />
        </details>
      )}
    </>
  );
}
