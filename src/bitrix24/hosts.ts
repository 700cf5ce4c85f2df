import { isLoopback, isPrivateHost } from './addresses.ts';

/** The vendor's own zones: its content delivery network answers under `cdn` and `cdn-ru` in them. */
const cdn =
  /^cdn(?:-[a-z]{2})?\.bitrix24\.(?:ru|com|by|kz|ua|eu|de|fr|es|pl|it|in|cn|jp|uk|id|vn|mx|co|com\.br|com\.tr|site|shop|tech)$/u;

/** Whether a file may be taken from there: from the portal itself, or, over TLS, from the vendor's documented file hosts. */
export function mayServeFiles(url: URL, portal: URL): boolean {
  if (url.username !== '' || url.password !== '') return false;
  if (url.origin === portal.origin) return true;
  if (isLoopback(portal.hostname)) return false;
  return url.protocol === 'https:' && url.port === '' && !isPrivateHost(url.hostname) && cdn.test(url.hostname);
}
