import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import { calendarQuery, lastMomentQuery } from '../api/queries.ts';
import type { CalendarEntry } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Waiting } from '../parts/waiting.tsx';

const dayMs = 86_400_000;
type Span = 'month' | 'week';

/** Dates are the portal's own clock: milliseconds that know no zone, read and written as UTC. */
function startOfDay(ms: number): number {
  return Math.floor(ms / dayMs) * dayMs;
}

function mondayOf(ms: number): number {
  return startOfDay(ms) - ((new Date(ms).getUTCDay() + 6) % 7) * dayMs;
}

function monthOf(ms: number, plus = 0): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + plus, 1);
}

function dayKey(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function Entry({ entry, whole }: { readonly entry: CalendarEntry; readonly whole: boolean }) {
  const { ui } = useTexts();
  const { wall } = useTexts().format;
  const { id, name, allDay, fromWallMs, toWallMs, repeats, place, section } = entry;
  return (
    <li>
      <Link
        to="/archive/$kind/$id"
        params={{ kind: 'calendar-event', id }}
        className="cal-entry"
        data-all-day={allDay}
        title={[section, place].filter((part) => part !== undefined && part !== '').join(' · ')}
      >
        {allDay ? null : (
          <span className="cal-time">
            {whole ? `${wall.time(fromWallMs)}–${wall.time(toWallMs)}` : wall.time(fromWallMs)}
          </span>
        )}{' '}
        {name === '' ? id : name}
        {repeats ? (
          <>
            <span aria-hidden="true"> ↻</span>
            <span className="visually-hidden"> ({ui.calendar.series})</span>
          </>
        ) : null}
        {whole && place !== '' ? <span className="soft small block">{place}</span> : null}
      </Link>
    </li>
  );
}

const shownInCell = 4;

interface DayProps {
  readonly ms: number;
  readonly entries: readonly CalendarEntry[];
  readonly other: boolean;
  readonly span: Span;
}

function Day({ ms, entries, other, span }: DayProps) {
  const { ui } = useTexts();
  const { wall } = useTexts().format;
  const shown = span === 'week' ? entries : entries.slice(0, shownInCell);
  return (
    <li className="cal-day" data-other={other} data-empty={entries.length === 0}>
      <h3 className="cal-number">
        <span aria-hidden="true" className="cal-digit">
          {new Date(ms).getUTCDate()}
        </span>
        <span className="cal-long">{wall.day(ms)}</span>
      </h3>
      <ul className="cal-entries">
        {shown.map((entry) => (
          <Entry key={`${entry.id} ${entry.fromWallMs}`} entry={entry} whole={span === 'week'} />
        ))}
      </ul>
      {entries.length > shown.length ? (
        <Link
          to="/archive/$kind"
          params={{ kind: 'calendar-event' }}
          search={{ view: 'calendar', at: `week ${dayKey(ms)}` }}
          className="small"
        >
          {ui.board.more(entries.length - shown.length)}
        </Link>
      ) : null}
    </li>
  );
}

function Grid({ span, atMs }: { readonly span: Span; readonly atMs: number }) {
  const { ui } = useTexts();
  const { wall } = useTexts().format;
  const fromMs = mondayOf(span === 'month' ? monthOf(atMs) : atMs);
  const weeks = span === 'week' ? 1 : Math.ceil((monthOf(atMs, 1) - fromMs) / (7 * dayMs));
  const toMs = fromMs + weeks * 7 * dayMs;
  const { data, error, refetch } = useQuery(calendarQuery(fromMs, toMs));
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  const days = Array.from({ length: weeks * 7 }, (_, index) => fromMs + index * dayMs);
  const on = (ms: number): readonly CalendarEntry[] =>
    data.filter(
      ({ fromWallMs, toWallMs }) => fromWallMs < ms + dayMs && (toWallMs > ms || startOfDay(fromWallMs) === ms),
    );
  return (
    <>
      {data.length === 0 ? (
        <p className="soft" role="status">
          {ui.calendar.nothing}
        </p>
      ) : null}
      <div className="cal-weekdays" aria-hidden="true">
        {days.slice(0, 7).map((ms) => (
          <span key={ms}>{wall.weekday(ms)}</span>
        ))}
      </div>
      <ol className="cal-grid" data-span={span}>
        {days.map((ms) => (
          <Day
            key={ms}
            ms={ms}
            entries={on(ms)}
            span={span}
            other={span === 'month' && monthOf(ms) !== monthOf(atMs)}
          />
        ))}
      </ol>
    </>
  );
}

/** The calendar by the portal's own clock, a month or a week of it; series are unfolded. */
export function Calendar() {
  const { ui } = useTexts();
  const { wall } = useTexts().format;
  const { at = '' } = useSearch({ from: '/archive/$kind' });
  const navigate = useNavigate();
  const { data: last, error, refetch } = useQuery(lastMomentQuery);
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (last === undefined) return <Waiting />;
  if (last.atMs === null) return <Empty title={ui.calendar.none} more={ui.calendar.noneMore} />;
  const [, asked, date] = /^(month|week) (\d{4}-\d\d-\d\d)$/u.exec(at) ?? [];
  const span: Span = asked === 'week' ? 'week' : 'month';
  const parsed = date === undefined ? Number.NaN : Date.parse(date);
  // Today, or, of a portal that was left long ago, its last day.
  const atMs = Number.isNaN(parsed) ? startOfDay(Math.min(Date.now(), last.atMs)) : parsed;
  const go = (ms: number, wanted: Span = span): void =>
    void navigate({
      to: '/archive/$kind',
      params: { kind: 'calendar-event' },
      search: { view: 'calendar', at: `${wanted} ${dayKey(ms)}` },
    });
  const step = (by: 1 | -1): number => (span === 'week' ? atMs + by * 7 * dayMs : monthOf(atMs, by));
  return (
    <div className="stack">
      <div className="row spread">
        <div className="row">
          <Button className="button-small" aria-label={ui.calendar.previous} onClick={() => go(step(-1))}>
            ←
          </Button>
          <h2 aria-live="polite" className="cal-title">
            {wall.month(atMs)}
          </h2>
          <Button className="button-small" aria-label={ui.calendar.next} onClick={() => go(step(1))}>
            →
          </Button>
        </div>
        <div className="row" role="group" aria-label={ui.views.title}>
          {(['month', 'week'] as const).map((name) => (
            <Button key={name} className="button-small" aria-pressed={span === name} onClick={() => go(atMs, name)}>
              {ui.calendar.spans[name]}
            </Button>
          ))}
        </div>
      </div>
      <Grid span={span} atMs={atMs} />
    </div>
  );
}
