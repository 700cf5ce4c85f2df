import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

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

/** Every step of the way with its state: a sign and a word, never a colour alone. */
export function JourneyRail() {
  const { ui } = useTexts();
  const { data: state } = useQuery(stateQuery);
  const { data: runs = [] } = useQuery(runsQuery);
  return (
    <div className="rails">
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
