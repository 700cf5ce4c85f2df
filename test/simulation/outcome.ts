import type { Transport } from '../../src/bitrix24/port.ts';
import type { ApplyReport } from '../../src/journey/apply/options.ts';
import type { ExportReport } from '../../src/journey/export/export.ts';
import type { ProofReport } from '../../src/journey/prove/types.ts';
import type { Rehearsal } from '../../src/journey/rehearse/rehearse.ts';
import type { LocalPortal } from '../../src/portal/portal.ts';
import type { History, Snapshot } from './history.ts';
import type { Scenario } from './scenario.ts';

/** A journey's own mistakes in what it may be handed: how a planted bug of a port gets in. */
export interface Wraps {
  readonly transport?: (transport: Transport) => Transport;
}

/** The state of an exit at the end of one of its stages, as a checker wants to see it. */
export interface Milestone {
  readonly stage: 'export' | 'plan' | 'apply' | 'prove';
  readonly sequence: number;
  readonly truth: Snapshot;
  readonly bin: ReadonlySet<string>;
}

export interface Outcome {
  readonly scenario: Scenario;
  readonly folder: string;
  readonly archive: string;
  readonly history: History;
  readonly local: LocalPortal;
  readonly before: Snapshot;
  readonly milestones: readonly Milestone[];
  readonly exported?: { readonly report: ExportReport; readonly before: Snapshot; readonly after: Snapshot };
  readonly rehearsal?: Rehearsal;
  readonly proof?: ProofReport;
  readonly applied?: ApplyReport;
  /** What must not be: an exit that can't be taken up again, an obstacle that was not seen. */
  readonly broken: readonly string[];
  /** Records that came home once more, to go in their new version. */
  readonly brought: number;
  readonly requests: number;
  readonly processes: number;
  readonly deaths: number;
  /** How much each process asked of the disk and of the network. */
  readonly sizes: readonly { readonly stage: string; readonly requests: number; readonly diskCalls: number }[];
  close(): void;
}
