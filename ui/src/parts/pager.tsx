import { useTexts } from '../app/settings.tsx';
import { Button } from './button.tsx';

interface PagerProps {
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}

/** Back and forth through a long list. */
export function Pager({ page, perPage, total, onPage }: PagerProps) {
  const { ui, views } = useTexts();
  if (total <= perPage) return null;
  const shown = Math.min(perPage, total - page * perPage);
  return (
    <nav className="row" aria-label={ui.pager.title}>
      <Button className="button-small" disabled={page === 0} onClick={() => onPage(page - 1)}>
        {ui.pager.back}
      </Button>
      <span className="soft small" role="status">
        {views.open.range(page * perPage, shown, total)}
      </span>
      <Button className="button-small" disabled={(page + 1) * perPage >= total} onClick={() => onPage(page + 1)}>
        {ui.pager.on}
      </Button>
    </nav>
  );
}
