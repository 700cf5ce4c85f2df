import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { stateQuery } from '../api/queries.ts';
import { ErrorCard } from '../parts/error-card.tsx';
import { ApiError } from '../api/client.ts';
import { NeedsArchive } from '../journey/needs.tsx';
import { Waiting } from '../parts/waiting.tsx';

/** Shows what reads an archive only where there is one to read, and says so where there is none. */
export function WithArchive({ children }: { readonly children: ReactNode }) {
  const { data: state, error, refetch } = useQuery(stateQuery);
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (state === undefined) return <Waiting />;
  if (state.busy) return <ErrorCard error={new ApiError('SERVER_ARCHIVE_BUSY')} />;
  return state.archive === undefined ? <NeedsArchive /> : children;
}
