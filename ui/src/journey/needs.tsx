import { Link } from '@tanstack/react-router';

import { useTexts } from '../app/settings.tsx';
import { Empty } from '../parts/empty.tsx';

export function NeedsPortal() {
  const { ui } = useTexts();
  return (
    <Empty title={ui.run.noPortal} more={ui.run.noPortalMore}>
      <Link to="/" className="button" data-look="go">
        {ui.start.connect.title}
      </Link>
    </Empty>
  );
}

export function NeedsArchive() {
  const { ui } = useTexts();
  return (
    <Empty title={ui.run.noArchive} more={ui.run.noArchiveMore}>
      <Link to="/export" className="button" data-look="go">
        {ui.pages.export}
      </Link>
      <Link to="/" className="button">
        {ui.start.archive.title}
      </Link>
    </Empty>
  );
}

interface NeedsStepProps {
  readonly title: string;
  readonly more: string;
  readonly step: 'verify' | 'plan' | 'rehearse' | 'apply';
}

/** What must be done before this page has anything to do. */
export function NeedsStep({ title, more, step }: NeedsStepProps) {
  const { ui } = useTexts();
  return (
    <Empty title={title} more={more}>
      <Link to={`/${step}`} className="button" data-look="go">
        {ui.pages[step]}
      </Link>
    </Empty>
  );
}
