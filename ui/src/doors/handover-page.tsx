import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect } from 'react';

import { useAnswers } from '../api/answers.ts';
import { plannedQuery, reportQuery, worksQuery } from '../api/queries.ts';
import { type CommandRun, useCommand } from '../api/run.ts';
import type { ArchiveState, HandoverResult, ProofReport, WorkStanding } from '../api/types.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useTexts } from '../app/settings.tsx';
import { DangerForm } from '../journey/danger-form.tsx';
import { useGoing } from '../journey/going.ts';
import { PlannedKinds } from '../journey/planned-kinds.tsx';
import { Report } from '../journey/proof-report.tsx';
import { RehearsalResult } from '../journey/rehearsal-result.tsx';
import { RunPanel } from '../journey/run-panel.tsx';
import { StepStates } from '../journey/step-states.tsx';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { PersonField, useEmployees } from './person-field.tsx';
import { type Results, useResults } from './results.ts';
import { Stage } from './stages.tsx';
import { WithSealed } from './with-sealed.tsx';

interface Pair {
  readonly from: string;
  readonly to: string;
}

const workName = /^handover-(\d+)-(\d+)$/u;

/** Hand-overs that lie beside the archive, to go on with. */
function Begun({
  works,
  onChoose,
}: {
  readonly works: readonly WorkStanding[];
  readonly onChoose: (pair: Pair) => void;
}) {
  const { ui } = useTexts();
  const people = useEmployees() ?? [];
  const nameOf = (id: string): string => people.find((person) => person.id === id)?.name ?? id;
  const pairs = works.flatMap(({ work }) => {
    const [, from, to] = workName.exec(work) ?? [];
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
  if (pairs.length === 0) return null;
  return (
    <div className="row" role="group" aria-label={ui.doors.begun}>
      <span className="soft small">{ui.doors.begun}:</span>
      {pairs.map((pair) => (
        <Button key={`${pair.from} ${pair.to}`} className="button-small" onClick={() => onChoose(pair)}>
          {ui.handover.pair(nameOf(pair.from), nameOf(pair.to))}
        </Button>
      ))}
    </div>
  );
}

interface StepsProps {
  readonly command: CommandRun;
  readonly results: Results<HandoverResult>;
  readonly pair: Pair;
  readonly archive: ArchiveState;
  readonly standing: WorkStanding;
}

/** What a reading of the portal says of a hand-over that was taken back. */
function Undone({ proof }: { readonly proof: ProofReport }) {
  const { ui } = useTexts();
  return (
    <>
      {proof.total.handed === proof.total.planned ? <Notice look="good" title={ui.handover.undone} /> : null}
      <Report report={proof} />
    </>
  );
}

/** Rehearsal, change, proof and the way back of one hand-over. */
function Steps({ command, results, pair, archive, standing }: StepsProps) {
  const { ui, views } = useTexts();
  const { data: plan } = useQuery(plannedQuery(standing.work));
  const going = useGoing(command, standing.work);
  const { data: report } = useQuery({ ...reportQuery(standing.work), enabled: standing.begun });
  const answering = useAnswers(command);
  const input = { ...pair, archive: archive.path };
  const run = (what: HandoverResult['did']): void => command.start({ ...input, do: what });
  const { rehearse, apply, undo, prove } = results;
  const { begun, rehearsed, finished } = standing;
  if (plan === undefined || plan === null) return null;
  const goes = going?.left.asPlanned.steps ?? 0;
  const canApply = rehearsed && !finished && goes > 0 && !command.isActive;
  return (
    <>
      <Stage id="plan" number={1} title={ui.handover.plan} state="done">
        <p className="headline">{plan.steps === 0 ? ui.handover.empty : ui.handover.goes(plan.steps)}</p>
        <PlannedKinds plan={plan} />
        <p className="soft small">{views.handover.robots}</p>
        {plan.byHand === 0 ? null : (
          <div>
            <Link to="/by-hand" search={{ work: standing.work }} className="button">
              {ui.handover.hands}
            </Link>
          </div>
        )}
      </Stage>
      <RunPanel command={command} isCovered={answering.isCovered} onAgain={() => run('plan')} />
      <Stage
        id="rehearse"
        number={2}
        title={ui.handover.rehearse}
        state={rehearsed ? 'done' : 'open'}
        more={ui.handover.rehearseMore}
      >
        {rehearse === undefined ? null : <RehearsalResult result={rehearse.rehearsal} />}
        {rehearsed && rehearse === undefined ? <Notice look="good" title={ui.handover.rehearsed} /> : null}
        {command.isActive || begun ? null : (
          <div>
            <Button look={rehearsed ? 'plain' : 'go'} onClick={() => run('rehearse')}>
              {ui.handover.rehearse}
            </Button>
          </div>
        )}
      </Stage>
      {canApply ? (
        <DangerForm
          title={ui.handover.applyTitle(goes, plan.portal)}
          portal={plan.portal}
          count={goes}
          go={ui.handover.applyGo(goes, plan.portal)}
          onSubmit={(answers) => {
            answering.give(answers);
            run('apply');
          }}
        >
          {begun ? <Notice look="warning" title={ui.apply.resume} /> : null}
          <p className="soft">{ui.handover.drift}</p>
        </DangerForm>
      ) : (
        <Stage id="apply" number={3} title={ui.handover.apply} state={finished ? 'done' : 'todo'}>
          {apply === undefined ? null : <StepStates states={apply.applied.states} />}
        </Stage>
      )}
      <Stage
        id="prove"
        number={4}
        title={ui.handover.prove}
        state={standing.proved ? 'done' : begun ? 'open' : 'todo'}
        more={ui.handover.proveMore}
      >
        {report?.provedAtMs === undefined ? null : <Report report={report} />}
        {command.isActive || !begun ? null : (
          <div>
            <Button look={standing.proved ? 'plain' : 'go'} onClick={() => run('prove')}>
              {ui.handover.prove}
            </Button>
          </div>
        )}
      </Stage>
      {begun ? (
        <details className="card">
          <summary>{ui.handover.undo}</summary>
          <div className="stack">
            <p className="soft">
              {ui.handover.undoMore} {ui.doors.oneByOne}
            </p>
            {undo === undefined ? null : <StepStates states={undo.applied.states} />}
            {prove?.ofUndo === true ? <Undone proof={prove.proof} /> : null}
            <div>
              <Button disabled={command.isActive} onClick={() => run('undo')}>
                {ui.handover.undo}
              </Button>
            </div>
          </div>
        </details>
      ) : null}
    </>
  );
}

function Handing({ archive }: { readonly archive: ArchiveState }) {
  const { ui } = useTexts();
  const { from = '', to = '' } = useSearch({ from: '/handover' });
  const navigate = useNavigate();
  const command = useCommand('handover');
  const [results] = useResults<HandoverResult>(command);
  const { data: works = [] } = useQuery(worksQuery);
  const choose = (pair: Pair): void => void navigate({ to: '/handover', search: pair, replace: true });
  const { plan } = results;
  // The command finds out who is meant; from then on the two are known by their numbers.
  const [foundFrom, foundTo] = [plan?.from.id, plan?.to.id];
  useEffect(() => {
    if (foundFrom === undefined || foundTo === undefined) return;
    void navigate({ to: '/handover', search: { from: foundFrom, to: foundTo }, replace: true });
  }, [foundFrom, foundTo, navigate]);
  const standing = works.find(({ work }) => work === `handover-${from}-${to}`);
  const start = (): void => command.start({ from, to, archive: archive.path });
  const own: Results<HandoverResult> = Object.fromEntries(
    Object.entries(results).filter(([, result]) => result.from.id === from && result.to.id === to),
  );
  return (
    <>
      <form
        className="card"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          start();
        }}
      >
        <div className="pair">
          <PersonField
            id="from"
            label={ui.handover.from}
            value={from}
            onChange={(value) => choose({ from: value, to })}
          />
          <span className="pair-arrow" aria-hidden="true">
            →
          </span>
          <PersonField id="to" label={ui.handover.to} value={to} onChange={(value) => choose({ from, to: value })} />
        </div>
        {from !== '' && from === to ? <p className="soft">{ui.handover.same}</p> : null}
        <div>
          <Button
            type="submit"
            look={standing?.steps === undefined ? 'go' : 'plain'}
            disabled={command.isActive || from === '' || to === '' || from === to}
          >
            {standing?.steps === undefined ? ui.handover.go : ui.handover.again}
          </Button>
        </div>
        <Begun works={works} onChoose={choose} />
      </form>
      {standing?.steps === undefined ? (
        <RunPanel command={command} onAgain={start} />
      ) : (
        <Steps
          key={standing.work}
          command={command}
          results={own}
          pair={{ from, to }}
          archive={archive}
          standing={standing}
        />
      )}
      {from === '' ? null : (
        <div>
          <Link to="/profile" search={{ who: from }} className="button">
            {ui.handover.profile}
          </Link>
        </div>
      )}
    </>
  );
}

/** One employee's work goes to another: planned, rehearsed, handed over, seen; and the way back. */
export function Handover() {
  const { ui } = useTexts();
  return (
    <div className="stack-loose">
      <PageTitle lead={ui.handover.lead}>{ui.pages.handover}</PageTitle>
      <WithSealed>{(archive) => <Handing archive={archive} />}</WithSealed>
    </div>
  );
}
