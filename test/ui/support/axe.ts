import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

interface Axe {
  readonly run: (options: object) => Promise<{ readonly violations: readonly Violation[] }>;
}

/**
 * What axe finds wrong with the page as it stands, by WCAG 2.2 AA and its best practices; one line each. `rules`: these
 * alone, where nothing else can have changed.
 */
export async function violations(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // Over the debugger, which the page's policy does not bind; once for each document.
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(source);
  const found = await page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const options = { resultTypes: ['violations'], ...(only === undefined ? {} : { runOnly: only }) };
    return (await axe.run(options)).violations;
  }, rules);
  return found.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 3)
      .map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')} ${failureSummary.slice(0, 200)}`),
  );
}

/** Everything on a wide screen and on a phone; in the dark what colours can spoil; and whether anything sticks out at the side. */
const looks = [
  { colorScheme: 'light', width: 1280, rules: undefined },
  { colorScheme: 'light', width: 320, rules: undefined },
  { colorScheme: 'dark', width: 1280, rules: ['color-contrast', 'link-in-text-block'] },
] as const;

/** Also 200 % zoom of a usual screen, and a very wide one: nothing may stick out there either. */
const otherWidths = [640, 2560];

async function sticksOut(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** The same in both lights, on a wide screen and on a phone. */
export async function violationsEverywhere(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { colorScheme, width, rules } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 860 });
    const wider = await sticksOut(page);
    const place = `${new URL(page.url()).pathname} ${colorScheme} ${width}`;
    if (wider !== 0) found.push(`${place}: ${wider} px wider than the screen`);
    for (const one of await violations(page, rules)) found.push(`${place}: ${one}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  for (const width of otherWidths) {
    await page.setViewportSize({ width, height: 860 });
    const wider = await sticksOut(page);
    if (wider !== 0) found.push(`${new URL(page.url()).pathname} ${width}: ${wider} px wider than the screen`);
  }
  await page.setViewportSize({ width: 1280, height: 860 });
  return found;
}
