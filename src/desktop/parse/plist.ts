import { parseBinaryPlist } from './binary-plist.ts';

/** What a property list may hold, as far as we read it: dates and bytes are left out. */
export type PlistValue = string | number | boolean | readonly PlistValue[] | { readonly [key: string]: PlistValue };

/** A property list in either of its forms; undefined for anything else. */
export function parsePlist(bytes: Buffer): PlistValue | undefined {
  try {
    if (bytes.subarray(0, 6).toString('latin1') === 'bplist') return parseBinaryPlist(bytes);
    return parseXml(bytes.toString('utf8'));
  } catch {
    // A file that lies about its form tells nothing.
    return undefined;
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Named and numbered characters. */
const plain = (text: string): string =>
  text.replaceAll(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));/giu,
    (whole, name?: string, decimal?: string, hex?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );

/** Opening, closing and empty elements, and the text between them. */
const token = /<(\/?)([a-z]+)[^>]*?(\/?)>([^<]*)/giu;

interface Open {
  readonly element: string;
  readonly items: PlistValue[];
  readonly keys: string[];
}

function close({ element, items, keys }: Open): PlistValue {
  if (element === 'array') return items;
  return Object.fromEntries(keys.map((key, index) => [key, items[index] ?? '']));
}

function parseXml(text: string): PlistValue | undefined {
  const stack: Open[] = [];
  let result: PlistValue | undefined;
  const put = (value: PlistValue): void => {
    const top = stack.at(-1);
    if (top === undefined) result ??= value;
    else top.items.push(value);
  };
  for (const [, closing, element = '', empty, content = ''] of text.matchAll(token)) {
    if (element === 'dict' || element === 'array') {
      if (closing === '/') put(close(stack.pop() ?? { element, items: [], keys: [] }));
      else if (empty === '/') put(element === 'dict' ? {} : []);
      else stack.push({ element, items: [], keys: [] });
    } else if (closing === '/' || element === 'plist') continue;
    else if (element === 'key') stack.at(-1)?.keys.push(plain(content));
    else if (element === 'true' || element === 'false') put(element === 'true');
    else if (element === 'integer' || element === 'real') put(Number(content));
    else put(plain(content));
  }
  return result;
}

/** The text at `key` of a property list. */
export function textAt(value: PlistValue | undefined, key: string): string | undefined {
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  const found = (value as Readonly<Record<string, PlistValue>>)[key];
  return typeof found === 'string' ? found : undefined;
}

/** All texts in a property list, at any depth. */
export function textsIn(value: PlistValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object') return [];
  return Object.values(value).flatMap((one: PlistValue) => textsIn(one));
}
