import { beforeEach, describe, expect, it } from 'vitest';

import { charsetOf, mediaTypeOf } from '../../src/commands/media-type.ts';
import { type Content, ContentLinks, createContentApp } from '../../src/server/content.ts';

const port = 24025;
const host = `127.0.0.1:${port}`;
let now = 0;
let links: ContentLinks;
let app: ReturnType<typeof createContentApp>;

function contentOf(contentType: string, name: string, text: string): Content {
  const bytes = Buffer.from(text);
  return {
    contentType,
    name,
    sizeBytes: bytes.byteLength,
    read: (start, end) => new Blob([bytes.subarray(start, end + 1)]).stream(),
  };
}

const kept: Readonly<Record<string, Content>> = {
  page: contentOf('text/html', 'страница.html', '<script>1</script>'),
  picture: contentOf('image/svg+xml', 'x.svg', '<svg onload="1"/>'),
  text: contentOf('text/plain', '../../etc/"passwd"\r\nx: y', '0123456789'),
  empty: contentOf('text/plain', 'пустой.txt', ''),
  old: contentOf('text/plain; charset=windows-1251', 'старый.txt', 'x'),
  odd: contentOf('text/plain; charset=utf-7', 'чужой.txt', 'x'),
};

const find = (key: string): Promise<Content | undefined> => Promise.resolve(kept[key]);

beforeEach(() => {
  now = 1_000_000;
  links = new ContentLinks({ now: () => now, sleep: () => Promise.resolve() });
  app = createContentApp({ port, appOrigins: ['http://127.0.0.1:24024'], links, find });
});

async function ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return await app.request(`http://${host}${path}`, { headers: { host, ...headers } });
}

describe('archived bytes', () => {
  it('are shown by the address that was made for them, and by no other', async () => {
    const path = links.path('text');
    expect(await (await ask(path)).text()).toBe('0123456789');
    const [, , key = '', until = '', signature = ''] = path.split('/');
    const other = Buffer.from('page').toString('base64url');
    const altered = [
      `/content/${other}/${until}/${signature}`,
      `/content/${key}/${Number(until) + 1}/${signature}`,
      `/content/${key}/${until}/${signature.slice(0, -1)}`,
      `/content/${key}/${until}/`,
      '/content/',
      '/',
    ];
    for (const wrong of altered) expect((await ask(wrong)).status, wrong).toBe(404);
  });

  it('have addresses that end after a quarter of an hour', async () => {
    const path = links.path('text');
    now += 15 * 60_000;
    expect((await ask(path)).status).toBe(200);
    now += 1;
    expect((await ask(path)).status).toBe(404);
  });

  it('stay in a sandbox that may neither run, load, send nor be framed elsewhere, errors included', async () => {
    for (const path of [links.path('page'), links.path('nothing'), '/nowhere']) {
      const { headers } = await ask(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain('sandbox;');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("form-action 'none'");
      expect(policy).toContain('frame-ancestors http://127.0.0.1:24024');
      expect(policy).not.toMatch(/script-src|allow-scripts|connect-src/u);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('that a browser could run are a download', async () => {
    const { headers } = await ask(links.path('picture'));
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment;/u);
  });

  it('carry names that break out of no header', async () => {
    const { headers } = await ask(`${links.path('text')}?download=1`);
    expect(headers.get('x')).toBeNull();
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.%-]+$/u);
  });

  it('come in parts when a player asks for parts', async () => {
    const path = links.path('text');
    const part = async (range: string): Promise<readonly [number, string]> => {
      const answer = await ask(path, { range });
      return [answer.status, await answer.text()];
    };
    expect(await part('bytes=2-4')).toEqual([206, '234']);
    expect(await part('bytes=7-')).toEqual([206, '789']);
    expect(await part('bytes=-2')).toEqual([206, '89']);
    expect(await part('bytes=90-')).toEqual([200, '0123456789']);
    expect(await (await ask(links.path('empty'))).text()).toBe('');
  });

  it('are shown by their names where the portal calls them a stream of bytes', () => {
    expect(mediaTypeOf('Фото.PNG', 'application/octet-stream')).toBe('image/png');
    expect(mediaTypeOf('Звонок.mp3', undefined)).toBe('audio/mpeg');
    expect(mediaTypeOf('Звонок', 'audio/x-wav; rate=8000')).toBe('audio/wav');
    expect(mediaTypeOf('страница.html', 'image/png')).toBe('image/png');
    for (const name of ['setup.exe', 'png', 'x.constructor', '']) {
      expect(mediaTypeOf(name, 'application/octet-stream'), name).toBe('application/octet-stream');
    }
  });

  it('keep the letters of their time, and name no others', async () => {
    expect(charsetOf(Buffer.from('Привет').subarray(0, -1))).toBe('utf-8');
    expect(charsetOf(Uint8Array.of(0xcf, 0xf0, 0xe8))).toBe('windows-1251');
    expect((await ask(links.path('old'))).headers.get('content-type')).toBe('text/plain; charset=windows-1251');
    expect((await ask(links.path('odd'))).headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  it('are given to nobody who calls this server by another name', async () => {
    expect((await ask(links.path('text'), { host: 'evil.example' })).status).toBe(421);
  });
});
