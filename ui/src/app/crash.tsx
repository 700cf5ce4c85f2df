import type { ErrorComponentProps } from '@tanstack/react-router';

import { ErrorCard } from '../parts/error-card.tsx';

/** What a page shows when it broke: the same card as for any other error. */
export function Crash({ error, reset }: ErrorComponentProps) {
  return (
    <main className="main" id="content">
      <ErrorCard error={error} onRetry={reset} />
    </main>
  );
}
