/** Types by the endings of names, for what a page can show. The portal calls most files of its drive a stream of bytes. */
const byEnding: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  webm: 'video/webm',
  pdf: 'application/pdf',
  html: 'text/html',
  htm: 'text/html',
  ...Object.fromEntries(
    ['txt', 'csv', 'tsv', 'log', 'md', 'json', 'xml', 'yml', 'yaml', 'ini', 'sql', 'vcf', 'ics'].map((ending) => [
      ending,
      'text/plain',
    ]),
  ),
};

/** Types that say no more than that there are bytes. */
const vague = /^(?:|application\/(?:octet-stream|force-download|x-download|download|binary)|binary\/octet-stream)$/u;

/** Names that some programs have for the same. */
const sameAs: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'audio/mp3': 'audio/mpeg',
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/x-m4a': 'audio/mp4',
  'text/csv': 'text/plain',
};

/** The type of a file: as the portal told it, or by its name where the portal told nothing. */
export function mediaTypeOf(name: string, told: string | undefined): string {
  const type = told?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!vague.test(type)) return sameAs[type] ?? type;
  const ending = /\.([a-z\d]+)$/iu.exec(name.trim())?.[1]?.toLowerCase() ?? '';
  return (Object.hasOwn(byEnding, ending) ? byEnding[ending] : undefined) ?? 'application/octet-stream';
}

/** How the letters of a text are written: old files of Windows are in the Cyrillic code page of their time. */
export function charsetOf(beginning: Uint8Array): 'utf-8' | 'windows-1251' {
  try {
    // The last letter may be cut in two.
    new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1251';
  }
}
