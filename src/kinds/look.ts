import { at, isObject, type Json, type JsonObject } from '../base/json.ts';
import type { PortalError } from '../bitrix24/errors.ts';
import type { Look } from './kind.ts';

/** Whether a refusal says that the record is not there; anything else (no right, no scope) says nothing about it. */
export function saysAbsent(look: Look, error: PortalError): boolean {
  if (error.kind === 'notFound') return true;
  if (look.by === 'ids') return false;
  const words = String(error.detail['description'] ?? '').toLowerCase();
  return (look.absent ?? []).some(
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
