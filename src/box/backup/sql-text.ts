import { BoxError } from '../error.ts';

const quote = 0x27;
const doubleQuote = 0x22;
const backtick = 0x60;
const backslash = 0x5c;
const semicolon = 0x3b;
const newline = 0x0a;
const dash = 0x2d;
const hash = 0x23;
const slash = 0x2f;
const star = 0x2a;

/** No statement of a dump is longer: it would not have fitted through the connection that it came from. */
const longestBytes = 256 << 20;

type Inside = 'code' | 'line' | 'block' | typeof quote | typeof doubleQuote | typeof backtick;

/**
 * The statements of an SQL text as MySQL writes it, one after another, without the semicolons between them and without
 * plain comments (those that carry code, `/*!`, stay). Flat memory but for the longest statement.
 */
export async function* statementsOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let inside: Inside = 'code';
  let escaped = false;
  let held = Buffer.alloc(0);

  const keep = (part: Buffer): void => {
    if (part.length === 0) return;
    keptBytes += part.length;
    if (keptBytes > longestBytes) throw new BoxError('BOX_DUMP_STRANGE', { what: 'LENGTH' });
    kept.push(Buffer.from(part));
  };
  const take = (): Buffer => {
    const whole = Buffer.concat(kept);
    kept = [];
    keptBytes = 0;
    return whole;
  };

  /** `last`: nothing follows, so that two-byte marks at the end are what they look like. */
  function* read(bytes: Buffer, last: boolean): Generator<Buffer, number, void> {
    let start = 0;
    let at = 0;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      const next = bytes[at + 1];
      if (escaped) {
        escaped = false;
        continue;
      }
      if (inside === 'line') {
        if (byte !== newline) continue;
        inside = 'code';
        start = at;
        continue;
      }
      if (inside === 'block') {
        if (next === undefined && !last && byte === star) break;
        if (byte !== star || next !== slash) continue;
        inside = 'code';
        at += 1;
        start = at + 1;
        continue;
      }
      if (inside !== 'code') {
        if (byte === backslash && inside !== backtick) escaped = true;
        else if (byte === inside) inside = 'code';
        continue;
      }
      if (byte === quote || byte === doubleQuote || byte === backtick) {
        inside = byte;
        continue;
      }
      if (byte === semicolon) {
        keep(bytes.subarray(start, at));
        start = at + 1;
        yield take();
        continue;
      }
      const mayBegin = byte === dash || byte === slash;
      if (mayBegin && at + 2 >= bytes.length && !last) break;
      const third = bytes[at + 2];
      const isLine = byte === hash || (byte === dash && next === dash && (third === undefined || third <= 0x20));
      const isBlock = byte === slash && next === star && third !== 0x21;
      if (!isLine && !isBlock) continue;
      keep(bytes.subarray(start, at));
      inside = isLine ? 'line' : 'block';
      if (isBlock) at += 1;
      start = at + 1;
    }
    if (inside !== 'line' && inside !== 'block') keep(bytes.subarray(start, at));
    return at;
  }

  for await (const piece of pieces) {
    const bytes = held.length === 0 ? piece : Buffer.concat([held, piece]);
    const at = yield* read(bytes, false);
    held = Buffer.from(bytes.subarray(at));
  }
  yield* read(held, true);
  const tail = take();
  if (inside !== 'code' && inside !== 'line') throw new BoxError('BOX_DUMP_STRANGE', { what: 'END' });
  yield tail;
}

const table = String.raw`(?:\x60[^\x60.]+\x60|\w+)(?![\w.])`;
const allowed = [
  new RegExp(String.raw`^DROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?${table}\s*$`, 'iu'),
  new RegExp(String.raw`^CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?${table}\s*\((?!\s*SELECT)`, 'iu'),
  new RegExp(String.raw`^(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?INTO\s+${table}\s*(?:\([^()]*\)\s*)?VALUES\s*\(`, 'iu'),
  new RegExp(String.raw`^ALTER\s+TABLE\s+${table}\s+(?:DISABLE|ENABLE)\s+KEYS\s*$`, 'iu'),
];
/** Said of the connection, not of the data: ours has its own. */
const idle = /^(?:SET\s|\/\*!|LOCK\s+TABLES\s|UNLOCK\s+TABLES)/iu;

/**
 * What to do with a statement of somebody else's dump: `run` it, `skip` it, or undefined: no dump of tables has such a
 * one, and it may reach other databases or files.
 */
export function verdictOn(statement: string): 'run' | 'skip' | undefined {
  const text = statement.trim();
  if (text === '' || idle.test(text)) return 'skip';
  return allowed.some((pattern) => pattern.test(text)) ? 'run' : undefined;
}
