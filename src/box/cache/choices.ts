/** The six choices of Настройки → Настройки продукта → Автокеширование → «Очистка файлов кеша». */
export const choices = ['expired', 'all', 'menu', 'managed', 'html', 'landing'] as const;
export type Choice = (typeof choices)[number];

/** Things that no choice of the vendor's touches and that a box makes again by itself. Only when named. */
export const extras = ['resize-cache', 'upload-tmp', 'tmp', 'cache-image', 'managed-flags', 'keys'] as const;
export type Extra = (typeof extras)[number];

/** The three folders that the cache engine calls base folders. */
export type Base = 'cache' | 'managed_cache' | 'stack_cache';

export interface Effect {
  /** Base folders from which outdated files go one by one. */
  readonly outdated: readonly Base[];
  /** Base folders that are emptied, on the disk and in Redis or memcached. */
  readonly emptied: readonly Base[];
  /** The folders of the menu, in both. */
  readonly menu: boolean;
  /** html_pages: pages only, or everything but the settings of the composite site. */
  readonly composite: boolean;
  /** Tag under which the blocks of landing pages are cached. */
  readonly tag?: string;
  /** All tags are forgotten. */
  readonly tags: boolean;
}

const none = { outdated: [], emptied: [], menu: false, composite: false, tags: false } as const;
const everywhere = ['cache', 'managed_cache', 'stack_cache'] as const;

/** What each choice does. Facts: the admin page cache.php and the kernel's cache engines. */
export const effects: Readonly<Record<Choice, Effect>> = {
  expired: { ...none, outdated: everywhere },
  all: { ...none, emptied: everywhere, composite: true, tags: true },
  menu: { ...none, menu: true },
  managed: { ...none, emptied: ['managed_cache', 'stack_cache'] },
  html: { ...none, composite: true },
  landing: { ...none, tag: 'landing_blocks' },
};
