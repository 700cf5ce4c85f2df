import type { Losses } from '../formats/losses.ts';

/** Something that is not as it should be there, by its path. */
export interface Stray {
  readonly path: string;
  readonly why: 'changedThere' | 'refused' | 'differs';
  readonly status?: number;
  /** What the server said, or which fields read otherwise. */
  readonly detail?: string;
}

export interface PushReport {
  /** Sent now and read back equal. */
  readonly written: number;
  /** There already, as it should be. */
  readonly equal: number;
  /** Folders, address books, calendars or projects that were made. */
  readonly folders: number;
  readonly strays: readonly Stray[];
  readonly straysCount: number;
  readonly losses: Losses;
}

const MOST_STRAYS = 500;

/** Strays, counted all and kept some. */
export class Strays {
  readonly list: Stray[] = [];
  count = 0;

  add(stray: Stray): void {
    this.count += 1;
    if (this.list.length < MOST_STRAYS) this.list.push(stray);
  }
}
