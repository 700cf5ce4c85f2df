import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import { type Disk, nodeDisk } from '../../src/base/disk.ts';
import type { JsonObject } from '../../src/base/json.ts';
import { seeded } from '../../src/base/random.ts';
import { type ConnectedPortal, connect } from '../../src/bitrix24/client.ts';
import { webhook } from '../../src/bitrix24/connection.ts';
import type { HttpRequest } from '../../src/bitrix24/port.ts';
import { kinds } from '../../src/kinds/index.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import { MoveMap } from '../../src/journey/move/map.ts';
import { type KindMoved, Mover } from '../../src/journey/move/move.ts';
import { administratorWebhook } from '../../src/portal/company/index.ts';
import { createNewPortal } from '../../src/portal/company/new.ts';
import type { LocalPortal } from '../../src/portal/portal.ts';
import { transportTo } from '../export/local.ts';
import { emptyArchive } from '../support/archive.ts';
import { diskIsBusy, SimClock } from '../wire/sim-clock.ts';

/** An empty portal where the same people work under other numbers. */
export interface OtherPortal {
  readonly local: LocalPortal;
  readonly clock: SimClock;
  connect(before?: (request: HttpRequest) => void): ConnectedPortal;
  /** The portal does what it is asked; the answers that `lost` names never arrive. */
  connectLosing(lost: (request: HttpRequest) => boolean): ConnectedPortal;
}

export const numberThere = (id: string): string => String(Number(id) + 500);

/** `without`: people of the archive who do not work there. */
export function otherPortal(archive: Archive, without: readonly string[] = []): OtherPortal {
  const clock = new SimClock(Date.parse('2026-11-01T10:00:00+03:00'), diskIsBusy);
  const people = [...archive.records('user')]
    .filter(({ key }) => !without.includes(key.id))
    .map(({ key, row }): JsonObject => ({ ...row, ID: numberThere(key.id), UF_DEPARTMENT: [1] }));
  const local = createNewPortal({ clock, webhooks: [administratorWebhook], people });
  onTestFinished(() => local.close());
  const { userId, code } = administratorWebhook;
  const reach = (transport: ReturnType<typeof transportTo>): ConnectedPortal =>
    connect({
      connection: webhook(`https://new.bitrix24.test/rest/${userId}/${code}/`),
      transport,
      clock,
      random: seeded(1),
    });
  return {
    local,
    clock,
    connect: (before) => reach(transportTo(local, before)),
    connectLosing(lost) {
      const whole = transportTo(local);
      return reach(async (request) => {
        const response = await whole(request);
        if (lost(request)) throw Object.assign(new Error('cut'), { code: 'ECONNRESET' });
        return response;
      });
    },
  };
}

const mapPath = (folder: string): string => join(folder, 'move-map.jsonl');

export function mapOf(
  archive: Archive,
  folder: string,
  portal: ConnectedPortal,
  disk: Disk = nodeDisk,
): Promise<MoveMap> {
  return MoveMap.open(disk, mapPath(folder), archive.portal, portal.address);
}

export interface Moved {
  readonly kinds: readonly KindMoved[];
  of(kind: string): KindMoved;
}

/** Carries an archive over; whoever is missing there is stood for by the new administrator. */
export async function moveTo(
  archive: Archive,
  folder: string,
  portal: ConnectedPortal,
  options: { readonly people?: ReadonlyMap<string, string>; readonly disk?: Disk } = {},
): Promise<Moved> {
  const { people = new Map<string, string>(), disk } = options;
  if (disk === undefined) await nodeDisk.remove(mapPath(folder));
  const map = await mapOf(archive, folder, portal, disk);
  const mover = new Mover({ portal, archive, kinds, map, people, fallback: '1' });
  const moved: KindMoved[] = [];
  for await (const each of mover.run()) moved.push(each);
  await map.close();
  return {
    kinds: moved,
    of: (kind) =>
      moved.find((each) => each.kind === kind) ?? {
        kind,
        total: 0,
        made: 0,
        found: 0,
        notMade: [],
        without: [],
        links: [],
      },
  };
}

/** Everything of the other portal, brought home. */
export async function exportOf(other: OtherPortal): Promise<Archive> {
  const made = await emptyArchive({ kinds });
  onTestFinished(async () => {
    await made.archive.close();
    await made.remove();
  });
  await exportPortal({
    portal: other.connect(),
    archive: made.archive,
    kinds,
    connection: 'user-1',
    clock: other.clock,
  });
  return made.archive;
}
