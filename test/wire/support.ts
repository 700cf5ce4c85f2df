import type { Json, JsonObject } from '../../src/base/json.ts';
import { seeded } from '../../src/base/random.ts';
import type { WireEvent } from '../../src/bitrix24/ask.ts';
import { type ConnectedPortal, connect, type ConnectOptions } from '../../src/bitrix24/client.ts';
import { webhook } from '../../src/bitrix24/connection.ts';
import type { ListReport, Page } from '../../src/bitrix24/port.ts';
import { ScriptedPortal, type ScriptedOptions } from './scripted.ts';
import { SimClock } from './sim-clock.ts';

export const secret = 'abcdefgh12345678';

export interface Scene {
  readonly clock: SimClock;
  readonly server: ScriptedPortal;
  readonly portal: ConnectedPortal;
  readonly events: WireEvent[];
}

/** A client connected to a scripted portal on simulated time. */
export function scene(script: Omit<ScriptedOptions, 'clock'>, options: Partial<ConnectOptions> = {}): Scene {
  const clock = new SimClock();
  const server = new ScriptedPortal({ clock, ...script });
  const events: WireEvent[] = [];
  const portal = connect({
    connection: webhook(`https://acme.bitrix24.ru/rest/1/${secret}/`),
    transport: server.transport,
    clock,
    random: seeded(1),
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { clock, server, portal, events };
}

/** Runs a walk to its end. */
export async function drain(
  walk: AsyncGenerator<Page, ListReport, void>,
): Promise<{ readonly pages: readonly Page[]; readonly rows: readonly JsonObject[]; readonly report: ListReport }> {
  const pages: Page[] = [];
  for (;;) {
    const step = await walk.next();
    if (step.done === true) return { pages, rows: pages.flatMap(({ rows }) => rows), report: step.value };
    pages.push(step.value);
  }
}

export function parsed(bytes: Uint8Array): Json {
  return JSON.parse(new TextDecoder().decode(bytes)) as Json;
}
