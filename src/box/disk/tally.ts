/** Why something stays though it was to go. */
export interface Left {
  readonly path: string;
  /** `mount`, or the code that the system refused with. */
  readonly why: string;
}

/** What a sweep took away, or would take away. */
export class Tally {
  files = 0;
  folders = 0;
  /** Freed on the disk: a file that has other names frees nothing. */
  bytes = 0;
  readonly left: Left[] = [];
  leftCount = 0;

  leave(path: string, why: string): void {
    this.leftCount += 1;
    if (this.left.length < 100) this.left.push({ path, why });
  }

  /** Runs a deed; what the system refuses is written down, what is gone already is none of our business. */
  attempt(path: string, deed: () => void): boolean {
    try {
      deed();
      return true;
    } catch (error) {
      const { code = 'UNKNOWN' } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') this.leave(path, code);
      return false;
    }
  }
}
