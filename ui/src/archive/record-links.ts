import { useNavigate } from '@tanstack/react-router';
import type { MouseEvent } from 'react';

import type { RecordKey } from '../api/types.ts';

/** The address of a record's page. */
export function recordHref({ kind, id }: RecordKey): string {
  return `/archive/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`;
}

/**
 * Opens the plain links to records of all that is inside, for the element that holds them. A router's link listens to the
 * router; a table draws hundreds while it is scrolled. What a browser does by itself with a link (another tab, a download)
 * stays with it.
 */
export function useOpenRecord(): (event: MouseEvent) => void {
  const navigate = useNavigate();
  return (event) => {
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const { kind, id } = link?.dataset ?? {};
    if (!isPlain || kind === undefined || id === undefined) return;
    event.preventDefault();
    void navigate({ to: '/archive/$kind/$id', params: { kind, id } });
  };
}
