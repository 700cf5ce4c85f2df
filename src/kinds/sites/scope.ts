/** Kinds of sites that the methods show only when asked by name; pages and shops need no word. */
const named = ['GROUP', 'KNOWLEDGE', 'MAINPAGE'] as const;
export const scopes: readonly (string | undefined)[] = [undefined, ...named];

/** `scope` for a site, a page or a block, told by the type in its key: `KNOWLEDGE:15`. */
export function scopeOf(key: string | undefined): { readonly scope?: string } {
  const type = (key ?? '').split(':')[0] ?? '';
  return (named as readonly string[]).includes(type) ? { scope: type } : {};
}

/** The number in such a key. */
export function numberOf(key: string | undefined): number {
  return Number((key ?? '').split(':')[1] ?? 0);
}
