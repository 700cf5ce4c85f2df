import { useQuery } from '@tanstack/react-query';

import { whoseQuery } from '../api/queries.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { useShown } from '../parts/failures.ts';
import { Notice } from '../parts/notice.tsx';

/** By what a person knows the portal again, right above where its address is typed: an address alone is easily mistaken. */
export function WhosePortal({ portal }: { readonly portal: string }) {
  const { ui } = useTexts();
  const { data, error, isError, isFetching, refetch } = useQuery(whoseQuery(portal));
  useShown(error);
  const words = ui.apply.whose;
  if (data === undefined && isError && !isFetching) {
    return (
      <Notice look="warning" title={words.noAnswer}>
        <Button onClick={() => void refetch()}>{ui.error.retry}</Button>
      </Notice>
    );
  }
  const { company, people, newestAtMs, owner } = data ?? {};
  const facts = [
    [words.company, company ?? words.untold],
    [words.people, people === undefined ? words.untold : words.peopleCount(people)],
    [words.newest, newestAtMs === undefined ? words.noChange : words.newestAt(newestAtMs)],
    [words.owner, owner ?? words.untold],
  ] as const;
  return (
    <dl className="whose" aria-label={words.title} aria-busy={data === undefined}>
      {facts.map(([name, fact]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{data === undefined ? <span className="soft">{words.asking}</span> : fact}</dd>
        </div>
      ))}
    </dl>
  );
}
