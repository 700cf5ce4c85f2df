/** Text as it stands between tags or quotes; what XML 1.0 can't hold is left out. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

function attributesText(attributes: Attributes): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`)
    .join('');
}

/** Writes elements with their indentation. */
export class Xml {
  readonly #lines: string[] = ['<?xml version="1.0" encoding="UTF-8"?>'];
  #depth = 0;

  /** An element with nothing, or with text alone, inside. */
  leaf(name: string, attributes: Attributes = {}, text = ''): void {
    const start = `${'  '.repeat(this.#depth)}<${name}${attributesText(attributes)}`;
    this.#lines.push(text === '' ? `${start} />` : `${start}>${escapeXml(text)}</${name}>`);
  }

  element(name: string, attributes: Attributes, inside: () => void): void {
    this.#lines.push(`${'  '.repeat(this.#depth)}<${name}${attributesText(attributes)}>`);
    this.#depth += 1;
    inside();
    this.#depth -= 1;
    this.#lines.push(`${'  '.repeat(this.#depth)}</${name}>`);
  }

  toString(): string {
    return `${this.#lines.join('\n')}\n`;
  }
}
