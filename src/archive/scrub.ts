import { mayHoldSecret, redact, struckOut } from '../bitrix24/redact.ts';

/** What stands in the archive where a secret was: the same as on the wire, or fingerprints would differ. */
export const SCRUBBED = struckOut;

// A slash inside JSON may be written as \/, and belongs to the secret; an & may be \u0026, a ? may be \u003f.
const IN_QUERY =
  /((?:[?&;]|\\u0026|\\u003[fF]|&amp;)(?:auth|token|access_token|refresh_token|sessid|sessionid|signature|client_secret|application_token)=)(?:[^&"'\\\s<>#;)]|\\\/)+/giu;
const SUSPECT =
  /(?:auth|token|sessid|sessionid|signature|auth_id|refresh_id|secret)(?:=|%3d|\\*"\s*:)|rest(?:\\*\/|%2f)/iu;

/**
 * A text of JSON without secrets (I11), by the wire's own rule, and without the values of the members named `fields`,
 * whatever they hold. The shape stays: the same members, the same places.
 */
export function scrub(json: string, fields: readonly string[] = []): string {
  const urls = SUSPECT.test(json) ? redact(json).replace(IN_QUERY, `$1${SCRUBBED}`) : json;
  return fields.reduce(withoutMember, urls);
}

/** The text with the value of every member of that name struck out; empty ones stay, they tell that there was nothing. */
function withoutMember(json: string, field: string): string {
  const pattern = memberPattern(field);
  let clean = '';
  let from = 0;
  for (let found = pattern.exec(json); found !== null; found = pattern.exec(json)) {
    const start = found.index + found[0].length;
    const end = endOfValue(json, start);
    pattern.lastIndex = end;
    if (EMPTY.test(json.slice(start, end))) continue;
    clean += `${json.slice(from, start)}"${SCRUBBED}"`;
    from = end;
  }
  pattern.lastIndex = 0;
  return from === 0 ? json : clean + json.slice(from);
}

const EMPTY = /^(?:""|null|true|false|\[\s*\]|\{\s*\})$/u;

/** Where the value that begins at `start` ends. The JSON is known to be whole. */
function endOfValue(json: string, start: number): number {
  const first = json[start];
  if (first === '"') return endOfText(json, start) + 1;
  if (first !== '{' && first !== '[') {
    WORD_END.lastIndex = start;
    return WORD_END.exec(json)?.index ?? json.length;
  }
  let depth = 0;
  for (let at = start; at < json.length; at++) {
    const character = json[at];
    if (character === '"') at = endOfText(json, at);
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return at + 1;
  }
  return json.length;
}

const WORD_END = /[,}\]\s]/gu;

/** The closing quote of the text that opens at `start`. */
function endOfText(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}

/** False where `scrub` would surely find nothing in this UTF-8. */
export function mayNeedScrub(utf8: Uint8Array, fields: readonly string[]): boolean {
  const bytes = Buffer.from(utf8.buffer, utf8.byteOffset, utf8.byteLength);
  return mayHoldSecret(utf8) || fields.some((field) => bytes.includes(field));
}

const patterns = new Map<string, RegExp>();

function memberPattern(field: string): RegExp {
  const known = patterns.get(field);
  if (known !== undefined) return known;
  const name = field.replace(/[^\w]/gu, String.raw`\$&`);
  const made = new RegExp(String.raw`"${name}"\s*:\s*`, 'gu');
  patterns.set(field, made);
  return made;
}
