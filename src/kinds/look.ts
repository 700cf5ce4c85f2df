import { at, isObject, type Json, type JsonObject } from '../base/json.ts';
import type { PortalError } from '../bitrix24/errors.ts';
import type { Outcome } from '../bitrix24/port.ts';
import type { AbsentAnswer, Kind, Look } from './kind.ts';

/** Whether a refusal says that the record is not there; anything else (no right, no scope) says nothing about it. */
export function saysAbsent(look: Look, error: PortalError): boolean {
  if (error.kind === 'notFound') return true;
  return look.by !== 'ids' && isOneOf(look.absent ?? [], error);
}

/** Whether a refusal is one of these. */
export function isOneOf(answers: readonly AbsentAnswer[], error: PortalError): boolean {
  const words = String(error.detail['description'] ?? '').toLowerCase();
  return answers.some(
    ({ code, says }) =>
      code.toLowerCase() === error.portalCode.toLowerCase() &&
      (says === undefined || words.includes(says.toLowerCase())),
  );
}

/** The row of a get's answer, or undefined when there is nothing at its place. */
export function rowOfGet(look: Extract<Look, { by: 'get' }>, result: Json): JsonObject | undefined {
  const row = at(result, look.at);
  return isObject(row) && Object.keys(row).length > 0 ? row : undefined;
}

/** The whole record behind a row that shows it only in part, or undefined when the portal did not give it. */
export function rowOfWhole(
  { at: path }: NonNullable<Kind['parts']>,
  outcome: Outcome | undefined,
): JsonObject | undefined {
  const row = outcome?.is === 'answered' ? at(outcome.answer.result, path) : undefined;
  return isObject(row) && Object.keys(row).length > 0 ? row : undefined;
}
