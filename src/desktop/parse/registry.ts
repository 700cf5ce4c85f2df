/** A value of the registry; `data` is text where its type is a text, else undefined. */
export interface RegistryValue {
  /** '' is the default value of its key. */
  readonly name: string;
  readonly data?: string;
}

export interface RegistryKey {
  readonly key: string;
  readonly values: readonly RegistryValue[];
}

/** Text of a file or answer of Windows: UTF-16 by its mark or its zeros, else UTF-8. */
export function decodeWindows(bytes: Buffer): string {
  if (bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  if (bytes.length >= 4 && bytes[1] === 0 && bytes[3] === 0) return bytes.toString('utf16le');
  return bytes.toString('utf8').replace(/^\ufeff/u, '');
}

const unescape = (text: string): string => text.replaceAll(/\\(["\\])/gu, '$1');

/** REG_EXPAND_SZ (2) and REG_MULTI_SZ (7) are written as bytes of UTF-16. */
function textOfBytes(data: string): string | undefined {
  const match = /^hex\((?:2|7)\):([\da-f,\s]*)$/iu.exec(data);
  if (match === null) return undefined;
  const bytes = (match[1] ?? '').split(',').map((byte) => Number.parseInt(byte.trim(), 16));
  return Buffer.from(bytes.filter((byte) => !Number.isNaN(byte)))
    .toString('utf16le')
    .replaceAll('\0', '\n')
    .trim();
}

const valueLine = /^(@|"(?:[^"\\]|\\.)*")=(.*)$/su;

/**
 * The keys of a file that `reg export` wrote, with their values. Lines that are not understood are passed over: nothing is
 * concluded from them.
 */
export function parseRegistry(bytes: Buffer): readonly RegistryKey[] {
  const keys: { key: string; values: RegistryValue[] }[] = [];
  // A long value goes on in the next line after a backslash at the end of a line of bytes.
  const text = decodeWindows(bytes)
    .replaceAll('\r\n', '\n')
    .replaceAll(/,\\\n\s*/gu, ',');
  for (const line of entries(text)) {
    const key = /^\[(?!-)(.+)\]$/u.exec(line)?.[1];
    if (key !== undefined) {
      keys.push({ key, values: [] });
      continue;
    }
    const match = valueLine.exec(line);
    const current = keys.at(-1);
    if (match === null || current === undefined) continue;
    const [, quoted = '', raw = ''] = match;
    const name = quoted === '@' ? '' : unescape(quoted.slice(1, -1));
    const data = /^".*"$/su.test(raw) ? unescape(raw.slice(1, -1)) : textOfBytes(raw);
    current.values.push(data === undefined ? { name } : { name, data });
  }
  return keys;
}

/** Lines, where a text in quotes may hold line ends itself. */
function* entries(text: string): Generator<string, void, void> {
  let open = '';
  for (const line of text.split('\n')) {
    open = open === '' ? line : `${open}\n${line}`;
    const isOpenText = /^(?:@|"(?:[^"\\]|\\.)*")="(?:[^"\\]|\\.)*$/su.test(open);
    if (isOpenText) continue;
    yield open.trimEnd();
    open = '';
  }
  if (open !== '') yield open;
}

/**
 * What `reg import` needs to bring back a key, or one value of it: never a value of somebody else's in the same key, which
 * may have changed since. undefined: there is nothing of that name.
 */
export function undoText(bytes: Buffer, key: string, value?: string): string | undefined {
  const text = decodeWindows(bytes)
    .replaceAll('\r\n', '\n')
    .replaceAll(/,\\\n\s*/gu, ',');
  const kept: string[] = [];
  let inside = false;
  for (const line of entries(text)) {
    const heading = /^\[(?!-)(.+)\]$/u.exec(line)?.[1];
    if (heading !== undefined) {
      const [low, own] = [heading.toLowerCase(), key.toLowerCase()];
      inside = value === undefined ? low === own || low.startsWith(`${own}\\`) : low === own;
      if (inside && (value === undefined || kept.length === 0)) kept.push('', line);
      continue;
    }
    const match = inside ? valueLine.exec(line) : null;
    if (match === null) continue;
    const [, quoted = ''] = match;
    const name = quoted === '@' ? '' : unescape(quoted.slice(1, -1));
    if (value === undefined || name.toLowerCase() === value.toLowerCase()) kept.push(line);
  }
  const found = value === undefined ? kept.length > 0 : kept.length > 2;
  return found ? ['Windows Registry Editor Version 5.00', ...kept, ''].join('\r\n') : undefined;
}
