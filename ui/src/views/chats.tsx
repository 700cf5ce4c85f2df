import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';

import { chatQuery, tableQuery } from '../api/queries.ts';
import type { ChatLineAnswer } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Files } from '../archive/files.tsx';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { RichText } from '../parts/rich.tsx';
import { Waiting } from '../parts/waiting.tsx';

const listed = 200;

function lettersOf(name: string): string {
  return name
    .split(' ')
    .slice(0, 2)
    .map((part) => part.charAt(0))
    .join('');
}

function dayOf(at: string): string {
  return at.slice(0, 10);
}

function Bubble({ line, follows }: { readonly line: ChatLineAnswer; readonly follows: boolean }) {
  const { format } = useTexts();
  const { author, at, text, files, id } = line;
  const atMs = Date.parse(at);
  const time = Number.isNaN(atMs) ? at : format.timeOfDay(atMs);
  if (author === undefined) {
    return (
      <li className="chat-note soft small">
        <RichText nodes={text} />
      </li>
    );
  }
  return (
    <li className="chat-line" data-follows={follows}>
      <span className="person-letters" aria-hidden="true">
        {follows ? '' : lettersOf(author.name)}
      </span>
      <div className="chat-bubble">
        <p className={follows ? 'visually-hidden' : 'small'}>
          <Link to="/archive/$kind/$id" params={{ kind: 'user', id: author.id }} className="chat-author">
            {author.name}
          </Link>
        </p>
        <RichText nodes={text} />
        {files.length === 0 ? null : <Files files={files} id={`files-${id}`} bare />}
        <Link to="/archive/$kind/$id" params={{ kind: 'chat-message', id }} className="chat-time soft small">
          <time dateTime={at}>{time}</time>
        </Link>
      </div>
    </li>
  );
}

/** A day in words; what is no day stays as it was said. Once such a day brought the whole page down. */
function dateOf(day: string, format: (atMs: number) => string): string {
  const atMs = Date.parse(`${day}T12:00:00`);
  return Number.isNaN(atMs) ? day : format(atMs);
}

/** A chat as a chat: who said what, day by day, from the newest back. */
export function Chat({ id }: { readonly id: string }) {
  const { ui, format } = useTexts();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(chatQuery(id));
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  const lines = data.pages.toReversed().flatMap((page) => page.lines);
  const [newest] = data.pages;
  if (lines.length === 0) return <Empty title={ui.chats.empty} more={ui.chats.emptyMore} />;
  const days = Map.groupBy(lines, ({ at }) => dayOf(at));
  return (
    <section className="chat" aria-label={newest?.name}>
      {hasNextPage ? (
        <Button className="button-small" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {ui.chats.older(data.pages.at(-1)?.older ?? 0)}
        </Button>
      ) : null}
      {[...days].map(([day, said]) => (
        <section key={day} className="chat-day" aria-label={day}>
          <p className="chat-date soft small">{dateOf(day, (atMs) => format.date(atMs))}</p>
          <ol className="chat-lines">
            {said.map((line, index) => (
              <Bubble
                key={line.id}
                line={line}
                follows={index > 0 && said[index - 1]?.author?.id === line.author?.id}
              />
            ))}
          </ol>
        </section>
      ))}
    </section>
  );
}

/** All chats at the left, one of them at the right. */
export function Chats() {
  const { ui } = useTexts();
  const { at } = useSearch({ from: '/archive/$kind' });
  const { data, error, refetch } = useQuery(
    tableQuery({ kind: 'chat', sort: 'date_last_activity', descending: true, offset: 0, limit: listed }),
  );
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  const [first] = data.rows;
  if (first === undefined) return <Empty title={ui.chats.none} more={ui.chats.noneMore} />;
  const chosen = at ?? first.id;
  return (
    <div className="chats">
      <nav className="chat-list" aria-label={ui.chats.list}>
        <ul>
          {data.rows.map(({ id, name }) => (
            <li key={id}>
              <Link
                to="/archive/$kind"
                params={{ kind: 'chat' }}
                search={{ view: 'chats', at: id }}
                aria-current={chosen === id ? 'page' : undefined}
                className="chat-choice"
              >
                <span className="person-letters" aria-hidden="true">
                  {lettersOf(name)}
                </span>
                <span className="breakable">{name === '' ? id : name}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Chat key={chosen} id={chosen} />
    </div>
  );
}
