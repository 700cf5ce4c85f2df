/** The portal's clock on the wall: ISO 8601 with its own offset, so that stored dates compare as text. */
export class Zone {
  readonly offset: string;
  readonly #offsetMs: number;
  #second = Number.NaN;
  #written = '';

  /** `offset` as `+03:00`. */
  constructor(offset = '+03:00') {
    const match = /^([+-])(\d\d):(\d\d)$/u.exec(offset);
    if (match === null) throw new TypeError(`not a time zone offset: ${offset}`);
    const sign = match[1] === '-' ? -1 : 1;
    this.offset = offset;
    this.#offsetMs = sign * (Number(match[2]) * 60 + Number(match[3])) * 60_000;
  }

  format(ms: number): string {
    const second = Math.floor(ms / 1000);
    if (second === this.#second) return this.#written;
    this.#written = new Date(ms + this.#offsetMs).toISOString().slice(0, 19) + this.offset;
    this.#second = second;
    return this.#written;
  }

  /** Milliseconds of a date as requests write it: with or without time, offset, `T`; or `DD.MM.YYYY [HH:MM[:SS]]`. */
  parse(text: string): number | undefined {
    const local = /^(\d\d)\.(\d\d)\.(\d{4})(?: (\d\d:\d\d(?::\d\d)?))?$/u.exec(text.trim());
    let iso =
      local === null ? text.trim().replace(' ', 'T') : `${local[3]}-${local[2]}-${local[1]}T${local[4] ?? '00:00'}`;
    if (/^\d{4}-\d\d-\d\d$/u.test(iso)) iso += 'T00:00:00';
    if (!/(?:Z|[+-]\d\d:?\d\d)$/u.test(iso)) iso += this.offset;
    const ms = Date.parse(iso);
    return Number.isNaN(ms) ? undefined : ms;
  }

  /** The same date as this portal would write it; undefined when it is no date. */
  normal(text: string): string | undefined {
    const ms = this.parse(text);
    return ms === undefined ? undefined : this.format(ms);
  }
}
