import type { RemovalPlan, Step } from '../desktop/plan.ts';
import type { DemoCompany } from './demo-portal.ts';

/** What of an archive a local portal serves, and what it can't. */
export interface ServedArchive {
  readonly records: number;
  /** Kinds that the local portal has no place for. */
  readonly without: readonly string[];
  /** Files that are listed, and whose bytes the archive does not hold: a download says so. */
  readonly filesMissing: number;
}

/** What a command says while it goes on, beside its progress. */
export type Notice =
  /** The web app answers, or a local portal, which has a webhook too. */
  | ({
      readonly type: 'ready';
      readonly url: string;
      readonly webhook?: string;
      /** Whose that webhook is, where it is no administrator's. */
      readonly webhookOf?: string;
      /** `client_id` and `client_secret` of its application. */
      readonly app?: string;
      readonly tlsUrl?: string;
      readonly ca?: string;
    } & Partial<ServedArchive>)
  /** A page to open in the browser, on which a person lets an application in; the browser comes back to `redirect`. */
  | { readonly type: 'consent'; readonly url: string; readonly redirect?: string }
  /** The demo has made its company and its portal. */
  | ({ readonly type: 'company'; readonly url: string } & DemoCompany)
  /** What will be done to this computer, before it is asked about. */
  | { readonly type: 'removal'; readonly plan: RemovalPlan }
  /** A step of that, right before it is done. */
  | {
      readonly type: 'removalStep';
      readonly number: number;
      readonly of: number;
      readonly step: Step;
      readonly command?: readonly string[];
    }
  /** Work on a server has come to its next step. */
  | { readonly type: 'boxStep'; readonly step: string };
