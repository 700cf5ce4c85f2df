import type { Browser, CDPSession, Page } from 'playwright-core';

/** What a browser's own trace says of its frames. */
export interface Scrolled {
  readonly frames: number;
  /** Frames in which nothing moved on the screen. */
  readonly dropped: number;
  /** The screen moved in them, but what the page's own thread had drawn meanwhile came a frame later. */
  readonly late: number;
  readonly longestMs: number;
  /** What the page's own thread worked for a frame, in time of the processor: other work beside it does not count. */
  readonly workMsPerFrame: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ts: number;
  readonly args?: { readonly hasPartialUpdate?: boolean };
}

const frameCategory = 'disabled-by-default-devtools.timeline.frame';

/** Turns the wheel over an element, a line every 16 ms, for so long. */
export async function scrollBy(page: Page, selector: string, ms: number): Promise<void> {
  const box = await page.locator(selector).first().boundingBox();
  await page.mouse.move((box?.x ?? 0) + 200, Math.max(box?.y ?? 0, 0) + 200);
  const fromMs = performance.now();
  for (let turns = 0; performance.now() - fromMs < ms; turns++) {
    await page.mouse.wheel(0, 120);
    const nextMs = fromMs + (turns + 1) * 16 - performance.now();
    if (nextMs > 0) await new Promise((resolve) => setTimeout(resolve, nextMs));
  }
}

/** Seconds that the page's own thread has worked so far. */
async function workedSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

/** Watches the frames of a page while something is done with it, as the performance panel of a browser does. */
export async function frames(browser: Browser, page: Page, work: () => Promise<void>): Promise<Scrolled> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await workedSeconds(session);
  await browser.startTracing(page, { categories: [frameCategory] });
  await work();
  const worked = (await workedSeconds(session)) - before;
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  const drawn = traceEvents.filter(({ name }) => name === 'DrawFrame').map(({ ts }) => ts / 1000);
  const missed = traceEvents.filter(({ name }) => name === 'DroppedFrame');
  const late = missed.filter(({ args }) => args?.hasPartialUpdate === true).length;
  const dropped = missed.length - late;
  const gaps = drawn.toSorted((a, b) => a - b).map((at, index, all) => at - (all[index - 1] ?? at));
  const all = drawn.length + missed.length;
  const workMsPerFrame = (worked * 1000) / Math.max(1, all);
  return { frames: all, dropped, late, longestMs: Math.max(0, ...gaps), workMsPerFrame };
}

/** Watches, frame by frame, whether any part of a table that is in sight has no row with a name yet. Ask `bareFrames` at the end. */
export async function watchBare(page: Page): Promise<void> {
  await page.evaluate(`{
    const box = document.querySelector('.grid-scroll');
    const head = box.querySelector('.grid-head').offsetHeight;
    const edges = (block) => [parseFloat(block.style.top), parseFloat(block.style.top) + parseFloat(block.style.height)];
    globalThis.bare = { frames: 0, watching: true };
    const look = () => {
      if (!bare.watching) return;
      const end = box.scrollTop + box.clientHeight - head;
      let covered = box.scrollTop;
      const whole = box.querySelectorAll('.grid-block:not(:has(.grid-row:not(:has(a))))');
      for (const [top, bottom] of [...whole].map(edges).sort(([a], [b]) => a - b)) {
        if (top <= covered + 1 && bottom > covered) covered = bottom;
      }
      if (covered < end - 1) bare.frames++;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }`);
}

/** In how many frames since then a part of the table was bare. */
export function bareFrames(page: Page): Promise<number> {
  return page.evaluate<number>('(globalThis.bare.watching = false, globalThis.bare.frames)');
}
