import type { MarkupReference } from './references.ts';

/** Where a reference leads in the place that is written to, and what its target is called. */
export interface Resolved {
  readonly href?: string;
  readonly title?: string;
}

export interface Printing {
  /** undefined: not in the archive. The text then shows what it pointed to, without a link. */
  readonly resolve: (reference: MarkupReference) => Resolved | undefined;
}

/** Resolves nothing: links stay as they were written, people and files are shown by what the text says. */
export const unresolved: Printing = { resolve: () => undefined };

/** An address that may stand in a link. Others (javascript:, data:, file:) are shown as text. */
export function safeHref(address: string): string | undefined {
  const trimmed = address.trim();
  if (/[\s\p{Cc}]/u.test(trimmed)) return undefined;
  if (/^(?:https?:\/\/|mailto:|tel:)/iu.test(trimmed)) return trimmed;
  // A path of the portal or of the archive; `//host` would be another host.
  return /^\/(?!\/)|^\.{0,2}\/(?!\/)|^#/u.test(trimmed) ? trimmed : undefined;
}
