import type { Detail, ErrorText } from '../../detail.ts';

const nothingLost = 'Nothing is lost.';
const resumes = 'Nothing is lost: what is in the archive stays, and the same command goes on from there.';

export const portal = {
  PORTAL_REFUSED: (d: Detail): ErrorText => ({
    happened: `The portal refused ${d('method')}: ${d('portalCode')} ${d('description')}`,
    lost: resumes,
    todo: 'The refusal is written down with its reason. If it looks temporary, run the same command again.',
  }),
  PORTAL_NOT_FOUND: (d: Detail): ErrorText => ({
    happened: `The portal says there is no such record (${d('method')}).`,
    lost: nothingLost,
    todo: 'It was probably deleted meanwhile. Run an export again to bring the archive up to date.',
  }),
  PORTAL_ACCESS_DENIED: (d: Detail): ErrorText => ({
    happened: `The owner of the webhook may not do this (${d('method')}): ${d('description')}`,
    lost: resumes,
    todo: 'Use a webhook of an administrator, or of the person whose data it is. `bye24 doctor` shows what this one may do.',
  }),
  PORTAL_BAD_CREDENTIAL: (): ErrorText => ({
    happened: 'The portal does not accept this webhook: it is mistyped, was revoked, or its owner is no longer active.',
    lost: resumes,
    todo: 'Make a new inbound webhook on the portal and run `bye24 connect` again.',
  }),
  PORTAL_MISSING_SCOPE: (d: Detail): ErrorText => ({
    happened: `The webhook lacks a permission that ${d('method')} needs.`,
    lost: resumes,
    todo: 'Open the webhook on the portal, tick the permission, save. `bye24 doctor` lists what is missing and what it costs.',
  }),
  PORTAL_NO_SUCH_METHOD: (d: Detail): ErrorText => ({
    happened: `This portal has no method ${d('method')}: the tool is switched off, or the plan does not include it.`,
    lost: nothingLost,
    todo: 'Nothing, if you do not use that tool. Otherwise switch it on in the settings of the portal and try again.',
  }),
  PORTAL_PLAN_WITHOUT_REST: (): ErrorText => ({
    happened: 'The plan of this portal no longer includes REST, so no program can read it.',
    lost: 'Nothing is lost: the portal still has its data, and so has your archive.',
    todo: 'Extend the plan for the time of the exit (or start a trial), then run the same command. Do this before the portal is closed.',
  }),
  PORTAL_LIMITED: (): ErrorText => ({
    happened:
      'The portal asks for fewer requests, again and again: another program may be using it from the same address.',
    lost: resumes,
    todo: 'Stop other integrations for a while and run the same command again.',
  }),
  PORTAL_BUDGET_SPENT: (d: Detail): ErrorText => ({
    happened: `The ten-minute budget of ${d('method')} is spent, and waiting did not help.`,
    lost: resumes,
    todo: 'Run the same command again in ten minutes.',
  }),
  PORTAL_OVERLOADED: (): ErrorText => ({
    happened: 'The vendor has blocked REST on this portal because of load.',
    lost: resumes,
    todo: 'Write to the support of Bitrix24 and ask them to lift the block (OVERLOAD_LIMIT), then run the same command.',
  }),
  PORTAL_PORTAL_DELETED: (): ErrorText => ({
    happened: 'The portal says that it was deleted.',
    lost: 'What is in your archive is safe. What is not there can no longer be taken through REST.',
    todo: 'If you did not delete it, write to the support of Bitrix24 at once.',
  }),
  PORTAL_UNREACHABLE: (): ErrorText => ({
    happened: 'No connection to the portal. Nothing was sent.',
    lost: resumes,
    todo: 'Check the network and the address of the portal, then run the same command again.',
  }),
  PORTAL_UNANSWERED: (d: Detail): ErrorText => ({
    happened: `The portal did not finish its answer to ${d('method')}.`,
    lost: 'Nothing is lost. If something was being deleted, its state is unknown and will be looked at before anything else.',
    todo: 'Run the same command again: it looks first and then goes on.',
  }),
  PORTAL_NOT_JSON: (d: Detail): ErrorText => ({
    happened: `The portal answered ${d('method')} with something that is not whole JSON (a web page, or a cut answer).`,
    lost: resumes,
    todo: 'Check that the address is that of a Bitrix24 portal and that no proxy or login page stands between, then try again.',
  }),
  PORTAL_SERVER_ERROR: (d: Detail): ErrorText => ({
    happened: `The portal failed at ${d('method')} (HTTP ${d('status')}).`,
    lost: resumes,
    todo: 'Run the same command again a little later.',
  }),
  PORTAL_BAD_DOWNLOAD: (d: Detail): ErrorText => ({
    happened: `A file could not be taken: ${d('description')}`,
    lost: 'The record is safe; the file is named in the report as missing.',
    todo: 'Run the export again; if it stays missing, download that file by hand.',
  }),
  PORTAL_UNTRUSTED: (d: Detail): ErrorText => ({
    happened: `Whoever answered could not prove to be the portal, or a redirect leads where no credential may go (${d('portalCode')}). Nothing was sent.`,
    lost: resumes,
    todo: 'Check the address and the clock of this computer. A portal with its own certificate authority needs that authority named.',
  }),
  PORTAL_STALLED_LIST: (d: Detail): ErrorText => ({
    happened: `The list ${d('method')} can't be read to its end: ${d('description')}`,
    lost: 'Nothing is lost. The list is written down as incomplete, never as whole.',
    todo: 'Run the same command again; if it happens again, report it with the name of the method.',
  }),
};
