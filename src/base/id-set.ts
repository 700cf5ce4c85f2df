/** Ids one bit each where they are numbers, as nearly all of Bitrix24's are: a million of them take 125 KB. */
export class IdSet {
  readonly #chunks = new Map<number, Uint32Array>();
  readonly #others = new Set<string>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds an id; false when it was here already. */
  add(id: string): boolean {
    const place = placeOf(id);
    if (place === undefined) {
      if (this.#others.has(id)) return false;
      this.#others.add(id);
    } else {
      let chunk = this.#chunks.get(place.chunk);
      if (chunk === undefined) this.#chunks.set(place.chunk, (chunk = new Uint32Array(wordsInChunk)));
      const word = chunk[place.word] ?? 0;
      if ((word & place.bit) !== 0) return false;
      chunk[place.word] = word | place.bit;
    }
    this.#size++;
    return true;
  }

  has(id: string): boolean {
    const place = placeOf(id);
    if (place === undefined) return this.#others.has(id);
    return ((this.#chunks.get(place.chunk)?.[place.word] ?? 0) & place.bit) !== 0;
  }
}

const wordsInChunk = 128;
const idsInChunk = wordsInChunk * 32;

function placeOf(id: string): { readonly chunk: number; readonly word: number; readonly bit: number } | undefined {
  if (!/^(?:0|[1-9]\d{0,14})$/u.test(id)) return undefined;
  const number = Number(id);
  const rest = number % idsInChunk;
  return { chunk: Math.floor(number / idsInChunk), word: rest >>> 5, bit: 1 << (rest & 31) };
}
