import type { Browser, CDPSession, Page } from 'playwright-core';

/** What a browser's own trace says of its frames. */
export interface Scrolled {
  readonly frames: number;
  readonly dropped: number;
  readonly longestMs: number;
  /** What the page's own thread worked for a frame, in time of the processor: other work beside it does not count. */
  readonly workMsPerFrame: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ts: number;
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
  const dropped = traceEvents.filter(({ name }) => name === 'DroppedFrame').length;
  const gaps = drawn.toSorted((a, b) => a - b).map((at, index, all) => at - (all[index - 1] ?? at));
  const all = drawn.length + dropped;
  return { frames: all, dropped, longestMs: Math.max(0, ...gaps), workMsPerFrame: (worked * 1000) / Math.max(1, all) };
}
