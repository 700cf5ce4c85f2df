import { hash } from 'node:crypto';

import { canonical, type JsonObject } from '../base/json.ts';
import type { Kind } from '../kinds/kind.ts';
import { scrub } from './scrub.ts';

/**
 * SHA-256 of a row without its volatile fields and secrets: equal for the archived and the live record unless someone
 * changed it (I4). The one way to make a fingerprint; the verifier has its own, on purpose.
 */
export function fingerprintOf(kind: Pick<Kind, 'volatile' | 'secrets'>, row: JsonObject): string {
  return fingerprintOfScrubbed(kind.volatile ?? [], scrubbedRow(kind, row));
}

/** The row as an archive may hold it. The same object when there was nothing to take out. */
export function scrubbedRow(kind: Pick<Kind, 'secrets'>, row: JsonObject): JsonObject {
  const text = JSON.stringify(row);
  const clean = scrub(text, kind.secrets);
  return clean === text ? row : (JSON.parse(clean) as JsonObject);
}

/** The same for a row that is scrubbed already. */
export function fingerprintOfScrubbed(volatile: readonly string[], row: JsonObject): string {
  return hash('sha256', canonical(withoutFields(row, volatile)));
}

function withoutFields(row: JsonObject, fields: readonly string[]): JsonObject {
  if (!fields.some((field) => field in row)) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => !fields.includes(name)));
}
