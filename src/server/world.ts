import { basename, resolve } from 'node:path';

import { archivesIn, findArchive, likelyOf } from '../commands/archives.ts';
import { knownPortals } from '../commands/connections.ts';
import type { Context } from '../commands/context.ts';
import { type DemoWish, type DemoWorld, openDemoWorld } from '../commands/demo-world.ts';
import type { Surroundings } from './runs.ts';

export interface FoundArchive {
  readonly path: string;
  readonly name: string;
}

/**
 * What the app works on: the user's own folder and connections, or a demo with its own. The one thing of the server
 * that a page can turn; everything else it learns from the disk, so that a restart changes nothing.
 */
export class World {
  readonly #own: Surroundings;
  #demo: DemoWorld | undefined;
  #chosenArchive: string | undefined;
  #chosenPortal: string | undefined;

  constructor(own: Surroundings, archive?: string) {
    this.#own = own;
    this.#chosenArchive = archive === undefined ? undefined : resolve(own.folder, archive);
  }

  get isDemo(): boolean {
    return this.#demo !== undefined;
  }

  readonly surroundings = (): Surroundings => {
    if (this.#demo === undefined) return this.#own;
    const { folder, settingsFolder } = this.#demo;
    return { ...this.#own, folder, settingsFolder, environment: {}, bucket: 'none' };
  };

  async startDemo(wish: DemoWish): Promise<void> {
    if (this.#demo !== undefined) return;
    this.#demo = await openDemoWorld(this.#own, wish);
    this.#chosenArchive = undefined;
    this.#chosenPortal = undefined;
  }

  async leaveDemo(): Promise<void> {
    const demo = this.#demo;
    this.#demo = undefined;
    this.#chosenArchive = undefined;
    this.#chosenPortal = undefined;
    await demo?.close();
  }

  /** Raises ARCHIVE_ABSENT when there is no archive at `path`. */
  async chooseArchive(path: string): Promise<void> {
    this.#chosenArchive = await findArchive(this.#context(), path);
    this.#chosenPortal = undefined;
  }

  /** The archive that a command would work on. Raises ARCHIVE_ABSENT and ARCHIVE_UNCLEAR. */
  resolve(path: string | undefined): Promise<string> {
    return findArchive(this.#context(), path);
  }

  choosePortal(portal: string): void {
    this.#chosenPortal = portal;
    this.#chosenArchive = undefined;
  }

  async portals(): Promise<readonly string[]> {
    return knownPortals(this.surroundings());
  }

  async archives(): Promise<readonly FoundArchive[]> {
    return (await archivesIn(this.surroundings())).map((path) => ({ path, name: basename(path) }));
  }

  /** The archive that is shown: the chosen one, that of the chosen portal, or the only one here. */
  async archive(): Promise<string | undefined> {
    if (this.#chosenArchive !== undefined) return this.#chosenArchive;
    const found = await this.archives();
    if (this.#chosenPortal !== undefined) {
      const name = this.#chosenPortal.replaceAll(':', '-');
      return found.find((archive) => archive.name.startsWith(name))?.path;
    }
    const [likely, ...others] = likelyOf(found.map(({ path }) => path));
    return others.length === 0 ? likely : undefined;
  }

  /** The portal that a connection was chosen for, or the only one that is known. */
  async portal(): Promise<string | undefined> {
    if (this.#chosenPortal !== undefined) return this.#chosenPortal;
    const known = await this.portals();
    return known.length === 1 ? known[0] : undefined;
  }

  /** A context for small questions: nobody is asked, nobody watches. */
  #context(): Context {
    return {
      ...this.surroundings(),
      ask: () => Promise.reject(new Error('nobody to ask')),
      watch: () => undefined,
      tell: () => undefined,
      signal: new AbortController().signal,
    };
  }

  readonly context = (): Context => this.#context();
}
