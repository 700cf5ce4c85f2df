import { read } from './client.ts';

/** Asks for an address that works for a while and takes what lies there away; the page stays where it is. */
export async function download(path: string): Promise<void> {
  const { href } = await read<{ readonly href: string }>(path);
  const link = document.createElement('a');
  link.href = `${href}?download=1`;
  link.click();
}
