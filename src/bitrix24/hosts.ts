import { isLoopback, isPrivateHost } from './addresses.ts';

/**
 * The vendor's content delivery network. Its documentation shows files under `cdn-ru.bitrix24.ru` (photos of users,
 * pictures of pages) and `cdn.bitrix24.site` (pictures of templates), and promises no list. Public pages that take scripts
 * and pictures of real portals name `cdn.bitrix24.` in the zones ru, by, kz, ua, com, com.br, com.tr, mx, co, es, de, eu,
 * fr, pl, in, id and vn: a portal's files lie in the zone of the portal. The zones it, cn, jp and uk, in which the vendor
 * has portals as well, are taken for alike. Any other host is refused, and its file is told as missing with its address.
 */
const cdn =
  /^cdn(?:-[a-z]{2})?\.bitrix24\.(?:ru|by|kz|ua|com|com\.br|com\.tr|mx|co|es|de|eu|fr|pl|in|id|vn|it|cn|jp|uk|site)$/u;

/** Whether a file may be taken from there: from the portal itself, or, over TLS, from the vendor's documented file hosts. */
export function mayServeFiles(url: URL, portal: URL): boolean {
  if (url.username !== '' || url.password !== '') return false;
  if (url.origin === portal.origin) return true;
  if (isLoopback(portal.hostname)) return false;
  return url.protocol === 'https:' && url.port === '' && !isPrivateHost(url.hostname) && cdn.test(url.hostname);
}
