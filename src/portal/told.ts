import type { JsonObject } from '../base/json.ts';
import type { PortalCore } from './core.ts';
import type { TableSpec } from './store.ts';

const toldTable: TableSpec = { name: 'told_rows', indexes: ['about'] };

/** What a list tells that has no table behind it: whose list it is, and of which record. */
type About = `${'history' | 'stages' | 'payments' | 'deliveries' | 'transcript'}:${string | number}`;

/**
 * Some lists a portal makes anew from other records whenever it is asked (the history of a task, the payments of a deal). A
 * portal that is loaded can't know all that went into them: it tells what the loaded one told.
 */
export function keepTold(core: PortalCore, about: About, row: JsonObject): void {
  core.store.table(toldTable).add(() => ({ about, row }));
}

/** The rows that were kept, in their order; undefined when none were, and the portal makes its own. */
export function toldOf(core: PortalCore, about: About): readonly JsonObject[] | undefined {
  const kept = core.store.table(toldTable).select({
    where: [{ field: { path: 'about', type: 'text' }, is: '=', value: about }],
  });
  return kept.length === 0 ? undefined : kept.map(({ row }) => row as JsonObject);
}
