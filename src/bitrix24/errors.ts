import { Bye24Error } from '../base/error.ts';

/**
 * What went wrong between us and the portal. `kind` is what the code decides by; `portalCode` is the portal's own
 * word (it may be '' or '0': Bitrix24 answers many refusals with an empty code).
 */
export type PortalErrorKind =
  | 'refused' // the portal executed nothing and says why in portalCode and the message
  | 'notFound' // a refusal that means: no such record
  | 'accessDenied'
  | 'badCredential' // webhook revoked, token wrong, owner inactive
  | 'missingScope'
  | 'noSuchMethod' // unknown, module off, or not on this plan
  | 'planWithoutRest'
  | 'limited' // QUERY_LIMIT_EXCEEDED: refused before execution
  | 'budgetSpent' // OPERATION_TIME_LIMIT of one method
  | 'overloaded' // OVERLOAD_LIMIT: blocked by hand, stop
  | 'portalDeleted'
  | 'unreachable' // no connection: nothing was sent
  | 'untrusted' // the certificate is not trusted, or a redirect leads where no credential may go: nothing was sent
  | 'unanswered' // sent, and no whole answer came
  | 'notJson' // HTML or cut JSON where JSON was due
  | 'serverError'
  | 'stalledList' // a list that ignores its cursor: asking on would give the same page for ever
  | 'badDownload'; // login page, wrong size, foreign host

export class PortalError extends Bye24Error {
  readonly kind: PortalErrorKind;
  readonly method: string;
  readonly portalCode: string;
  readonly status: number;

  constructor(
    kind: PortalErrorKind,
    facts: {
      readonly method: string;
      readonly portalCode?: string;
      readonly status?: number;
      readonly description?: string;
      readonly cause?: unknown;
    },
  ) {
    const { method, portalCode = '', status = 0, description = '' } = facts;
    super(
      `PORTAL_${kind.replace(/[A-Z]/gu, (letter) => `_${letter}`).toUpperCase()}`,
      { method, portalCode, status, description },
      {
        retryable:
          kind === 'limited' ||
          kind === 'budgetSpent' ||
          kind === 'unreachable' ||
          kind === 'unanswered' ||
          kind === 'serverError' ||
          kind === 'notJson',
        cause: facts.cause,
        message: `${method}: ${kind}${portalCode === '' ? '' : ` ${portalCode}`}${description === '' ? '' : ` (${description})`}`,
      },
    );
    this.kind = kind;
    this.method = method;
    this.portalCode = portalCode;
    this.status = status;
  }

  /** True when the request may have been executed though nobody said so. */
  get outcomeUnknown(): boolean {
    return this.kind === 'unanswered' || this.kind === 'notJson' || this.kind === 'serverError';
  }
}
