import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { Page, Response } from 'playwright-core';

import { seeded } from '../../src/base/random.ts';
import { count, percentile, type Row } from '../frame.ts';
import { bareFrames, frames, scrollBy, type Scrolled, watchBare } from '../scrolling.ts';
import { searchesFor } from '../searches.ts';
import { withWeb } from '../web.ts';
import { reachedBy } from './look.ts';

const assets = join(import.meta.dirname, '..', '..', 'dist', 'ui');

function assetsBytes(): number {
  return readdirSync(assets, { recursive: true, withFileTypes: true })
    .filter(({ name }) => /\.(?:js|css)$/u.test(name))
    .reduce((sum, { parentPath, name }) => sum + gzipSync(readFileSync(join(parentPath, name))).length, 0);
}

/** Comes in and waits for the card that names the archive's portal: without an archive there is none. */
async function enter(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.locator('main .here').waitFor({ timeout: 15_000 });
}

export const ui: Row = {
  name: 'ui',
  work: 'web app, first screen on the archive of 1,000,000',
  wanted: '≤ 1 s; what it loads first ≤ 250 kB packed',
  run: (bench) =>
    withWeb(bench, async ({ page, url }) => {
      let packed = 0;
      const weigh = async (response: Response): Promise<void> => {
        if (/\.(?:js|css)(?:\?|$)/u.test(response.url())) packed += gzipSync(await response.body()).length;
      };
      page.on('response', (response) => void weigh(response).catch(() => undefined));
      const from = performance.now();
      await enter(page, url);
      const ms = performance.now() - from;
      await page.waitForLoadState('networkidle', { timeout: 10_000 }).catch(() => undefined);
      return {
        bound: '–',
        reached: `${count(ms)} ms, ${count(packed / 1000)} kB packed`,
        isMet: ms <= 1000 && packed <= 250_000,
        notes: [`All of the web app together is ${count(assetsBytes() / 1000)} kB packed; a page loads what it needs.`],
      };
    }),
};

export const find: Row = {
  name: 'find',
  work: 'the same searches through the web app, as its pages ask for them',
  wanted: 'p95 ≤ 50 ms',
  run: (bench) =>
    withWeb(bench, async ({ page, url }) => {
      await enter(page, url);
      const random = seeded(24);
      const took: (readonly [string, number])[] = [];
      let empty = 0;
      for (let time = 0; time < (bench.isQuick ? 10 : 30); time++) {
        for (const [sort, text] of searchesFor(random, bench.million)) {
          const asked = JSON.stringify(`/api/archive/search?${new URLSearchParams({ text, kinds: '' }).toString()}`);
          const [ms, hits] = await page.evaluate<[number, number]>(
            `(async () => {
              const from = performance.now();
              const response = await fetch(${asked});
              const answer = await response.json();
              if (!response.ok) throw new Error(response.status + ' ' + JSON.stringify(answer));
              return [performance.now() - from, answer.hits.length];
            })()`,
          );
          took.push([sort, ms]);
          if (hits === 0) empty += 1;
        }
      }
      return reachedBy('searches', took, { wantedMs: 50, empty });
    }),
};

function told(what: string, { frames: all, dropped, longestMs }: Scrolled): string {
  return `${what}: ${count(dropped)} of ${count(all)} frames dropped, the longest ${longestMs.toFixed(0)} ms`;
}

export const scroll: Row = {
  name: 'scroll',
  work: 'a table of 1,000,000 scrolled in a browser: a turn of the wheel every 16 ms for 10 s, as a trace tells it',
  wanted: 'no more dropped frames than a page of coloured stripes that does nothing',
  run: (bench) =>
    withWeb(bench, async ({ browser, page, url }) => {
      const ms = bench.isQuick ? 4_000 : 10_000;
      const still = await frames(browser, await stripes(page), () => scrollBy(page, 'html', ms));
      await enter(page, url);
      await page.evaluate(
        `history.pushState({}, '', '/archive/contact?view=table'); dispatchEvent(new PopStateEvent('popstate'))`,
      );
      await page.locator('.grid-body a').first().waitFor();
      await watchBare(page);
      const moved = await frames(browser, page, () => scrollBy(page, '.grid-scroll', ms));
      const bare = await bareFrames(page);
      const jumps = await jumpsMs(page, bench.million, bench.isQuick ? 10 : 40);
      return {
        bound: told('stripes', still),
        reached: told('the table', moved),
        isMet: moved.dropped <= still.dropped && bare === 0 && moved.frames > 0,
        notes: [
          `In ${count(moved.late)} frames of the table, and ${count(still.late)} of the stripes, the screen moved, and what was new came a frame later: it lay out of sight, for in ${count(bare)} frames a place in sight was without its row.`,
          `Rows of a far place, after the bar was dragged there, stand ${percentile(jumps, 0.5).toFixed(0)} ms later, in 95 of 100 cases within ${percentile(jumps, 0.95).toFixed(0)} ms.`,
          `A frame of the table costs the page’s own thread ${moved.workMsPerFrame.toFixed(1)} ms of the processor, one of the stripes ${still.workMsPerFrame.toFixed(1)} ms; a frame has 16.7 ms.`,
          'A browser without a screen draws at 60 frames a second with the processor alone.',
        ],
      };
    }),
};

/** As tall as the table and as light as a page can be: what this browser on this machine drops even so. */
async function stripes(page: Page): Promise<Page> {
  await page.setContent(
    '<body style="margin:0;height:30000000px;background:repeating-linear-gradient(#fff 0 33px,#eee 33px 66px)">',
  );
  return page;
}

/** How long it takes until the rows of a place far off are there. */
function jumpsMs(page: Page, records: number, times: number): Promise<number[]> {
  return page.evaluate<number[]>(`(async () => {
    const box = document.querySelector('.grid-scroll');
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const took = [];
    for (let time = 1; time <= ${times}; time++) {
      const place = Math.floor((time * 0.618034 % 1) * ${records});
      const from = performance.now();
      box.scrollTop = place * 33;
      const row = () => document.querySelector('[aria-rowindex="' + (place + 2) + '"] a');
      while (row() === null && performance.now() - from < 10000) await frame();
      took.push(performance.now() - from);
    }
    return took;
  })()`);
}
