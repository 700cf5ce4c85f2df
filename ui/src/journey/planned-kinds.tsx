import { waysOf } from '../../../src/commands/planned-ways.ts';
import type { PlannedKind, PlanResult } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { useSettings, useTexts } from '../app/settings.tsx';

/** How the records of a kind go, in words. */
export function useWays(): (kind: PlannedKind) => string {
  const texts = useTexts();
  return (kind) => texts.format.list(waysOf(kind, texts));
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
