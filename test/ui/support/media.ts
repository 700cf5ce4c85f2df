import type { Browser } from 'playwright-core';

import { Chance } from '../../../src/portal/company/chance.ts';
import { pictureFile } from '../../../src/portal/company/contents.ts';
import type { MadeFile } from './hostile.ts';

/** A second of silence. */
function wav(): Uint8Array {
  const samples = 8_000;
  const bytes = Buffer.alloc(44 + samples, 128);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + samples, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(samples, 24);
  bytes.writeUInt32LE(samples, 28);
  bytes.writeUInt16LE(1, 32);
  bytes.writeUInt16LE(8, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples, 40);
  return bytes;
}

/** A film of some frames, made by the browser itself: it plays what it makes. */
async function webm(browser: Browser): Promise<Uint8Array> {
  const page = await browser.newPage();
  const text: string = await page.evaluate(`new Promise((resolve) => {
    const canvas = document.createElement('canvas');
    const drawing = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' });
    const pieces = [];
    let frames = 0;
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    recorder.onstop = async () => {
      const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
      resolve(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')));
    };
    const draw = () => {
      drawing.fillStyle = 'hsl(' + frames * 40 + ' 60% 50%)';
      drawing.fillRect(0, 0, canvas.width, canvas.height);
      frames += 1;
      if (frames < 12) requestAnimationFrame(draw);
      else recorder.stop();
    };
    recorder.start();
    draw();
  })`);
  await page.close();
  return Buffer.from(text, 'base64');
}

/** What people keep on a drive. The portal tells the types of few of them; an old text is in the letters of its time. */
export async function mediaFiles(browser: Browser): Promise<readonly MadeFile[]> {
  const picture = pictureFile(new Chance(1, 'picture', 1));
  const old = Uint8Array.from('Привет', (letter) => (letter.codePointAt(0) ?? 0) - 0x350);
  const stream = 'application/octet-stream';
  return [
    { name: 'Фото.PNG', contentType: stream, bytes: picture.how === 'bytes' ? picture.bytes : new Uint8Array() },
    { name: 'Звонок.wav', contentType: 'audio/x-wav', bytes: wav() },
    { name: 'Ролик.webm', contentType: '', bytes: await webm(browser) },
    { name: 'Записка.txt', contentType: stream, bytes: old },
  ];
}
