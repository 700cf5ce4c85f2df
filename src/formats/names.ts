const bytesMax = 255;
/** Room for ` (1234567)` and the like. */
const suffixBytes = 16;

/** What Windows forbids, by what looks alike. `%` and line ends trouble checksum lists. */
const lookAlikes: Readonly<Record<string, string>> = {
  '<': '‹',
  '>': '›',
  ':': '꞉',
  '"': '″',
  '/': '∕',
  '\\': '⧵',
  '|': '¦',
  '?': '？',
  '*': '＊',
  '%': '％',
};

/** Signs that turn the direction of writing or have no width: they make names look like others. */
const unseen = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/gu;
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(?:\.|$)/iu;

function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** The beginning of a text that fits into so many bytes, no letter cut apart. */
function fit(text: string, bytes: number): string {
  if (bytesOf(text) <= bytes) return text;
  let fitting = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text.slice(0, bytes))) {
    used += bytesOf(segment);
    if (used > bytes) break;
    fitting += segment;
  }
  return fitting;
}

/** `.docx` of `Договор.docx`; '' when what stands after the dot is no ending. */
function endingOf(name: string): string {
  return /[^.\s](\.[\p{L}\p{N}_-]{1,12})$/u.exec(name)?.[1] ?? '';
}

/** Trailing dots and spaces fall off on Windows: a stroke holds them. */
function closed(text: string): string {
  return /[. ]$/u.test(text) ? `${text}_` : text;
}

/**
 * One component of a path that every file system takes as it stands: NFC, at most 255 bytes with room for a number, no
 * reserved name of Windows, no separator, no sign that can't be seen. The same name gives the same answer, and an
 * answer is its own answer.
 */
export function safeName(name: string): string {
  let safe = name.toWellFormed().normalize('NFC').replace(unseen, '');
  safe = safe.replace(/[\p{Cc}\u2028\u2029]/gu, ' ').replace(/[<>:"/\\|?*%]/gu, (sign) => lookAlikes[sign] ?? '_');
  safe = safe.trimStart();
  if (/^\.*\s*$/u.test(safe)) safe = safe === '' ? '_' : `${safe.trimEnd()}_`;
  if (reserved.test(safe)) safe = `_${safe}`;
  const ending = endingOf(safe);
  const room = bytesMax - suffixBytes - bytesOf(ending);
  return closed(fit(safe.slice(0, safe.length - ending.length), room) + ending);
}

/** What a file system that looks past case and composition sees of a name. */
function folded(name: string): string {
  return name.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD');
}

/** Names of one folder: each safe, no two that any file system takes for the same. */
export class Names {
  readonly #taken = new Set<string>();

  constructor(taken: readonly string[] = []) {
    for (const name of taken) this.#taken.add(folded(name));
  }

  /** A safe name for `name` that nothing here has yet; a number tells twins apart. */
  take(name: string): string {
    const safe = safeName(name);
    const ending = endingOf(safe);
    const stem = safe.slice(0, safe.length - ending.length);
    let unique = safe;
    for (let number = 2; this.#taken.has(folded(unique)); number++) unique = `${stem} (${number})${ending}`;
    this.#taken.add(folded(unique));
    return unique;
  }
}
