/** Parts of a docroot that the system makes again by itself; the vendor's own backups leave them out, too. */
const madeAgain = [
  'bitrix/cache',
  'bitrix/cache_image',
  'bitrix/managed_cache',
  'bitrix/managed_flags',
  'bitrix/stack_cache',
  'bitrix/tmp',
  'bitrix/updates',
  'upload/tmp',
  'upload/resize_cache',
];

/** Whether what lies in this folder of a docroot is left out of a backup. The folder itself is kept. */
export function isLeftOut(folder: string): boolean {
  // Of the composite site, the settings at the top stay and the pages go.
  return madeAgain.includes(folder) || folder === 'bitrix/backup' || /^bitrix\/html_pages\/[^/]+$/u.test(folder);
}
