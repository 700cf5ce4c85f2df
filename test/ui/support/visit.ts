import type { Page } from 'playwright-core';

import { patient } from './patient.ts';

/**
 * Does what leads to another page, and waits until that page stands there with its own heading and is no longer waiting: the
 * old one, with buttons that look the same, is shown until then, under the new address. Pages of the same address with another
 * question keep their heading.
 */
export async function arrive(page: Page, path: string, act: () => Promise<unknown>): Promise<void> {
  const isOther: boolean = await page.evaluate(`(() => {
    const isOther = location.pathname !== new URL(${JSON.stringify(path)}, location.href).pathname;
    for (const heading of document.querySelectorAll('main h1')) heading.toggleAttribute('data-left', isOther);
    return isOther;
  })()`);
  await act();
  await page
    .locator(isOther ? 'main h1:not([data-left])' : 'main h1')
    .first()
    .waitFor(patient);
  await page
    .locator('main .waiting')
    .first()
    .waitFor({ ...patient, state: 'detached' });
}

/** Moves inside the app, as a link of it would. */
export async function visit(page: Page, path: string): Promise<void> {
  await arrive(page, path, () =>
    page.evaluate(`{
      history.pushState({}, '', ${JSON.stringify(path)});
      dispatchEvent(new PopStateEvent('popstate'));
    }`),
  );
}
