import { Link } from '@tanstack/react-router';

import { useCommand } from '../api/run.ts';
import type { InventoryResult } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';
import { KindGroups } from '../parts/kind-groups.tsx';
import { Costs } from './costs.tsx';
import { useResult } from './result.ts';
import { PortalStep, StepPage } from './step-page.tsx';

function Counted({ result }: { readonly result: InventoryResult }) {
  const { ui, views, format } = useTexts();
  const kinds = useKinds();
  const here = result.kinds.filter(({ state }) => state === 'here');
  const cannot = result.kinds.filter(({ state }) => state !== 'here');
  const [counted, later] = [
    here.filter(({ total }) => total !== undefined),
    here.filter(({ total }) => total === undefined),
  ];
  const sum = here.reduce((total, { total: one = 0 }) => total + one, 0);
  return (
    <div className="stack">
      <p className="headline">{ui.inventory.sum(sum, result.exportMs.from, result.exportMs.to)}</p>
      <section className="card" aria-labelledby="kinds-title">
        <h2 id="kinds-title">{ui.inventory.kinds}</h2>
        <KindGroups id="counted" list={counted}>
          {({ kind, total = 0 }) => (
            <div className="tile">
              <span>{kinds.many(kind)}</span>
              <strong className="tile-number">{format.number(total)}</strong>
            </div>
          )}
        </KindGroups>
        {later.length === 0 ? null : (
          <p className="soft">{ui.inventory.later(format.list(later.map(({ kind }) => kinds.many(kind))))}</p>
        )}
      </section>
      <Costs costs={result.costs} />
      {cannot.length === 0 ? null : (
        <section className="card" aria-labelledby="cannot-title">
          <h2 id="cannot-title">{ui.inventory.cannot}</h2>
          <ul className="dots">
            {cannot.map(({ kind, state }) => (
              <li key={kind}>
                {kinds.many(kind)} <span className="soft">— {views.inventory.states[state]}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div>
        <Link to="/export" className="button" data-look="go">
          {ui.inventory.next}
        </Link>
      </div>
    </div>
  );
}

export function Inventory() {
  const { ui } = useTexts();
  const command = useCommand('inventory');
  const shown = useResult<InventoryResult>('inventory', command);
  return (
    <StepPage title={ui.pages.inventory} lead={ui.inventory.lead}>
      {(state) => (
        <PortalStep state={state} command={command} go={ui.inventory.go} again={ui.run.again}>
          {shown === undefined ? undefined : <Counted result={shown.result} />}
        </PortalStep>
      )}
    </StepPage>
  );
}
