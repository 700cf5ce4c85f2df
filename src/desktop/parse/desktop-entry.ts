/** What a desktop entry of Linux says: its command's program and the links that it opens. */
export interface DesktopEntry {
  readonly program?: string;
  readonly links: readonly string[];
}

/** Reads the main group of a `.desktop` file. https://specifications.freedesktop.org/desktop-entry-spec/latest/ */
export function parseDesktopEntry(text: string): DesktopEntry {
  const group = text.split(/^\[/mu).find((part) => part.startsWith('Desktop Entry]')) ?? '';
  const valueOf = (key: string): string | undefined =>
    new RegExp(`^${key}\\s*=\\s*(.*)$`, 'mu').exec(group)?.[1]?.trim();
  const command = valueOf('Exec') ?? '';
  const words = [...command.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/gu)].map(([, quoted, bare]) =>
    (quoted ?? bare ?? '').replaceAll(/\\(["`$\\])/gu, '$1'),
  );
  const program = words.find((word, index) => !(index === 0 && word === 'env') && !/^\w+=/u.test(word));
  const links = (valueOf('MimeType') ?? '')
    .split(';')
    .flatMap((type) => (type.startsWith('x-scheme-handler/') ? [type.slice('x-scheme-handler/'.length)] : []));
  return program === undefined ? { links } : { program, links };
}
