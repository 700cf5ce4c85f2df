import { z } from 'zod';

import type { Archive } from '../../archive/archive.ts';
import type { KindId } from '../../kinds/kind.ts';

/** Where a kind's walk stands. Kept in the archive behind the page that it follows, so that it can't run ahead. */
const placeSchema = z.object({
  /** Which of the kind's lists, or of its parents' kinds. */
  list: z.number(),
  /** Id of the last row, or of the last parent, that is through. */
  after: z.string().optional(),
  /** Folders of a tree that are still to be opened. */
  pending: z.array(z.string()).readonly().optional(),
});
export type Place = z.infer<typeof placeSchema>;
const placeInRun = placeSchema.extend({ run: z.number() });

/** What is known of a kind's last walk to the end through this connection. */
const doneSchema = z.object({
  run: z.number(),
  /** The portal's clock when that run began. */
  startedAtMs: z.number(),
  /** Whether every record came home. */
  whole: z.boolean(),
});
export type Done = z.infer<typeof doneSchema>;

const partsSchema = z.object({ run: z.number(), ids: z.array(z.string()) });
const startSchema = z.object({ run: z.number(), startedAtMs: z.number() });

/** The cursors of one connection's exports in an archive. */
export class Cursors {
  readonly #archive: Archive;
  readonly #connection: string;
  readonly #run: number;

  constructor(archive: Archive, connection: string, run: number) {
    this.#archive = archive;
    this.#connection = connection;
    this.#run = run;
  }

  #name(...parts: readonly string[]): string {
    return ['export', this.#connection, ...parts].join('/');
  }

  #read<T>(schema: z.ZodType<T>, ...parts: readonly string[]): T | undefined {
    const text = this.#archive.cursor(this.#name(...parts));
    return text === undefined ? undefined : schema.parse(JSON.parse(text));
  }

  /** The place of this run's interrupted walk; undefined when it has not begun. */
  place(kind: KindId): Place | undefined {
    const place = this.#read(placeInRun, 'place', kind);
    return place?.run === this.#run ? place : undefined;
  }

  setPlace(kind: KindId, place: Place): void {
    this.#archive.writer.setCursor(this.#name('place', kind), JSON.stringify({ ...place, run: this.#run }));
  }

  /** Records that were shown only in part, and that are to be asked for whole. */
  parts(kind: KindId): readonly string[] {
    const parts = this.#read(partsSchema, 'parts', kind);
    return parts?.run === this.#run ? parts.ids : [];
  }

  setParts(kind: KindId, ids: readonly string[]): void {
    this.#archive.writer.setCursor(this.#name('parts', kind), JSON.stringify({ run: this.#run, ids }));
  }

  done(kind: KindId): Done | undefined {
    return this.#read(doneSchema, 'done', kind);
  }

  setDone(kind: KindId, startedAtMs: number, whole: boolean): void {
    const done: Done = { run: this.#run, startedAtMs, whole };
    this.#archive.writer.setCursor(this.#name('done', kind), JSON.stringify(done));
    this.#archive.writer.setCursor(this.#name('place', kind), undefined);
    this.#archive.writer.setCursor(this.#name('parts', kind), undefined);
  }

  /** What the last export of everything took, for a later one to be held against. */
  fullRequests(): number | undefined {
    return this.#read(z.number(), 'full');
  }

  setFullRequests(requests: number): void {
    this.#archive.writer.setCursor(this.#name('full'), JSON.stringify(requests));
  }

  /** The portal's clock when this run began, where an interrupted process left it. */
  startedAtMs(): number | undefined {
    const start = this.#read(startSchema, 'start');
    return start?.run === this.#run ? start.startedAtMs : undefined;
  }

  setStartedAtMs(startedAtMs: number): void {
    this.#archive.writer.setCursor(this.#name('start'), JSON.stringify({ run: this.#run, startedAtMs }));
  }
}
