import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { ApiError } from '../api/client.ts';
import { stateQuery } from '../api/queries.ts';
import type { ArchiveState } from '../api/types.ts';
import { NeedsArchive, NeedsStep } from '../journey/needs.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useTexts } from '../app/settings.tsx';

/** Shows what needs a sealed archive only where there is one, and says what is lacking where there is none. */
export function WithSealed({ children }: { readonly children: (archive: ArchiveState) => ReactNode }) {
  const { ui } = useTexts();
  const { data: state, error, refetch } = useQuery(stateQuery);
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (state === undefined) return <Waiting />;
  if (state.busy) return <ErrorCard error={new ApiError('SERVER_ARCHIVE_BUSY')} onRetry={() => void refetch()} />;
  const { archive } = state;
  if (archive === undefined) return <NeedsArchive />;
  if (archive.sealedAtMs === undefined) {
    return <NeedsStep title={ui.doors.unsealed} more={ui.doors.unsealedMore} step="verify" />;
  }
  return children(archive);
}
