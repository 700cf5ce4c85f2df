import { Bye24Error } from '../base/error.ts';

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u;

/** The address of a server as it may be shown, a folder. @throws Bye24Error PUSH_ADDRESS */
export function serverAddress(text: string): URL {
  const url = URL.parse(text);
  const isPlain = url?.protocol === 'http:' && loopback.test(url.hostname);
  if (url === null || (url.protocol !== 'https:' && !isPlain)) throw new Bye24Error('PUSH_ADDRESS', { why: 'https' });
  if (url.username !== '' || url.password !== '') throw new Bye24Error('PUSH_ADDRESS', { why: 'password' });
  url.hash = '';
  url.search = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
