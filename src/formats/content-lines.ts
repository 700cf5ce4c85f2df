const lineBytes = 75;

/** A text value of vCard and iCalendar: RFC 6350 3.4, RFC 5545 3.3.11. */
export function textValue(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(/[^\t\n\P{Cc}]/gu, '')
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll('\n', '\\n');
}

/** The value of a parameter: quoted where it must be; quotes and line ends can't stand in one. */
export function parameterValue(text: string): string {
  const plain = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}]/gu, ' ')
    .replaceAll('"', "'")
    .trim();
  return /[:;,]/u.test(plain) ? `"${plain}"` : plain;
}

/** One line, folded: no piece is longer than 75 bytes, no letter is cut apart. */
export function contentLine(name: string, value: string): string {
  const line = `${name}:${value}`;
  if (Buffer.byteLength(line) <= lineBytes) return `${line}\r\n`;
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const letter of line) {
    const bytes = Buffer.byteLength(letter);
    if (used + bytes > lineBytes) {
      pieces.push(piece);
      piece = ' ';
      used = 1;
    }
    piece += letter;
    used += bytes;
  }
  pieces.push(piece);
  return `${pieces.join('\r\n')}\r\n`;
}

/** The same, and nothing at all for an empty value. */
export function optionalLine(name: string, value: string): string {
  return value === '' ? '' : contentLine(name, value);
}
