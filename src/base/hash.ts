import { hash } from 'node:crypto';

import { canonical, type Json } from './json.ts';

/** Hex SHA-256 of text or bytes. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data);
}

/** Hex SHA-256 of a value in its canonical form: equal values, equal fingerprints. */
export function fingerprint(value: Json): string {
  return sha256(canonical(value));
}
