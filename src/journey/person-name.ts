import { at, type Json, textOf } from '../base/json.ts';
import { redact } from '../bitrix24/redact.ts';

/**
 * First and last name of a person as the portal gives them, to be shown at once. People write anything into their names:
 * what opens a door is struck out (I11).
 */
export function personName(row: Json | undefined): string {
  const parts = ['NAME', 'LAST_NAME'].map((field) => textOf(at(row, [field])));
  return redact(parts.filter((part) => part !== '').join(' '));
}
