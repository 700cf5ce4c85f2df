import { batchLimit } from '../batch.ts';
import type { OnEvent } from '../ask.ts';

/** A batch should take about this long; the cloud cuts it at 60 s. */
const targetSeconds = 20;

/** How many commands of a method go into one batch: fewer when they are slow, half as many after a lost answer. */
export class BatchPace {
  readonly #sizes = new Map<string, number>();
  readonly #onEvent: OnEvent | undefined;

  constructor(onEvent?: OnEvent) {
    this.#onEvent = onEvent;
  }

  commands(method: string): number {
    return this.#sizes.get(method) ?? batchLimit;
  }

  /** A batch of so many commands took so long. Grows by doubling at most, shrinks at once. */
  took(method: string, commands: number, seconds: number): void {
    const fits = Math.floor(targetSeconds / Math.max(seconds / Math.max(1, commands), 1e-6));
    this.#set(method, Math.min(fits, this.commands(method) * 2));
  }

  lost(method: string, commands: number): void {
    this.#set(method, Math.floor(Math.min(commands, this.commands(method)) / 2));
  }

  #set(method: string, commands: number): void {
    const size = Math.max(1, Math.min(batchLimit, commands));
    if (size === this.commands(method)) return;
    this.#sizes.set(method, size);
    this.#onEvent?.({ is: 'batchSize', method, commands: size });
  }
}
