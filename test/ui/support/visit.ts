import type { Page } from 'playwright-core';

import { patient } from './exit.ts';

/**
 * Moves inside the app, as a link of it would, and waits until the new page stands there: the old one is shown until then.
 * Pages of the same address with another question keep their heading.
 */
export async function visit(page: Page, path: string): Promise<void> {
  const isOther: boolean = await page.evaluate(`(() => {
    const isOther = location.pathname !== new URL(${JSON.stringify(path)}, location.href).pathname;
    for (const heading of document.querySelectorAll('main h1')) heading.toggleAttribute('data-left', isOther);
    history.pushState({}, '', ${JSON.stringify(path)});
    dispatchEvent(new PopStateEvent('popstate'));
    return isOther;
  })()`);
  await page
    .locator(isOther ? 'main h1:not([data-left])' : 'main h1')
    .first()
    .waitFor(patient);
  await page
    .locator('main .waiting')
    .first()
    .waitFor({ ...patient, state: 'detached' });
}
