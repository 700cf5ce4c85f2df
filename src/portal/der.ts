/** The few forms of ASN.1 DER that an X.509 certificate is made of (ITU-T X.690). Each function gives one whole value. */

function value(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.from([bytes]);
  const hex = bytes.toString(16);
  const digits = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([0x80 | digits.length]), digits]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => value(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Buffer => value(0x31, ...parts);
export const boolean = (is: boolean): Buffer => value(0x01, Buffer.from([is ? 0xff : 0]));
export const octets = (bytes: Uint8Array): Buffer => value(0x04, bytes);
export const bits = (bytes: Uint8Array, unused = 0): Buffer => value(0x03, Buffer.from([unused]), bytes);
export const text = (words: string): Buffer => value(0x0c, Buffer.from(words));
/** A value under a number of its own: `[n]`. */
export const tagged = (number: number, ...parts: readonly Uint8Array[]): Buffer => value(0xa0 | number, ...parts);
/** The same for a value without parts, as the names in subjectAltName are. */
export const plainTagged = (number: number, bytes: Uint8Array): Buffer => value(0x80 | number, bytes);

/** A non-negative whole number from its bytes, highest first. */
export function integer(bytes: Uint8Array): Buffer {
  const high = bytes[0] ?? 0;
  return value(0x02, high & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

/** An object identifier, `1.2.840.10045.4.3.2`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const digits = [part & 0x7f];
    for (let left = part >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
    bytes.push(...digits);
  }
  return value(0x06, Buffer.from(bytes));
}

/** A moment of this century's first half, as certificates write it. */
export function utcTime(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replaceAll(/[-:T]/gu, '').slice(2, 14);
  return value(0x17, Buffer.from(`${digits}Z`));
}
