import type { RemovalPlan, Step } from '../desktop/plan.ts';
import type { DemoCompany } from './demo-portal.ts';

/** What a command says while it goes on, beside its progress. */
export type Notice =
  /** The web app answers, or a local portal, which has a webhook too. */
  | {
      readonly type: 'ready';
      readonly url: string;
      readonly webhook?: string;
      readonly tlsUrl?: string;
      readonly ca?: string;
    }
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
