/** One line of a text file. `end` is the byte after its line feed; `whole` is false for a last line that has none. */
export interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly whole: boolean;
}

const LINE_FEED = 0x0a;

/** The lines of a byte stream in flat memory: one line at a time, with its place in the file. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line, void, void> {
  let rest = Buffer.alloc(0);
  let start = 0;
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, from)) {
      yield { text: bytes.toString('utf8', from, at), start: start + from, end: start + at + 1, whole: true };
      from = at + 1;
    }
    rest = bytes.subarray(from);
    start += from;
  }
  if (rest.length > 0) yield { text: rest.toString('utf8'), start, end: start + rest.length, whole: false };
}
