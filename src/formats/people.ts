import type { Archive } from '../archive/archive.ts';
import type { ArchivedFile } from '../archive/types.ts';
import type { Printing, Resolved } from '../markup/printing.ts';
import { portalPath, recordOfPath } from '../markup/addresses.ts';

/** What an employee is called; the bare id where the archive does not know. */
export function personName(archive: Archive, id: string): string {
  return archive.record({ kind: 'user', id })?.name || id;
}

const kindOf: Readonly<Record<string, string>> = {
  user: 'user',
  project: 'workgroup',
  department: 'department',
  chat: 'chat',
  message: 'chat-message',
  file: 'disk-file',
};

/**
 * Gives what a text points to its name; files that lie beside it, by `hrefOf`, a link. `lost` hears of what is neither
 * in the archive nor beside the text.
 */
export function printingFor(
  archive: Archive,
  hrefOf: (fileId: string) => string | undefined,
  lost: (what: string) => void,
): Printing {
  return {
    resolve({ to, id }): Resolved | undefined {
      if (to === 'link') {
        const path = portalPath(id, archive.portal);
        const target = path === undefined ? undefined : recordOfPath(path);
        const name = target === undefined ? undefined : archive.record(target)?.name;
        // The printer itself decides whether an address may be a link.
        return name === undefined ? undefined : { title: name };
      }
      const href = to === 'file' || to === 'attachment' ? hrefOf(id) : undefined;
      const title = archive.record({ kind: kindOf[to] ?? to, id: to === 'chat' ? `chat${id}` : id })?.name;
      if (href === undefined && title === undefined) {
        lost(`${to}:${id}`);
        return undefined;
      }
      return { ...(href === undefined ? {} : { href }), ...(title === undefined ? {} : { title }) };
    },
  };
}

/** A path as a link says it. */
export function linkTo(...parts: readonly string[]): string {
  return `./${parts.map(encodeURIComponent).join('/')}`;
}

/** A file's own name, or what it can be called. */
export function fileTitle({ name, fileId }: ArchivedFile): string {
  return name === '' ? `file-${fileId}` : name;
}
