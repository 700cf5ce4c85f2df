import { seeded } from '../src/base/random.ts';
import type { WireEvent } from '../src/bitrix24/ask.ts';
import { type ConnectedPortal, connect } from '../src/bitrix24/client.ts';
import { webhook } from '../src/bitrix24/connection.ts';
import type { HttpRequest, ListReport, Page } from '../src/bitrix24/port.ts';
import { inProcess } from '../src/commands/in-process.ts';
import type { Limits } from '../src/portal/limits.ts';
import { createPortal, type LocalPortal } from '../src/portal/portal.ts';
import { SimClock } from '../test/wire/sim-clock.ts';

/** A portal and a client in one process, on simulated time: minutes of waiting cost nothing and are counted exactly. */
export interface Scene {
  readonly clock: SimClock;
  readonly local: LocalPortal;
  readonly client: ConnectedPortal;
  readonly events: { readonly atMs: number; readonly event: WireEvent }[];
  /** Requests that reached the portal, and what it said. */
  readonly seen: {
    readonly atMs: number;
    readonly answeredAtMs: number;
    readonly status: number;
    readonly text: string;
  }[];
}

export interface SceneOptions {
  readonly limits: Limits;
  readonly fill: (portal: LocalPortal) => void;
  /** Called before each request. */
  readonly meanwhile?: (request: HttpRequest, local: LocalPortal) => void;
  /** Keeps the beginning of each answer. */
  readonly keepsText?: boolean;
}

export function scene({ limits, fill, meanwhile, keepsText = false }: SceneOptions): Scene {
  const clock = new SimClock();
  const local = createPortal({ clock, limits, webhooks: [{ userId: 1, code: 'benchmark' }] });
  fill(local);
  const seen: Scene['seen'] = [];
  const events: Scene['events'] = [];
  const transport = inProcess({
    handle: async (request) => {
      const atMs = clock.now();
      const answer = await local.handle(request);
      const bytes = answer.body instanceof Uint8Array ? answer.body : new Uint8Array();
      const text = keepsText && bytes.length < 2_000_000 ? Buffer.from(bytes).toString('utf8') : '';
      seen.push({ atMs, answeredAtMs: clock.now(), status: answer.status, text });
      return answer;
    },
  });
  const client = connect({
    connection: webhook('http://127.0.0.1/rest/1/benchmark/'),
    transport: (request) => {
      meanwhile?.(request, local);
      return transport(request);
    },
    clock,
    random: seeded(1),
    onEvent: (event) => events.push({ atMs: clock.now(), event }),
  });
  return { clock, local, client, events, seen };
}

/** Walks a list to its end and counts its rows. */
export async function walk(
  pages: AsyncGenerator<Page, ListReport, void>,
  each?: (page: Page) => void,
): Promise<ListReport> {
  for (;;) {
    const step = await pages.next();
    if (step.done === true) return step.value;
    each?.(step.value);
  }
}
