import type { Readable } from 'node:stream';

import yazl from 'yazl';

/** A file of a ZIP that is made while it is sent: opened only when its turn comes. */
export interface ZipEntry {
  /** Path inside, with `/`; each part is a safe name already. */
  readonly path: string;
  readonly changedAtMs?: number | undefined;
  /** What is packed already (pictures, films, archives) is not pressed again. */
  readonly packed?: boolean;
  readonly open: () => Readable;
}

const packedEnding = /\.(?:jpe?g|png|gif|webp|avif|mp[34]|m4a|webm|ogg|zip|7z|rar|gz|docx|xlsx|pptx|pdf)$/iu;

/** Whether a file of this name is pressed already. */
export function isPacked(name: string): boolean {
  return packedEnding.test(name);
}

/** A ZIP as a stream: no file of it is ever whole in memory, and nothing is laid down on the disk. */
export function zipStream(entries: Iterable<ZipEntry>): Readable {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  // Nobody takes it any more: what is open is closed.
  let opened: Readable | undefined;
  output.once('close', () => opened?.destroy());
  for (const { path, changedAtMs, packed = isPacked(path), open } of entries) {
    const options = { mtime: new Date(changedAtMs ?? Date.UTC(2000, 0, 1)), compress: !packed };
    zip.addReadStreamLazy(path, options, (give) => {
      const readable = open();
      readable.once('error', (error) => zip.emit('error', error));
      opened = readable;
      give(null, readable);
    });
  }
  zip.end();
  return output;
}
