import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';

import { runsQuery, stateQuery } from '../api/queries.ts';
import { useTexts } from './settings.tsx';
import { stepNames, type StepState, stepState } from './steps.ts';

const signs: Readonly<Record<StepState, string>> = {
  notStarted: '',
  running: '…',
  needsYou: '!',
  done: '✓',
  blocked: '',
};

/** Pages beside the way, in the order in which people need them. */
const doors = [
  ['handover', '/handover', '⇄'],
  ['profile', '/profile', '☺'],
  ['subject', '/subject', '⚲'],
  ['desktop', '/desktop', '⌂'],
  ['box', '/box', '▤'],
  ['more', '/more', '⋯'],
] as const;

/** Where the way lies in one line, on a phone, the page that is open is in sight. */
function useHere(): RefObject<HTMLDivElement | null> {
  const rails = useRef<HTMLDivElement>(null);
  const path = useLocation({ select: ({ pathname }) => pathname });
  useEffect(() => {
    const line = rails.current;
    const here = line?.querySelector('a[aria-current="page"]');
    if (line === null || here === null || here === undefined || line.scrollWidth <= line.clientWidth) return;
    const [whole, one] = [line.getBoundingClientRect(), here.getBoundingClientRect()];
    line.scrollLeft += one.left + one.width / 2 - whole.left - whole.width / 2;
  }, [path]);
  return rails;
}

/** Every step of the way with its state: a sign and a word, never a colour alone. */
export function JourneyRail() {
  const { ui } = useTexts();
  const { data: state } = useQuery(stateQuery);
  const { data: runs = [] } = useQuery(runsQuery);
  const rails = useHere();
  return (
    <div className="rails" ref={rails}>
      <nav className="rail" aria-label={ui.journey}>
        <ul>
          <li>
            <Link to="/overview">
              <span className="rail-sign rail-plain" aria-hidden="true">
                ▦
              </span>
              {ui.pages.overview}
            </Link>
          </li>
          {stepNames.map((step, index) => {
            const is = state === undefined ? 'notStarted' : stepState(step, state, runs);
            return (
              <li key={step}>
                <Link to={`/${step}`} data-state={is}>
                  <span className="rail-sign" aria-hidden="true">
                    {signs[is] === '' ? index + 1 : signs[is]}
                  </span>
                  <span>
                    {ui.pages[step]}
                    <span className={is === 'notStarted' ? 'visually-hidden' : 'rail-state'}> {ui.states[is]}</span>
                  </span>
                </Link>
              </li>
            );
          })}
          <li>
            <Link to="/by-hand">
              <span className="rail-sign rail-plain" aria-hidden="true">
                ☞
              </span>
              {ui.pages.byHand}
            </Link>
          </li>
        </ul>
      </nav>
      <nav className="rail" aria-label={ui.library}>
        <p className="rail-title" aria-hidden="true">
          {ui.library}
        </p>
        <ul>
          <li>
            <Link to="/archive" activeOptions={{ exact: true }}>
              <span className="rail-sign rail-plain" aria-hidden="true">
                ☰
              </span>
              {ui.pages.archive}
            </Link>
          </li>
          <li>
            <Link to="/search">
              <span className="rail-sign rail-plain" aria-hidden="true">
                ⌕
              </span>
              {ui.pages.search}
            </Link>
          </li>
        </ul>
      </nav>
      <nav className="rail" aria-label={ui.tools}>
        <p className="rail-title" aria-hidden="true">
          {ui.tools}
        </p>
        <ul>
          {doors.map(([name, to, sign]) => (
            <li key={name}>
              <Link to={to}>
                <span className="rail-sign rail-plain" aria-hidden="true">
                  {sign}
                </span>
                {ui.pages[name]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
