import type { Archive } from '../../archive/archive.ts';
import type { ArchivedRecord } from '../../archive/types.ts';

/** A chat's messages from the oldest on; the portal gave them from the newest back. Keys alone are kept in memory. */
export function messagesOf(archive: Archive, chat: ArchivedRecord): readonly string[] {
  const ids = archive
    .childKeys(chat.key)
    .filter(({ kind }) => kind === 'chat-message')
    .map(({ id }) => id);
  return ids.toSorted((one, other) => Number(one) - Number(other));
}
