import { hash } from 'node:crypto';

import type { JsonObject } from '../base/json.ts';
import type { Kind } from '../kinds/kind.ts';
import { canonicalOf } from './forms.ts';
import { scrub } from './scrub.ts';

/**
 * SHA-256 of a row without its volatile fields and secrets: equal for the archived and the live record unless someone
 * changed it (I4). The one way to make a fingerprint; the verifier has its own, on purpose.
 */
export function fingerprintOf(kind: Pick<Kind, 'volatile' | 'secrets'>, row: JsonObject): string {
  return Buffer.from(fingerprintOfScrubbed(kind, scrubbedRow(kind, row))).toString('hex');
}

/** The row as an archive may hold it. The same object when there was nothing to take out. */
export function scrubbedRow(kind: Pick<Kind, 'secrets'>, row: JsonObject): JsonObject {
  const text = JSON.stringify(row);
  const clean = scrub(text, kind.secrets);
  return clean === text ? row : (JSON.parse(clean) as JsonObject);
}

const NONE: readonly string[] = [];

/** The same for a row that is scrubbed already, as bytes. */
export function fingerprintOfScrubbed(kind: Pick<Kind, 'volatile'>, row: JsonObject): Uint8Array {
  return hash('sha256', canonicalOf(row, kind.volatile ?? NONE), 'buffer');
}
