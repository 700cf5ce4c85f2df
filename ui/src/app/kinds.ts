import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import { kindsQuery } from '../api/queries.ts';
import type { KindFacts } from '../api/types.ts';
import { useSettings } from './settings.tsx';

export interface Kinds {
  readonly all: readonly KindFacts[];
  readonly find: (id: string) => KindFacts | undefined;
  readonly many: (id: string) => string;
  readonly one: (id: string) => string;
}

/** What the kinds declare, with their titles in the chosen language. */
export function useKinds(): Kinds {
  const { data: all = [] } = useQuery(kindsQuery);
  const { language } = useSettings();
  return useMemo(() => {
    const byId = new Map(all.map((kind) => [kind.id, kind]));
    return {
      all,
      find: (id) => byId.get(id),
      many: (id) => byId.get(id)?.title.many[language] ?? id,
      one: (id) => byId.get(id)?.title.one[language] ?? id,
    };
  }, [all, language]);
}
