import type { WireEvent } from '../../bitrix24/ask.ts';

/** Which methods have had to rest because their operating time was spent, and until when. */
export class Pauses {
  readonly #until = new Map<string, number>();

  /** To be handed the events of the wire. */
  readonly note = (event: WireEvent): void => {
    if (event.is !== 'paused' || event.why !== 'budget') return;
    const method = event.method.toLowerCase();
    this.#until.set(method, Math.max(event.untilMs, this.#until.get(method) ?? 0));
  };

  /** The end of a method's last rest; undefined when it never had to. */
  untilMs(method: string): number | undefined {
    return this.#until.get(method.toLowerCase());
  }
}
