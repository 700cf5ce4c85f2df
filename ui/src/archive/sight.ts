import { useLayoutEffect, useState } from 'react';

/** Blocks of a list from the first to the last one that is drawn. */
export interface Sight {
  readonly first: number;
  readonly last: number;
}

const none: Sight = { first: 0, last: 0 };

/**
 * Which blocks of a tall list are in sight of the element that scrolls it, and `spare` more above and below. Most turns of
 * a wheel change nothing and cost nothing. What comes near is drawn after the frame in which it was noticed, well before it is
 * in sight: drawn within it, it kept the screen waiting.
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
    const scrolled = (): void => look(setSight);
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
