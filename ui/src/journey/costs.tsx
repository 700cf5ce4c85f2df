import type { InventoryResult } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';

/** What an export spends most requests on, and how to leave it out; nothing where all of it is quick. */
export function Costs({ costs }: Pick<InventoryResult, 'costs'>) {
  const { ui, views } = useTexts();
  const kinds = useKinds();
  if (costs.length === 0) return null;
  return (
    <section className="card" aria-labelledby="costs-title">
      <h2 id="costs-title">{views.inventory.costsTitle}</h2>
      <ul className="dots">
        {costs.map(({ kind, requests, ms }) => (
          <li key={kind}>{views.inventory.cost(kinds.many(kind), requests.from, requests.to, ms.from, ms.to)}</li>
        ))}
      </ul>
      <p className="soft">{ui.inventory.leaveOut}</p>
    </section>
  );
}
