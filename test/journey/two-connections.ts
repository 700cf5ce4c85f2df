import type { Portal } from '../../src/bitrix24/port.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import type { Through } from '../../src/journey/apply/alive.ts';
import { plan } from '../../src/journey/plan/plan.ts';
import { FakeDisk } from '../support/fake-disk.ts';
import { everything, type World } from './apply-support.ts';
import { MiniArchive, MiniPortal } from './world.ts';

/** What Anna alone is shown. */
export const HERS: readonly string[] = ['note', 'remark'];

export interface TwoConnections extends World {
  /** The portal as Anna (person 5) is shown it. */
  readonly anna: MiniPortal;
  readonly through: Through;
  /** Methods with which the owner's connection was asked about a record of hers. */
  readonly strange: ReadonlySet<string>;
  /** From now on the portal refuses Anna's connection. */
  revoke(): void;
}

/**
 * A company of which one person alone is shown notes and remarks, taken home through her connection and the owner's, and the
 * plan for all of it, which goes through both.
 */
export async function twoConnections({ notes = 3, docs = 2 } = {}): Promise<TwoConnections> {
  const portal = new MiniPortal();
  for (let id = 101; id <= 100 + notes; id++) {
    portal.put('note', { id, name: 'note' });
    portal.put('remark', { id: id + 100, noteId: id, name: 'remark' });
  }
  for (let id = 301; id <= 300 + docs; id++) portal.put('doc', { id, name: 'doc' });
  for (const id of [1, 5, 6]) portal.put('person', { id, name: 'person', active: true });
  const archive = new MiniArchive(portal);
  const anna = portal.copy();
  for (const kind of HERS) portal.rows.get(kind)?.clear();
  for (const [name, record] of archive.records) {
    const witnesses = [HERS.includes(record.key.kind) ? 'user-5' : 'user-1'];
    archive.records.set(name, { ...record, witnesses });
  }
  const strange = new Set<string>();
  portal.refuse = ({ method, params }) => {
    // How many there are may be asked of anybody; about a record, only of whom it is shown to.
    const isAboutRecords = JSON.stringify(params ?? {}).includes('id');
    if (HERS.includes(method.split('.')[0] ?? '') && isAboutRecords) strange.add(method);
    return undefined;
  };
  let isRevoked = false;
  const refused = (): void => {
    if (isRevoked) throw new PortalError('badCredential', { method: 'profile' });
  };
  const asAnna = {
    address: anna.address,
    list: anna.list.bind(anna),
    batch: async (calls) => {
      refused();
      return anna.batch(calls);
    },
    call: async (call) => {
      refused();
      return call.method === 'profile' ? { result: { ID: '5' } } : anna.call(call);
    },
  } satisfies Pick<Portal, 'address' | 'list' | 'batch' | 'call'>;
  const others = [{ connection: 'user-5', userId: '5', name: 'Анна', isHere: true }];
  return {
    portal,
    anna,
    archive,
    disk: new FakeDisk(),
    plan: await plan(archive.facts({ connection: 'user-1', others }), everything),
    through: async (connection) => (connection === 'user-5' ? (asAnna as unknown as Portal) : undefined),
    strange,
    revoke: () => (isRevoked = true),
  };
}
