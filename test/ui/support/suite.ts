import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';

import { launch, openPage, removeFolder, type Started, startUi, type Watched } from './app.ts';
import { violationsEverywhere } from './axe.ts';
import { patient } from './patient.ts';

const minutes = 60_000;

interface Looked extends Watched {
  /** Notes what axe finds on the page as it stands, in each of these languages; without any, in the one that is chosen. */
  readonly look: (...languages: readonly string[]) => Promise<void>;
  /** So far nothing was inaccessible, no page had an error and no other host was asked. */
  readonly clean: (allowed?: (error: string) => boolean) => void;
  /** The same, and the window is closed. */
  readonly close: (allowed?: (error: string) => boolean) => Promise<void>;
}

export interface Suite {
  readonly browser: Browser;
  readonly started: Started;
  /** A window that was let in, on the first page. */
  readonly enter: (options?: Parameters<typeof openPage>[1]) => Promise<Looked>;
  /** Starts the program anew where it was, for one more window: an address lets a browser in once. */
  readonly restart: () => Promise<void>;
}

interface SuiteWish {
  /** Makes the folder in which the program starts; one of its own otherwise. */
  readonly folder?: (browser: Browser) => Promise<string>;
  /** What else is to be there before the tests, and how it ends. */
  readonly also?: (folder: string) => Promise<() => Promise<void>>;
}

async function looked(page: Page, languages: readonly string[]): Promise<readonly string[]> {
  if (languages.length === 0) return violationsEverywhere(page);
  const wrong: string[] = [];
  for (const language of languages) {
    await page.locator('.settings select').first().selectOption(language);
    wrong.push(...(await violationsEverywhere(page)));
  }
  return wrong;
}

/** A window that keeps what was found wrong with its pages. */
export async function openLooked(browser: Browser, options: Parameters<typeof openPage>[1]): Promise<Looked> {
  const watched = await openPage(browser, options);
  const wrong = new Set<string>();
  const clean: Looked['clean'] = (allowed = () => false) => {
    expect([...wrong]).toEqual([]);
    expect(watched.errors.filter((error) => !allowed(error))).toEqual([]);
    expect(watched.foreign).toEqual([]);
  };
  return {
    ...watched,
    look: async (...languages) => {
      for (const one of await looked(watched.page, languages)) wrong.add(one);
    },
    clean,
    close: async (allowed) => {
      clean(allowed);
      await watched.context.close();
    },
  };
}

function there<One>(one: One | undefined): One {
  if (one === undefined) throw new Error('the group has not begun');
  return one;
}

/** A browser and the program beside it, for the tests of one group; called where the group is described. */
export function suiteWith(chromium: string, { folder, also }: SuiteWish = {}): Suite {
  let browser: Browser | undefined;
  let started: Started | undefined;
  let end: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    browser = await launch(chromium);
    started = await startUi(await folder?.(browser));
    end = await also?.(started.folder);
  }, 2 * minutes);
  afterAll(async () => {
    await browser?.close();
    await started?.stop();
    await end?.();
    if (started !== undefined) await removeFolder(started.folder);
  }, minutes);
  return {
    get browser() {
      return there(browser);
    },
    get started() {
      return there(started);
    },
    enter: async (options = {}) => {
      const window = await openLooked(there(browser), options);
      await window.page.goto(there(started).url);
      await window.page.locator('main h1').waitFor(patient);
      return window;
    },
    restart: async () => {
      const { folder: place, stop } = there(started);
      await stop();
      started = await startUi(place);
    },
  };
}
