import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';

import { leaveDemo } from '../api/actions.ts';
import { stateQuery } from '../api/queries.ts';
import { Button } from '../parts/button.tsx';
import { JourneyRail } from './journey-rail.tsx';
import { SettingsBar } from './settings-bar.tsx';
import { useTexts } from './settings.tsx';

function DemoMark() {
  const { ui } = useTexts();
  const { data } = useQuery(stateQuery);
  const queries = useQueryClient();
  const navigate = useNavigate();
  if (data?.demo !== true) return null;
  const leave = async (): Promise<void> => {
    await leaveDemo();
    await navigate({ to: '/' });
    await queries.resetQueries();
  };
  return (
    <aside className="demo-mark" aria-label={ui.demo.badge}>
      <strong className="badge" data-look="warning">
        {ui.demo.badge}
      </strong>
      <span className="small">{ui.demo.more}</span>
      <Button look="quiet" className="button-small" onClick={() => void leave()}>
        {ui.demo.leave}
      </Button>
    </aside>
  );
}

/** The frame of every page: the way on the left, the page on the right. */
export function Shell() {
  const { ui } = useTexts();
  return (
    <div className="shell">
      <a className="button skip" href="#content">
        {ui.skip}
      </a>
      <header className="side">
        <Link to="/" className="brand">
          <img src="/icon.svg" alt="" /> {ui.name}
        </Link>
        <JourneyRail />
        <div className="foot stack">
          <SettingsBar />
          <p className="soft small independence">{ui.independence}</p>
        </div>
      </header>
      <div className="page">
        <DemoMark />
        <main className="main" id="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}
