import { useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Blocks of a list from the first to the last one that is drawn. */
export interface Sight {
  readonly first: number;
  readonly last: number;
}

const none: Sight = { first: 0, last: 0 };

/**
 * Which blocks of a tall list are in sight of the element that scrolls it, and `spare` more above and below. Most turns of
 * a wheel change nothing and cost nothing; what comes near is drawn within the very frame, so that none waits for another.
 */
export function useSight(scroller: HTMLElement | null, blocks: number, blockPx: number, spare: number): Sight {
  const [sight, setSight] = useState<Sight>(none);
  useLayoutEffect(() => {
    if (scroller === null) return;
    let heightPx = scroller.clientHeight;
    let known = none;
    const look = (draw: (next: Sight) => void): void => {
      const topPx = scroller.scrollTop;
      const first = Math.max(0, Math.floor(topPx / blockPx) - spare);
      const last = Math.max(0, Math.min(blocks - 1, Math.floor((topPx + heightPx) / blockPx) + spare));
      if (first === known.first && last === known.last) return;
      known = { first, last };
      draw(known);
    };
    const scrolled = (): void => look((next) => flushSync(() => setSight(next)));
    const resized = new ResizeObserver(() => {
      heightPx = scroller.clientHeight;
      look(setSight);
    });
    look(setSight);
    scroller.addEventListener('scroll', scrolled, { passive: true });
    resized.observe(scroller);
    return () => {
      scroller.removeEventListener('scroll', scrolled);
      resized.disconnect();
    };
  }, [scroller, blocks, blockPx, spare]);
  // A list that grew shorter has fewer blocks at once, and looks again after that.
  const last = Math.max(0, Math.min(sight.last, blocks - 1));
  return { first: Math.min(sight.first, last), last };
}
