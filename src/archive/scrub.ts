import { redact, struckOut } from '../bitrix24/redact.ts';

/** What stands in the archive where a secret was: the same as on the wire, or fingerprints would differ. */
export const SCRUBBED = struckOut;

// A slash inside JSON may be written as \/, and belongs to the secret; an & may be \u0026, a ? may be \u003f.
const IN_QUERY =
  /((?:[?&;]|\\u0026|\\u003[fF]|&amp;)(?:auth|token|access_token|refresh_token|sessid|client_secret|application_token)=)(?:[^&"'\\\s<>#;)]|\\\/)+/giu;
const SUSPECT = /(?:auth|token|sessid|auth_id|refresh_id|secret)(?:=|%3d|\\*"\s*:)|rest(?:\\*\/|%2f)/iu;

/**
 * A text of JSON without secrets (I11), by the wire's own rule, and without the values of the members named `fields`.
 * The shape stays: the same members, the same places.
 */
export function scrub(json: string, fields: readonly string[] = []): string {
  const urls = SUSPECT.test(json) ? redact(json).replace(IN_QUERY, `$1${SCRUBBED}`) : json;
  return fields.reduce((text, field) => text.replace(memberPattern(field), `$1"${SCRUBBED}"`), urls);
}

const patterns = new Map<string, RegExp>();

function memberPattern(field: string): RegExp {
  const known = patterns.get(field);
  if (known !== undefined) return known;
  const name = field.replace(/[^\w]/gu, String.raw`\$&`);
  const made = new RegExp(String.raw`("${name}"\s*:\s*)(?:"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*)`, 'gu');
  patterns.set(field, made);
  return made;
}
