import type { Socket } from 'node:net';

import { BoxError } from '../error.ts';
import type { Server } from '../settings.ts';
import { addressOf, connectTo, Received } from './socket.ts';

/** As much of memcached as clearing a cache takes. https://docs.memcached.org/protocols/basic/ */
export class Memcached {
  readonly address: string;
  readonly #socket: Socket;
  readonly #received: Received;

  private constructor(server: Server, socket: Socket) {
    this.address = addressOf(server);
    this.#socket = socket;
    this.#received = new Received(socket, server);
  }

  /** Raises BOX_SERVER_UNREACHABLE. */
  static async connect(server: Server): Promise<Memcached> {
    return new Memcached(server, await connectTo(server));
  }

  async #ask(command: string): Promise<string> {
    this.#socket.write(`${command}\r\n`);
    return (await this.#received.line()).toString();
  }

  #refused(answer: string): BoxError {
    return new BoxError('BOX_SERVER_REFUSED', { address: this.address, reason: answer.split(' ')[0] ?? '' });
  }

  async #has(key: string): Promise<boolean> {
    let found = false;
    for (let line = await this.#ask(`get ${key}`); line !== 'END'; line = (await this.#received.line()).toString()) {
      const size = /^VALUE \S+ \d+ (\d+)/u.exec(line)?.[1];
      if (size === undefined) throw this.#refused(line);
      await this.#received.block(Number(size));
      found = true;
    }
    return found;
  }

  /** How many of these keys there are. Keys that memcached can't have (too long, with blanks) are not there. */
  async count(keys: readonly string[]): Promise<number> {
    let found = 0;
    for (const key of keys.filter(isKey)) if (await this.#has(key)) found += 1;
    return found;
  }

  /** Deletes keys; gives how many there were. */
  async remove(keys: readonly string[]): Promise<number> {
    let removed = 0;
    for (const key of keys.filter(isKey)) {
      const answer = await this.#ask(`delete ${key}`);
      if (answer === 'DELETED') removed += 1;
      else if (answer !== 'NOT_FOUND') throw this.#refused(answer);
    }
    return removed;
  }

  /** Every key of the server that `picks` picks. The server may be a second behind with what was just written. */
  async keys(picks: (key: string) => boolean): Promise<readonly string[]> {
    const keys: string[] = [];
    let line = await this.#ask('lru_crawler metadump all');
    for (; line !== 'END'; line = (await this.#received.line()).toString()) {
      const encoded = /^key=(\S+)/u.exec(line)?.[1];
      if (encoded === undefined) throw this.#refused(line);
      const key = decode(encoded);
      if (key !== '' && picks(key)) keys.push(key);
    }
    return keys;
  }

  close(): void {
    this.#socket.destroy();
  }
}

function isKey(key: string): boolean {
  return Buffer.byteLength(key) <= 250 && !/[\s\p{Cc}]/u.test(key);
}

/** A key of bytes that are no UTF-8 is none of ours. */
function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return '';
  }
}
