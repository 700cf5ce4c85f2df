import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { stateQuery } from '../api/queries.ts';
import type { CommandRun } from '../api/run.ts';
import type { State } from '../api/types.ts';
import { PageTitle } from '../app/page-title.tsx';
import { Button } from '../parts/button.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { NeedsPortal } from './needs.tsx';
import { offersAgain, RunPanel } from './run-panel.tsx';

interface StepPageProps {
  readonly title: string;
  readonly lead: string;
  readonly children: (state: State) => ReactNode;
}

/** The frame of a page of the way: what it is about, where one stands, and what went wrong in asking. */
export function StepPage({ title, lead, children }: StepPageProps) {
  const { data: state, error, refetch } = useQuery(stateQuery);
  return (
    <div className="stack-loose">
      <PageTitle lead={lead}>{title}</PageTitle>
      {error === null ? null : <ErrorCard error={error} onRetry={() => void refetch()} />}
      {state === undefined ? error === null ? <Waiting /> : null : children(state)}
    </div>
  );
}

interface PortalStepProps {
  readonly state: State;
  readonly command: CommandRun;
  /** The button, before the first time and after it. */
  readonly go: string;
  readonly again: string;
  /** What the command is told beside its portal, and where a person chooses that. */
  readonly input?: Readonly<Record<string, unknown>>;
  readonly choice?: ReactNode;
  /** What the command brought. */
  readonly children: ReactNode | undefined;
}

/** A step that asks the portal: one button, the progress, and what came of it. */
export function PortalStep({ state, command, go, again, input, choice, children }: PortalStepProps) {
  if (state.portals.length === 0) return <NeedsPortal />;
  const start = (): void =>
    command.start({ ...(state.portal === undefined ? {} : { portal: state.portal }), ...input });
  const first = children === undefined;
  return (
    <>
      {command.isActive || offersAgain(command) ? null : (
        <div>
          <Button look={first ? 'go' : 'plain'} onClick={start}>
            {first ? go : again}
          </Button>
        </div>
      )}
      <RunPanel command={command} onAgain={start} />
      {children}
      {command.isActive ? null : choice}
    </>
  );
}
