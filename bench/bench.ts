import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type BenchPortal, measure, type Measured, runClient, startPortal, stopAll } from './run.ts';

/** An archive of contacts that was brought home at full speed, and the portal that it came from, which still runs. */
export interface Made {
  readonly records: number;
  readonly path: string;
  readonly portal: BenchPortal;
  readonly measured: Measured;
}

/** What a verb of the journey took, for the row on memory and for the charts. */
export interface Sample {
  readonly verb: string;
  readonly records: number;
  readonly seconds: number;
  readonly requests: number;
  readonly peakMemoryBytes: number;
}

/** What the rows share: the size of things, a folder to work in, archives that are made once. */
export class Bench {
  readonly isQuick: boolean;
  readonly folder = mkdtempSync(join(tmpdir(), 'bye24-bench-'));
  readonly samples: Sample[] = [];
  /** Pictures for the report: file name and SVG. */
  readonly charts = new Map<string, { readonly svg: string; readonly about: string }>();
  readonly #records: number | undefined;
  readonly #made = new Map<number, Promise<Made>>();
  readonly #sealed = new Map<number, Promise<Made>>();

  constructor(options: { readonly isQuick: boolean; readonly records?: number }) {
    this.isQuick = options.isQuick;
    this.#records = options.records;
  }

  /** How many records "a million" stands for in this run. */
  get million(): number {
    return this.#records ?? (this.isQuick ? 20_000 : 1_000_000);
  }

  /** A size for this run: the whole one, or a small one for a quick look. */
  size(whole: number, quick: number): number {
    if (this.isQuick) return quick;
    return this.#records === undefined ? whole : Math.max(1, Math.round((whole * this.#records) / 1_000_000));
  }

  say(text: string): void {
    console.error(`   ${text}`);
  }

  /** Contacts brought home without limits; made once, the portal left running. */
  archive(records = this.million): Promise<Made> {
    const known = this.#made.get(records);
    if (known !== undefined) return known;
    const made = this.#make(records);
    this.#made.set(records, made);
    return made;
  }

  /** The archive of so many, when it was made before. */
  madeAlready(records: number): Promise<Made> | undefined {
    return this.#made.get(records);
  }

  async #make(records: number): Promise<Made> {
    this.say(`a portal of ${records} contacts…`);
    const portal = await startPortal({ contacts: records, latencyMs: 0, listCostMs: 0, limits: 'none' });
    const path = join(this.folder, `archive-${records}`);
    this.say('its export…');
    const wish = JSON.stringify({ verb: 'export', path, url: portal.url, limits: 'none' });
    const measured = await measure('journey', [wish], portal);
    if (measured.more?.['state'] !== 'complete' || measured.rows !== records) {
      throw new Error(`the export came home with ${measured.rows} of ${records}: ${JSON.stringify(measured.more)}`);
    }
    this.note('export', records, measured);
    return { records, path, portal, measured };
  }

  /** The same archive, sealed. */
  sealed(records = this.million): Promise<Made> {
    const known = this.#sealed.get(records);
    if (known !== undefined) return known;
    const sealed = this.archive(records).then(async (made) => {
      this.say('its seal…');
      await this.verb('seal', made);
      return made;
    });
    this.#sealed.set(records, sealed);
    return sealed;
  }

  /** A verb of the journey on an archive, in a process of its own. */
  async verb(verb: string, made: Made, more: object = {}): Promise<Measured> {
    const wish = { verb, path: made.path, url: made.portal.url, limits: 'none', ...more };
    const measured = await measure('journey', [JSON.stringify(wish)], made.portal);
    this.note(verb, made.records, measured);
    return measured;
  }

  note(verb: string, records: number, { seconds, requests, peakMemoryBytes }: Measured): void {
    this.samples.push({ verb, records, seconds, requests, peakMemoryBytes });
    this.say(
      `${verb} of ${records}: ${seconds.toFixed(1)} s, ${requests} requests, ${Math.round(peakMemoryBytes / 1e6)} MB`,
    );
  }

  client(name: string, wish: object): ReturnType<typeof runClient> {
    return runClient(name, [JSON.stringify(wish)]);
  }

  close(): void {
    stopAll();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Bytes of all files below a folder. */
export function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
