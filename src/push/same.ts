/** One content line without its folding: name, parameters in any order, value. */
function lineKey(line: string): string {
  const at = valueAt(line);
  const [name = '', ...parameters] = splitOutsideQuotes(line.slice(0, at), ';');
  const all = parameters.flatMap((parameter) => {
    const [key = '', value = ''] = parameter.split(/=(.*)/su);
    return splitOutsideQuotes(value, ',').map(
      (each) => `${key.toUpperCase()}=${each.replaceAll('"', '').toUpperCase()}`,
    );
  });
  const value = line
    .slice(at + 1)
    .replaceAll(/\\([nN\\;,:])/gu, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign))
    .replaceAll('\r', '');
  return `${name.toUpperCase()}|${all.toSorted().join(';')}|${value.trimEnd()}`;
}

function valueAt(line: string): number {
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') quoted = !quoted;
    if (line[at] === ':' && !quoted) return at;
  }
  return line.length;
}

function splitOutsideQuotes(text: string, sign: string): readonly string[] {
  const parts: string[] = [''];
  let quoted = false;
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    if (letter === sign && !quoted) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

/** Lines that a server may write anew: its own mark, the time of the last change. */
const own = /^(?:PRODID|REV|DTSTAMP|LAST-MODIFIED|X-RADICALE-\w+)\|/u;

function keysOf(text: string): readonly string[] {
  return text
    .replaceAll(/\r?\n[ \t]/gu, '')
    .split(/\r?\n/u)
    .filter((line) => line !== '')
    .map(lineKey)
    .filter((key) => !own.test(key));
}

/**
 * Whether a card or calendar object that a server gives back says all that the one sent to it says. Servers fold lines,
 * order them and quote their parameters in their own way, and may add to them.
 */
export function sameObject(sent: string, there: string): boolean {
  const left = new Map<string, number>();
  for (const key of keysOf(there)) left.set(key, (left.get(key) ?? 0) + 1);
  return keysOf(sent).every((key) => {
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count > 0;
  });
}
