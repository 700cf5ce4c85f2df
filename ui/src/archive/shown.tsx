import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { stateQuery } from '../api/queries.ts';
import { PageTitle } from '../app/page-title.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { ApiError } from '../api/client.ts';
import { NeedsArchive } from '../journey/needs.tsx';
import { Waiting } from '../parts/waiting.tsx';

interface WithArchiveProps {
  /** The page's heading for as long as what it shows, and names itself, is not there. */
  readonly title?: string;
  readonly children: ReactNode;
}

/** Shows what reads an archive only where there is one to read, and says so where there is none. */
export function WithArchive({ title, children }: WithArchiveProps) {
  const { data: state, error, refetch } = useQuery(stateQuery);
  if (error === null && state?.busy === false && state.archive !== undefined) return children;
  return (
    <>
      {title === undefined ? null : <PageTitle>{title}</PageTitle>}
      {error !== null ? (
        <ErrorCard error={error} onRetry={() => void refetch()} />
      ) : state === undefined ? (
        <Waiting />
      ) : state.busy ? (
        <ErrorCard error={new ApiError('SERVER_ARCHIVE_BUSY')} />
      ) : (
        <NeedsArchive />
      )}
    </>
  );
}
