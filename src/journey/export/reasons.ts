import { PortalError, type PortalErrorKind } from '../../bitrix24/errors.ts';

/**
 * Why something could not be taken, as the report names it (I9). Each has its words in both languages in src/texts.
 * EXPORT_COUNTS_DIFFER and below are found by counting; the rest are the portal's refusals.
 */
const reasonCodes = [
  'EXPORT_NO_RIGHT',
  'EXPORT_NO_SCOPE',
  'EXPORT_NO_PLAN',
  'EXPORT_NO_METHOD',
  'EXPORT_REFUSED',
  'EXPORT_UNREACHABLE',
  'EXPORT_PARENT_NOT_TAKEN',
  'EXPORT_COUNTS_DIFFER',
  'EXPORT_ROW_WITHOUT_ID',
  'EXPORT_ROW_OF_UNKNOWN_KIND',
  'EXPORT_NOT_THERE',
  'EXPORT_FILE_SESSION_ONLY',
  'EXPORT_FILE_BY_HAND',
  'EXPORT_FILE_REFUSED',
  'EXPORT_FILE_GONE',
  'EXPORT_FILES_LEFT_OUT',
  'EXPORT_TEAM_REFUSED',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export function isReasonCode(code: string): code is ReasonCode {
  return (reasonCodes as readonly string[]).includes(code);
}

/** Errors after which nothing else can succeed: the whole export stops, with all that it has kept. */
const fatal: ReadonlySet<PortalErrorKind> = new Set([
  'badCredential',
  'portalDeleted',
  'overloaded',
  'planWithoutRest',
  'unreachable',
]);

export function stopsEverything(error: unknown): boolean {
  return !(error instanceof PortalError) || fatal.has(error.kind);
}

/** Whether a refusal of one list of many holds for all of them. */
export function concernsWholeKind(error: PortalError): boolean {
  return error.kind === 'missingScope' || error.kind === 'noSuchMethod' || fatal.has(error.kind);
}

/** The report's reason for a refusal. */
export function reasonOf(error: PortalError): ReasonCode {
  switch (error.kind) {
    case 'accessDenied':
      return 'EXPORT_NO_RIGHT';
    case 'missingScope':
      return 'EXPORT_NO_SCOPE';
    case 'planWithoutRest':
      return 'EXPORT_NO_PLAN';
    case 'noSuchMethod':
      return 'EXPORT_NO_METHOD';
    case 'notFound':
      return 'EXPORT_NOT_THERE';
    case 'unreachable':
    case 'untrusted':
    case 'stalledList':
    case 'unanswered':
    case 'notJson':
    case 'serverError':
    case 'limited':
    case 'budgetSpent':
    case 'overloaded':
    case 'portalDeleted':
      return 'EXPORT_UNREACHABLE';
    case 'badDownload':
      return 'EXPORT_FILE_REFUSED';
    case 'refused':
    case 'badCredential':
      return 'EXPORT_REFUSED';
  }
}
