import type { Page } from 'playwright-core';

import { patient } from './patient.ts';
import { arrive } from './visit.ts';

export { patient };

/** Moves on by a link of the way at the left. */
export async function go(page: Page, path: string): Promise<void> {
  await arrive(page, path, () => page.locator(`nav a[href="${path}"]`).first().click());
  await page.waitForURL(`**${path}`);
}

export async function startDemo(page: Page): Promise<void> {
  await arrive(page, '/inventory', () => page.locator('section[aria-labelledby="demo-title"] button').click());
  await page.waitForURL('**/inventory', patient);
}

const goButton = 'main button[data-look="go"]';

export async function takeInventory(page: Page): Promise<void> {
  await page.locator(goButton).click();
  await page.locator('section[aria-labelledby="kinds-title"]').waitFor(patient);
}

export async function takeExport(page: Page): Promise<void> {
  await go(page, '/export');
  await page.locator(goButton).click();
  await page.locator('section[aria-labelledby="counts-title"]').waitFor(patient);
}

export async function verifyAndSeal(page: Page): Promise<void> {
  await go(page, '/verify');
  await page.locator('section[aria-labelledby="verify-title"] button').click();
  await page.locator('section[aria-labelledby="verify-title"] .notice[data-look="good"]').waitFor(patient);
  await page.locator('section[aria-labelledby="seal-title"] button').click();
  await page.locator('section[aria-labelledby="seal-title"] .notice[data-look="good"]').waitFor(patient);
}

export async function makePlan(page: Page): Promise<void> {
  await go(page, '/plan');
  await page.locator('main form button[type="submit"]').click();
  await page.locator('section[aria-labelledby="goes-title"]').waitFor(patient);
}

export async function rehearse(page: Page): Promise<void> {
  await go(page, '/rehearse');
  await page.locator(goButton).click();
  await page.locator('main a[href="/apply"]').waitFor(patient);
}

/** The two things that a person types before anything is deleted, as the page names them. */
export async function asked(page: Page): Promise<{ readonly address: string; readonly count: string }> {
  const address = (await page.locator('label[for="typed-address"]').innerText()).split(': ').at(-1) ?? '';
  const count = (await page.locator('label[for="typed-count"]').innerText()).split(': ').at(-1) ?? '';
  return { address, count: count.replaceAll(/\D/gu, '') };
}

/** Holds each answer back until the list of runs was read once more, and counts the answers to each question. */
export async function countAnswers(page: Page): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  await page.route('**/api/runs/*/answer', async (route) => {
    const { question } = route.request().postDataJSON() as { readonly question: string };
    counts.set(question, (counts.get(question) ?? 0) + 1);
    await page.waitForResponse((response) => response.url().endsWith('/api/runs'));
    await route.continue();
  });
  return counts;
}

/** Types what the danger page asks for, and sends it; gives the number that it named. */
export async function sendWords(page: Page): Promise<number> {
  const { address, count } = await asked(page);
  await page.locator('.danger-form input[type="checkbox"]').check();
  await page.locator('#typed-address').fill(address);
  await page.locator('#typed-count').fill(count);
  await page.locator('.danger-form button').click();
  return Number(count);
}

export async function applyPlan(page: Page): Promise<void> {
  await go(page, '/apply');
  await sendWords(page);
  // The first few are gone: shall the rest go? Nobody asks where they went before an interruption.
  const question = page.locator('.question button[data-look="go"]');
  const applied = page.locator('section[aria-labelledby="applied-title"]');
  await question.or(applied).first().waitFor(patient);
  if (await question.isVisible()) await question.click();
  await applied.waitFor(patient);
}

export async function prove(page: Page): Promise<void> {
  await go(page, '/prove');
  await page.locator('section[aria-labelledby="papers-title"] button[data-look="go"]').click();
  await page.locator('main a[href="/by-hand"]').waitFor(patient);
}
