import { isList, isObject, type Json } from '../base/json.ts';

/** What stands where a secret stood. */
export const struckOut = 'REDACTED';

const name =
  'auth|auth_token|token|sessid|access_token|refresh_token|AUTH_ID|REFRESH_ID|client_secret|application_token';
/** A slash and an ampersand as text, JSON (PHP escapes both) or HTML may spell them. */
const slash = String.raw`(?:\\*/|%2F)`;
const patterns: readonly (readonly [RegExp, string])[] = [
  // /rest/1/CODE/ and /rest/api/1/CODE/
  [
    new RegExp(
      String.raw`(${slash}rest${slash}(?:api${slash})?\d+${slash})([A-Za-z0-9_-]{5,})(?=$|[^A-Za-z0-9_-])`,
      'giu',
    ),
    `$1${struckOut}`,
  ],
  // ?auth=…&token=…
  [
    new RegExp(String.raw`((?:^|[?&;\s"'(]|\\+u0026|%26|%3F|[?&]amp;)(?:${name})(?:=|%3D))([^&\s"'<>\\;)]+)`, 'giu'),
    `$1${struckOut}`,
  ],
  // "access_token": "…"
  [new RegExp(String.raw`(\\*"(?:${name})\\*"\s*:\s*\\*")([^"\\]+)`, 'giu'), `$1${struckOut}`],
];

/**
 * Strikes webhook codes, tokens and session ids out of any text: a URL, JSON, HTML or prose. JSON stays JSON. Doing it
 * twice changes nothing more.
 */
export function redact(text: string): string {
  return patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}

const secretKey = new RegExp(`^(?:${name})$`, 'iu');

const suspect = /(?:auth|token|sessid|auth_id|refresh_id|secret)(?:=|%3d|\\*")|rest(?:\\*\/|%2f)/iu;

const looks = new WeakMap<Uint8Array, boolean>();

/** Answers are megabytes: texts of that size, made for a look, would stay until everything is swept. */
const pieceBytes = 1 << 15;
/** Longer than anything suspicious, but for a run of backslashes in it. */
const overlapBytes = 32;
const backslash = 0x5c;

/**
 * False where `redact` would surely find nothing in this UTF-8. Most answers are clean, and a look at their bytes, one for
 * all who ask, is cheap.
 */
export function mayHoldSecret(utf8: Uint8Array): boolean {
  const known = looks.get(utf8);
  if (known !== undefined) return known;
  const may = looksSuspect(Buffer.from(utf8.buffer, utf8.byteOffset, utf8.byteLength));
  looks.set(utf8, may);
  return may;
}

function looksSuspect(bytes: Buffer): boolean {
  for (let from = 0; ; from -= overlapBytes) {
    let to = Math.min(from + pieceBytes, bytes.length);
    while (to < bytes.length && bytes[to - 1] === backslash) to++;
    if (suspect.test(bytes.toString('latin1', from, to))) return true;
    if (to === bytes.length) return false;
    from = to;
  }
}

/** The same for every text inside a value; a text under a name like `access_token` goes whole. */
export function redactJson(value: Json): Json {
  if (typeof value === 'string') return redact(value);
  if (isList(value)) return value.map(redactJson);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      secretKey.test(key) && typeof inner === 'string' && inner !== '' ? struckOut : redactJson(inner),
    ]),
  );
}
