import { connect, type Socket } from 'node:net';

import { BoxError } from '../error.ts';
import type { Server } from '../settings.ts';

const timeoutMs = 10_000;

/** Where a server is, for people and for errors. */
export function addressOf({ host, port }: Server): string {
  return port === 0 ? host : `${host}:${port}`;
}

/** Connects to a server by TCP or by its socket. Raises BOX_SERVER_UNREACHABLE. */
export function connectTo(server: Server): Promise<Socket> {
  const { host, port } = server;
  return new Promise((resolve, reject) => {
    const socket = host.startsWith('/') ? connect({ path: host }) : connect({ host, port });
    const fail = (cause: unknown): void => {
      socket.destroy();
      const { code = 'TIMEOUT' } = (cause ?? {}) as NodeJS.ErrnoException;
      reject(new BoxError('BOX_SERVER_UNREACHABLE', { address: addressOf(server), reason: code }, { retryable: true }));
    };
    socket.setTimeout(timeoutMs, () => fail(undefined));
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.removeListener('error', fail);
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}

/** The bytes that a socket receives, to be read by lines and by lengths, one reader at a time. */
export class Received {
  readonly #socket: Socket;
  readonly #address: string;
  #bytes = Buffer.alloc(0);
  #chunks: Buffer[] = [];
  #failed: BoxError | undefined;
  #wake: (() => void) | undefined;

  constructor(socket: Socket, server: Server) {
    this.#socket = socket;
    this.#address = addressOf(server);
    socket.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#wake?.();
    });
    socket.on('timeout', () => this.#fail('TIMEOUT'));
    socket.on('error', (error: NodeJS.ErrnoException) => this.#fail(error.code ?? 'UNKNOWN'));
    socket.on('close', () => this.#fail('CLOSED'));
  }

  #fail(reason: string): void {
    this.#failed ??= new BoxError('BOX_SERVER_UNREACHABLE', { address: this.#address, reason }, { retryable: true });
    this.#socket.destroy();
    this.#wake?.();
  }

  async #more(): Promise<void> {
    while (this.#chunks.length === 0) {
      if (this.#failed !== undefined) throw this.#failed;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    this.#bytes = Buffer.concat([this.#bytes, ...this.#chunks]);
    this.#chunks = [];
  }

  /** The next line, without its end: `\r\n`, or `\n` alone in memcached's dumps. */
  async line(): Promise<Buffer> {
    for (;;) {
      const end = this.#bytes.indexOf('\n');
      if (end >= 0) {
        const line = this.#bytes.subarray(0, this.#bytes[end - 1] === 0x0d ? end - 1 : end);
        this.#bytes = this.#bytes.subarray(end + 1);
        return line;
      }
      await this.#more();
    }
  }

  /** So many bytes and the line end after them. */
  async block(length: number): Promise<Buffer> {
    while (this.#bytes.length < length + 2) await this.#more();
    const block = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length + 2);
    return block;
  }
}
