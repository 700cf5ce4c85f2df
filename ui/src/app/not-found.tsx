import { Link } from '@tanstack/react-router';

import { PageTitle } from './page-title.tsx';
import { useTexts } from './settings.tsx';

export function NotFound() {
  const { ui } = useTexts();
  return (
    <div className="stack">
      <PageTitle>{ui.notFound}</PageTitle>
      <p className="soft">{ui.notFoundMore}</p>
      <Link to="/" className="button" data-look="go">
        {ui.toStart}
      </Link>
    </div>
  );
}
