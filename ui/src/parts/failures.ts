import { type Query, type QueryCache, useQueryClient } from '@tanstack/react-query';
import { useCallback, useLayoutEffect, useRef, useSyncExternalStore } from 'react';

/** Errors that stand on the page already, each with how often. */
const shown = new Map<unknown, number>();
const listeners = new Set<() => void>();

function note(error: unknown, by: 1 | -1): void {
  const times = (shown.get(error) ?? 0) + by;
  if (times > 0) shown.set(error, times);
  else shown.delete(error);
  for (const listener of listeners) listener();
}

/** Says that this place of the page tells of an error: no other one has to. */
export function useShown(error: unknown): void {
  useLayoutEffect(() => {
    if (error === undefined || error === null) return;
    note(error, 1);
    return () => note(error, -1);
  }, [error]);
}

function failedIn(cache: QueryCache): readonly Query[] {
  return cache.getAll().filter((query) => query.state.status === 'error' && query.isActive());
}

function same(one: readonly Query[], other: readonly Query[]): boolean {
  return one.length === other.length && one.every((query, index) => query === other[index]);
}

/** What the page asked for and did not get, and tells nowhere yet. */
export function useFailures(): readonly Query[] {
  const cache = useQueryClient().getQueryCache();
  const last = useRef<readonly Query[]>([]);
  const subscribe = useCallback(
    (listener: () => void) => {
      listeners.add(listener);
      const unsubscribe = cache.subscribe(listener);
      return () => {
        listeners.delete(listener);
        unsubscribe();
      };
    },
    [cache],
  );
  return useSyncExternalStore(subscribe, () => {
    const now = failedIn(cache).filter((query) => !shown.has(query.state.error));
    if (!same(now, last.current)) last.current = now;
    return last.current;
  });
}
