const coded = /:([a-f0-9]{8}):/giu;

/**
 * Bitrix24 stores emoji in places that can't hold them as the hex of their UTF-8 bytes between colons (`:f09f938c:`), in
 * names and titles as well as in texts. What is no valid sequence stays as it is.
 */
export function decodeEmoji(text: string): string {
  if (!text.includes(':f') && !text.includes(':F')) return text;
  return text.replaceAll(coded, (written, hex: string) => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(
        Uint8Array.from(hex.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16)),
      );
    } catch {
      return written;
    }
  });
}
