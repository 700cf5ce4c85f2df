import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { stateQuery } from '../api/queries.ts';
import { useCommand } from '../api/run.ts';
import type { InventoryResult } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { NeedsPortal } from './needs.tsx';
import { useResult } from './result.ts';
import { RunPanel } from './run-panel.tsx';

function Counted({ result }: { readonly result: InventoryResult }) {
  const { ui, views, format } = useTexts();
  const kinds = useKinds();
  const here = result.kinds.filter(({ state }) => state === 'here');
  const cannot = result.kinds.filter(({ state }) => state !== 'here');
  const sum = here.reduce((total, { total: one = 0 }) => total + one, 0);
  return (
    <div className="stack">
      <p className="headline">{ui.inventory.sum(sum, result.exportMs.from, result.exportMs.to)}</p>
      <section className="card" aria-labelledby="kinds-title">
        <h2 id="kinds-title">{ui.inventory.kinds}</h2>
        <ul className="tiles">
          {here.map(({ kind, total }) => (
            <li key={kind} className="tile">
              <span>{kinds.many(kind)}</span>
              <strong className={total === undefined ? 'soft small' : 'tile-number'}>
                {total === undefined ? ui.inventory.later : format.number(total)}
              </strong>
            </li>
          ))}
        </ul>
      </section>
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
  const { data: state } = useQuery(stateQuery);
  const command = useCommand('inventory');
  const shown = useResult<InventoryResult>('inventory', command);
  const start = (): void => command.start(state?.portal === undefined ? {} : { portal: state.portal });
  return (
    <div className="stack-loose">
      <PageTitle lead={ui.inventory.lead}>{ui.pages.inventory}</PageTitle>
      {state === undefined ? (
        <Waiting />
      ) : state.portals.length === 0 ? (
        <NeedsPortal />
      ) : (
        <>
          {command.isActive ? null : (
            <div>
              <Button look={shown === undefined ? 'go' : 'plain'} onClick={start}>
                {shown === undefined ? ui.inventory.go : ui.run.again}
              </Button>
            </div>
          )}
          <RunPanel command={command} onAgain={start} />
          {shown === undefined ? null : <Counted result={shown.result} />}
        </>
      )}
    </div>
  );
}
