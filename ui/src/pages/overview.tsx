import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { countsQuery, planQuery, reportQuery } from '../api/queries.ts';
import type { State } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';
import { isVerified } from '../app/steps.ts';
import { StepPage } from '../journey/step-page.tsx';
import { Wall } from '../journey/wall.tsx';
import { sumOf, type WallRow, wallRows } from '../journey/wall-rows.ts';
import { Empty } from '../parts/empty.tsx';

function Dial({ share, label }: { readonly share: number; readonly label: string }) {
  const round = 2 * Math.PI * 26;
  return (
    <div className="dial">
      <svg viewBox="0 0 64 64" aria-hidden="true">
        <circle cx="32" cy="32" r="26" className="dial-track" />
        <circle
          cx="32"
          cy="32"
          r="26"
          className="dial-value"
          strokeDasharray={`${share * round} ${round}`}
          transform="rotate(-90 32 32)"
        />
        <text x="32" y="36.5" textAnchor="middle" className="dial-text">
          {Math.floor(share * 100)}%
        </text>
      </svg>
      <p>{label}</p>
    </div>
  );
}

function Risks({ state, rows }: { readonly state: State; readonly rows: readonly WallRow[] }) {
  const { ui } = useTexts();
  const { archive, status } = state;
  const hands = sumOf(rows, 'byHand');
  const risks = [
    ...(archive !== undefined && archive.missing > 0 ? [ui.wall.riskMissing(archive.missing)] : []),
    ...(archive !== undefined && archive.sealedAtMs === undefined ? [ui.wall.riskUnsealed] : []),
    ...(archive !== undefined && !isVerified(state) && status?.plan === undefined ? [ui.wall.riskUnverified] : []),
    ...(status?.plan?.stale === true ? [ui.wall.riskStale] : []),
    ...(status?.journal?.finished === false ? [ui.wall.riskOpen] : []),
    ...(hands > 0 ? [ui.wall.riskHands(hands)] : []),
  ];
  return (
    <section className="card" aria-labelledby="risks-title">
      <h2 id="risks-title">{ui.wall.risks}</h2>
      {risks.length === 0 ? (
        <p className="soft">✓ {ui.wall.noRisks}</p>
      ) : (
        <ul className="stack-tight">
          {risks.map((risk) => (
            <li key={risk} className="risk">
              <span className="risk-sign" aria-hidden="true">
                !
              </span>
              {risk}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Timeline({ state }: { readonly state: State }) {
  const { ui } = useTexts();
  const { archive, results } = state;
  const moments = [
    [ui.pages.inventory, results.inventory?.atMs],
    [ui.wall.exported, archive?.takenAtMs],
    [ui.wall.verified, results.verify?.atMs],
    [ui.wall.sealed, archive?.sealedAtMs],
    [ui.wall.planned, results.plan?.atMs],
    [ui.wall.rehearsed, results.rehearse?.atMs],
    [ui.wall.applied, results.apply?.atMs],
    [ui.wall.proved, results.prove?.atMs],
  ] as const;
  const known = moments.flatMap(([title, atMs]) => (atMs === undefined ? [] : [{ title, atMs }]));
  return (
    <section className="card" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{ui.wall.timeline}</h2>
      <ol className="timeline">
        {known
          .toSorted((a, b) => a.atMs - b.atMs)
          .map(({ title, atMs }) => (
            <li key={title}>
              <span>{title}</span>
              <time dateTime={new Date(atMs).toISOString()} className="soft small">
                {ui.run.at(atMs)}
              </time>
            </li>
          ))}
      </ol>
    </section>
  );
}

function Standing({ state }: { readonly state: State }) {
  const { ui } = useTexts();
  const kinds = useKinds();
  const hasArchive = state.archive !== undefined && !state.busy;
  const { data: counts = [] } = useQuery({ ...countsQuery, enabled: hasArchive });
  const { data: report } = useQuery({ ...reportQuery(), enabled: hasArchive });
  const hasPlan = hasArchive && state.status?.plan !== undefined;
  const { data: hands } = useQuery({ ...planQuery({ type: 'byHand', limit: 500 }), enabled: hasPlan });
  const rows = wallRows({ kinds: kinds.all, state, counts, report, hands: hands?.entries ?? [] });
  if (rows.length === 0) {
    return (
      <Empty title={ui.wall.empty} more={ui.wall.emptyMore}>
        <Link to="/" className="button" data-look="go">
          {ui.toStart}
        </Link>
      </Empty>
    );
  }
  const [exported, verified, planned, proven] = [
    sumOf(rows, 'exported'),
    sumOf(rows, 'verified'),
    sumOf(rows, 'planned'),
    sumOf(rows, 'proven'),
  ];
  return (
    <>
      <div className="hero">
        <Dial share={exported === 0 ? 0 : verified / exported} label={ui.wall.safe(verified, exported)} />
        <Dial
          share={planned === 0 ? 0 : proven / planned}
          label={planned === 0 ? ui.wall.nothingPlanned : ui.wall.gone(proven, planned)}
        />
        <Risks state={state} rows={rows} />
      </div>
      <Wall rows={rows} />
      <Timeline state={state} />
    </>
  );
}

/** The coverage wall: one glance says how far one is from being gone. */
export function Overview() {
  const { ui } = useTexts();
  return (
    <StepPage title={ui.pages.overview} lead={ui.wall.lead}>
      {(state) => <Standing state={state} />}
    </StepPage>
  );
}
