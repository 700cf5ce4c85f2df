import { crc32 } from 'node:zlib';

import type { Chance } from './chance.ts';
import { sentences } from './words.ts';

/** A file's bytes: made now, or a size and a seed from which the portal makes them when they are read. */
export type FileContent =
  | { readonly how: 'bytes'; readonly bytes: Uint8Array }
  | { readonly how: 'made'; readonly sizeBytes: number; readonly seed: number };

const utf8 = new TextEncoder();

function bytesOf(text: string): FileContent {
  return { how: 'bytes', bytes: utf8.encode(text) };
}

export const emptyFile: FileContent = { how: 'bytes', bytes: new Uint8Array() };

/** A few lines of plain text. */
export function textFile(chance: Chance): FileContent {
  return bytesOf(Array.from({ length: chance.int(2, 12) }, () => chance.pick(sentences)).join('\n'));
}

/** A table with a formula in it, as careless people keep them. */
export function tableFile(chance: Chance): FileContent {
  const lines = Array.from(
    { length: chance.int(3, 20) },
    (_, at) => `${at + 1};${chance.pick(sentences)};${chance.int(1, 900)}`,
  );
  return bytesOf(`\uFEFF№;Что;Сумма\r\n${lines.join('\r\n')}\r\n=SUM(C2:C9);;\r\n`);
}

function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(utf8.encode(type), 4);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

function adler32(data: Uint8Array): number {
  let [low, high] = [1, 0];
  for (const byte of data) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return ((high << 16) | low) >>> 0;
}

/** A zlib stream of one stored block: no compressor takes part, so the bytes are the same everywhere. */
function stored(data: Uint8Array): Uint8Array {
  const stream = new Uint8Array(data.length + 11);
  const view = new DataView(stream.buffer);
  stream.set([0x78, 0x01, 0x01]);
  view.setUint16(3, data.length, true);
  view.setUint16(5, ~data.length & 0xffff, true);
  stream.set(data, 7);
  view.setUint32(7 + data.length, adler32(data));
  return stream;
}

/** A real picture: 24 by 16 pixels, two colours. */
export function pictureFile(chance: Chance): FileContent {
  const [width, height] = [24, 16];
  const colours = [0, 1].map(() => [chance.int(0, 255), chance.int(0, 255), chance.int(0, 255)] as const);
  const pixels = new Uint8Array(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      pixels.set(colours[(x >> 2) % 2 === (y >> 2) % 2 ? 0 : 1] ?? [0, 0, 0], y * (1 + width * 3) + 1 + x * 3);
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', stored(pixels)),
    pngChunk('IEND', new Uint8Array()),
  ];
  return { how: 'bytes', bytes: Buffer.concat(parts) };
}

/** A real one-page PDF. */
export function documentFile(chance: Chance): FileContent {
  const page = `BT /F1 18 Tf 60 760 Td (Document No ${chance.int(1, 9999)}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets: number[] = [];
  for (const [at, object] of objects.entries()) {
    offsets.push(text.length);
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
  }
  const start = text.length;
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  text += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return bytesOf(text);
}
