import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { ApiError, enter } from '../api/client.ts';
import { ErrorCard } from '../parts/error-card.tsx';
import { Door } from './door.tsx';
import { router } from './router.tsx';
import { SettingsProvider } from './settings.tsx';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal is an answer; only a server that is gone is worth asking again.
      retry: (count, error) => count < 2 && error instanceof ApiError && error.code === 'SERVER_GONE',
      refetchOnWindowFocus: true,
      staleTime: 2_000,
    },
  },
});

type Entry =
  | { readonly is: 'opening' }
  | { readonly is: 'in' }
  | { readonly is: 'out' }
  | { readonly is: 'failed'; readonly error: unknown };

/** Comes in by the code or the cookie first; only then is there anything to show. */
function Entrance() {
  const [entry, setEntry] = useState<Entry>({ is: 'opening' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let current = true;
    enter()
      .then((inside) => current && setEntry({ is: inside ? 'in' : 'out' }))
      .catch((error: unknown) => current && setEntry({ is: 'failed', error }));
    return () => {
      current = false;
    };
  }, [attempt]);

  if (entry.is === 'in') return <RouterProvider router={router} />;
  if (entry.is === 'failed') {
    return (
      <main className="main">
        <ErrorCard error={entry.error} onRetry={() => setAttempt((count) => count + 1)} />
      </main>
    );
  }
  return <Door opening={entry.is === 'opening'} />;
}

export function App() {
  return (
    <SettingsProvider>
      <QueryClientProvider client={queries}>
        <Entrance />
      </QueryClientProvider>
    </SettingsProvider>
  );
}
