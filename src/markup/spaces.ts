/** Without the spaces that lines end in. Takes time by the length alone, however long a run of spaces is. */
export function withoutTrailingSpaces(text: string): string {
  // From the first space of a run only: a run that ends no line would be tried from each of its spaces.
  return text.replaceAll(/(?<![ \t])[ \t]+\n/gu, '\n');
}

/** A text that grows at its end, and whose end alone is looked at: a long one is not copied each time. */
export class Growing {
  #pieces: string[] = [];

  get isEmpty(): boolean {
    return this.#pieces.length === 0;
  }

  get isBlank(): boolean {
    return this.#pieces.every((piece) => piece.trim() === '');
  }

  get endsInSpace(): boolean {
    return /\s$/u.test(this.#pieces.at(-1) ?? '');
  }

  get text(): string {
    return this.#pieces.join('');
  }

  add(text: string): void {
    if (text !== '') this.#pieces.push(text);
  }

  trimEnd(): void {
    for (let last = this.#pieces.pop(); last !== undefined; last = this.#pieces.pop()) {
      const rest = last.trimEnd();
      if (rest === '') continue;
      this.#pieces.push(rest);
      return;
    }
  }
}
