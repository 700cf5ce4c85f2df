import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';

import { fieldTitle } from '../../../src/kinds/field-title.ts';
import { useAnswers } from '../api/answers.ts';
import { plannedQuery, reportQuery, worksQuery } from '../api/queries.ts';
import { type CommandRun, useCommand } from '../api/run.ts';
import type { ArchiveState, SubjectResult } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
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
import { Empty } from '../parts/empty.tsx';
import { Notice } from '../parts/notice.tsx';
import { type Results, useResults } from './results.ts';
import { Stage } from './stages.tsx';
import { WithSealed } from './with-sealed.tsx';

type Found = Extract<SubjectResult, { readonly did: 'find' }>['found'][number];
type Did = SubjectResult['did'];

const shownOfGroup = 50;

function FoundGroup({ is, found }: { readonly is: Found['is']; readonly found: readonly Found[] }) {
  const { ui, format, language } = useTexts();
  const kinds = useKinds();
  if (found.length === 0) return null;
  return (
    <section className="card" aria-labelledby={`found-${is}`}>
      <div className="row spread">
        <h2 id={`found-${is}`}>{ui.subject[is]}</h2>
        <strong className="tile-number">{format.number(found.length)}</strong>
      </div>
      <ul className="rows">
        {found.slice(0, shownOfGroup).map(({ key, name, why }) => (
          <li key={`${key.kind} ${key.id}`} className="row-line">
            <span className="grow breakable">
              <Link to="/archive/$kind/$id" params={{ kind: key.kind, id: key.id }}>
                {name === '' ? `${kinds.one(key.kind)} ${key.id}` : name}
              </Link>{' '}
              <span className="badge">{kinds.one(key.kind)}</span>
            </span>
            <span className="soft small breakable">
              {format.list([
                ...new Set(
                  why.map(({ by, field }) =>
                    ui.subject.because(
                      ui.subject.by[by],
                      by === 'belongs' ? '' : fieldTitle(kinds.find(key.kind)?.columns ?? [], field, language),
                    ),
                  ),
                ),
              ])}
            </span>
          </li>
        ))}
      </ul>
      {found.length > shownOfGroup ? <p className="soft">{ui.subject.more(found.length - shownOfGroup)}</p> : null}
    </section>
  );
}

function FoundRecords({ found }: { readonly found: readonly Found[] }) {
  const { ui, views } = useTexts();
  if (found.length === 0) return <Empty title={views.subject.nothing} more={views.subject.notRead} />;
  return (
    <>
      <p className="headline" role="status">
        {ui.subject.found(found.length)}
      </p>
      {(['about', 'belongs', 'mentions'] as const).map((is) => (
        <FoundGroup key={is} is={is} found={found.filter((one) => one.is === is)} />
      ))}
      <p className="soft small">{views.subject.notRead}</p>
    </>
  );
}

interface WayProps {
  readonly command: CommandRun;
  readonly results: Results<SubjectResult>;
  readonly work: string;
  readonly onRun: (what: Did) => void;
}

/** The dossier, and the way to the deletion. */
function Way({ command, results, work, onRun }: WayProps) {
  const { ui, views } = useTexts();
  const { data: works = [] } = useQuery(worksQuery);
  const { data: plan } = useQuery(plannedQuery(work));
  const standing = works.find((one) => one.work === work);
  const { begun = false, rehearsed = false, finished = false, proved = false } = standing ?? {};
  const { data: report } = useQuery({ ...reportQuery(work), enabled: begun });
  const answering = useAnswers(command);
  const { isActive } = command;
  const planned = plan ?? undefined;
  const goes = useGoing(command, work)?.left.asPlanned.steps ?? 0;
  return (
    <>
      <Stage id="dossier" number={1} title={ui.subject.dossier} state="open" more={ui.subject.dossierMore}>
        {results.export === undefined ? null : (
          <Notice
            look="good"
            title={ui.subject.dossierDone(results.export.dossier.records, results.export.dossier.files)}
          >
            <p className="small breakable">
              {ui.doors.folder}: <code>{results.export.path}</code>
            </p>
          </Notice>
        )}
        <div>
          <Button disabled={isActive} onClick={() => onRun('export')}>
            {ui.subject.dossierGo}
          </Button>
        </div>
      </Stage>
      <Stage
        id="plan"
        number={2}
        title={ui.subject.plan}
        state={planned === undefined ? 'open' : 'done'}
        more={ui.subject.planMore}
      >
        {planned === undefined ? null : <PlannedKinds plan={planned} />}
        {begun ? null : (
          <div>
            <Button disabled={isActive} onClick={() => onRun('plan')}>
              {ui.subject.planGo}
            </Button>
          </div>
        )}
      </Stage>
      <RunPanel command={command} isCovered={answering.isCovered} onAgain={() => onRun('find')} />
      {planned === undefined ? null : (
        <>
          <Stage
            id="rehearse"
            number={3}
            title={ui.subject.rehearse}
            state={rehearsed ? 'done' : 'open'}
            more={ui.handover.rehearseMore}
          >
            {results.rehearse === undefined ? null : <RehearsalResult result={results.rehearse.rehearsal} />}
            {begun ? null : (
              <div>
                <Button look={rehearsed ? 'plain' : 'go'} disabled={isActive} onClick={() => onRun('rehearse')}>
                  {ui.subject.rehearse}
                </Button>
              </div>
            )}
          </Stage>
          {rehearsed && !finished && goes > 0 && !isActive ? (
            <DangerForm
              title={ui.subject.applyTitle(goes, planned.portal)}
              portal={planned.portal}
              count={goes}
              go={ui.subject.applyGo(goes, planned.portal)}
              check={ui.apply.checked}
              onSubmit={(answers) => {
                answering.give(answers);
                onRun('apply');
              }}
            >
              {begun ? <Notice look="warning" title={ui.apply.resume} /> : null}
              <p className="soft">{ui.apply.drift}</p>
            </DangerForm>
          ) : (
            <Stage id="apply" number={4} title={ui.subject.apply} state={finished ? 'done' : 'todo'}>
              {results.apply === undefined ? null : <StepStates states={results.apply.applied.states} />}
            </Stage>
          )}
          <Stage
            id="prove"
            number={5}
            title={ui.subject.prove}
            state={proved ? 'done' : begun ? 'open' : 'todo'}
            more={ui.prove.lead}
          >
            {report?.provedAtMs === undefined ? null : <Report report={report} />}
            {proved ? <p className="soft small">{views.subject.archiveHolds}</p> : null}
            {begun ? (
              <div className="row">
                <Button look={proved ? 'plain' : 'go'} disabled={isActive} onClick={() => onRun('prove')}>
                  {ui.prove.go}
                </Button>
                <Link to="/by-hand" search={{ work }} className="button">
                  {ui.pages.byHand}
                </Link>
              </div>
            ) : null}
          </Stage>
        </>
      )}
    </>
  );
}

const fields = ['name', 'phone', 'email'] as const;

function Looking({ archive }: { readonly archive: ArchiveState }) {
  const { ui } = useTexts();
  const command = useCommand('subject');
  const [results, forget] = useResults<SubjectResult>(command);
  const [typed, setTyped] = useState({ name: '', phone: '', email: '' });
  /** Whom the results are about: what is typed meanwhile is somebody else. */
  const [sought, setSought] = useState<Readonly<Record<string, string>>>();
  const hints = { name: ui.subject.nameHint, phone: ui.subject.phoneHint, email: undefined };
  const run = (what: Did, who = sought): void => command.start({ ...who, do: what, archive: archive.path });
  const find = (): void => {
    const who = Object.fromEntries(
      fields.map((field) => [field, typed[field].trim()] as const).filter(([, text]) => text !== ''),
    );
    setSought(who);
    forget();
    run('find', who);
  };
  const { find: looked } = results;
  const work = looked?.folder.split(/[/\\]/u).at(-1);
  return (
    <>
      <form
        className="card"
        role="search"
        aria-label={ui.pages.subject}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          find();
        }}
      >
        <div className="trio">
          {fields.map((field) => (
            <div key={field} className="field">
              <label htmlFor={`subject-${field}`}>{ui.subject[field]}</label>
              <input
                id={`subject-${field}`}
                value={typed[field]}
                autoComplete="off"
                inputMode={field === 'phone' ? 'tel' : field === 'email' ? 'email' : 'text'}
                placeholder={hints[field]}
                onChange={({ target }) => setTyped({ ...typed, [field]: target.value })}
              />
            </div>
          ))}
        </div>
        <div>
          <Button
            type="submit"
            look="go"
            disabled={command.isActive || fields.every((field) => typed[field].trim() === '')}
          >
            {ui.subject.find}
          </Button>
        </div>
      </form>
      {sought === undefined || looked === undefined || work === undefined ? (
        <>
          <RunPanel command={command} onAgain={find} />
          {sought === undefined && !command.isActive ? (
            <Empty title={ui.subject.start} more={ui.subject.startMore} />
          ) : null}
        </>
      ) : (
        <>
          <FoundRecords found={looked.found} />
          {looked.found.length === 0 ? (
            <RunPanel command={command} onAgain={find} />
          ) : (
            <Way key={work} command={command} results={results} work={work} onRun={run} />
          )}
        </>
      )}
    </>
  );
}

/** One person's data: found, handed out, deleted, proven. */
export function Subject() {
  const { ui } = useTexts();
  return (
    <div className="stack-loose">
      <PageTitle lead={ui.subject.lead}>{ui.pages.subject}</PageTitle>
      <WithSealed>{(archive) => <Looking archive={archive} />}</WithSealed>
    </div>
  );
}
