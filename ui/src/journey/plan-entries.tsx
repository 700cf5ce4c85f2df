import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { planQuery } from '../api/queries.ts';
import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Pager } from '../parts/pager.tsx';
import { Waiting } from '../parts/waiting.tsx';

const perPage = 20;

interface StepsOfKindProps {
  readonly kind: string;
  readonly keep: readonly string[];
  readonly onKeep: (key: string) => void;
  readonly onOpen: (id: string) => void;
}

/** Every record of a kind that goes, page by page: each can be looked at, and taken out. */
export function StepsOfKind({ kind, keep, onKeep, onOpen }: StepsOfKindProps) {
  const { ui } = useTexts();
  const kinds = useKinds();
  const [page, setPage] = useState(0);
  const { data, error, refetch } = useQuery(planQuery({ type: 'step', kind, offset: page * perPage, limit: perPage }));
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  return (
    <div className="stack">
      <ul className="rows">
        {data.entries.map((entry) => {
          if (entry.type !== 'step') return null;
          const { key, name, action } = entry.step;
          const own = `${key.kind}:${key.id}`;
          const kept = keep.includes(own);
          const label = name === '' ? `${kinds.one(key.kind)} ${key.id}` : name;
          return (
            <li key={key.id} className="row-line" data-kept={kept}>
              <span className="grow breakable">
                {label} <span className="soft small">{key.id}</span>
              </span>
              <span className="soft small">
                {kept ? ui.plan.excluded : ui.plan.ways[action.do === 'delete' ? action.fate : action.do]}
              </span>
              <Button className="button-small" look="quiet" onClick={() => onOpen(key.id)}>
                {ui.plan.open}
                <span className="visually-hidden">: {label}</span>
              </Button>
              <Button className="button-small" disabled={kept} onClick={() => onKeep(own)}>
                {ui.plan.exclude}
                <span className="visually-hidden">: {label}</span>
              </Button>
            </li>
          );
        })}
      </ul>
      <Pager page={page} perPage={perPage} total={data.total} onPage={setPage} />
    </div>
  );
}
