import type { Socket } from 'node:net';

import { BoxError } from '../error.ts';
import type { Server } from '../settings.ts';
import { addressOf, connectTo, Received } from './socket.ts';

type Reply = Buffer | number | null | readonly Reply[];

/** A text that stands for itself in a pattern of SCAN. */
export function literally(text: string): string {
  return text.replaceAll(/[*?[\]\\^]/gu, String.raw`\$&`);
}

/** As much of Redis as clearing a cache takes. https://redis.io/docs/latest/develop/reference/protocol-spec/ */
export class Redis {
  readonly address: string;
  readonly #socket: Socket;
  readonly #received: Received;

  private constructor(server: Server, socket: Socket) {
    this.address = addressOf(server);
    this.#socket = socket;
    this.#received = new Received(socket, server);
  }

  /** Raises BOX_SERVER_UNREACHABLE, BOX_SERVER_REFUSED (a wrong password among other things). */
  static async connect(server: Server, password?: string): Promise<Redis> {
    const redis = new Redis(server, await connectTo(server));
    try {
      if (password !== undefined) await redis.#ask('AUTH', password);
    } catch (error) {
      redis.close();
      throw error;
    }
    return redis;
  }

  async #reply(): Promise<Reply> {
    const line = await this.#received.line();
    const rest = line.subarray(1);
    switch (String.fromCodePoint(line[0] ?? 0)) {
      case '+':
        return rest;
      case ':':
        return Number(rest.toString());
      case '$': {
        const length = Number(rest.toString());
        return length < 0 ? null : this.#received.block(length);
      }
      case '*': {
        const replies: Reply[] = [];
        for (let left = Number(rest.toString()); left > 0; left--) replies.push(await this.#reply());
        return replies;
      }
      default:
        throw new BoxError('BOX_SERVER_REFUSED', {
          address: this.address,
          reason: rest.toString().split(' ')[0] ?? '',
        });
    }
  }

  async #ask(...words: readonly (string | Buffer)[]): Promise<Reply> {
    const pieces = words.map((word) => (typeof word === 'string' ? Buffer.from(word) : word));
    const parts = pieces.flatMap((piece) => [Buffer.from(`$${piece.length}\r\n`), piece, Buffer.from('\r\n')]);
    this.#socket.write(Buffer.concat([Buffer.from(`*${pieces.length}\r\n`), ...parts]));
    return this.#reply();
  }

  /** How many of these keys there are. */
  async count(keys: readonly string[]): Promise<number> {
    let found = 0;
    // One by one: the keys of a cluster lie on different servers.
    for (const key of keys) found += Number(await this.#ask('EXISTS', key));
    return found;
  }

  /** Deletes keys; gives how many there were. */
  async remove(keys: readonly (string | Buffer)[]): Promise<number> {
    let removed = 0;
    for (const key of keys) removed += Number(await this.#ask('UNLINK', key));
    return removed;
  }

  /** Keys that match a pattern, a few hundred at a time; never blocks the server for long. */
  async *matching(pattern: string): AsyncGenerator<readonly Buffer[], void, void> {
    let cursor = '0';
    do {
      const reply = await this.#ask('SCAN', cursor, 'MATCH', pattern, 'COUNT', '500');
      if (!Array.isArray(reply)) return;
      const [next, keys] = reply as readonly Reply[];
      cursor = String(next);
      if (Array.isArray(keys)) yield keys.filter((key): key is Buffer => Buffer.isBuffer(key));
    } while (cursor !== '0');
  }

  close(): void {
    this.#socket.destroy();
  }
}
