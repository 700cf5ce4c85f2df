import { type Cost, dearest } from '../journey/export/estimate.ts';
import { estimate, type Range } from '../journey/export/eta.ts';
import { type Inventory, takeInventory } from '../journey/export/inventory.ts';
import { chosenKinds } from './chosen.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import { reach } from './reach.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['inventory']['parameters']>;

export interface InventoryResult extends Inventory {
  readonly type: 'inventory';
  /** How long an export would take at the portal's usual limits. */
  readonly exportMs: Range;
  /** What an export would spend most requests on: nothing where all of it is quick. */
  readonly costs: readonly Cost[];
}

/** Counts what the portal holds; changes nothing. Not whole when a kind can't be read. */
export async function run(context: Context, { portal: asked, kinds }: Input): Promise<Done<InventoryResult>> {
  const { clock, signal, watch } = context;
  const chosen = chosenKinds(kinds);
  const { inventory, pace } = await reach(context, asked, async ({ portal, connection, pace }) => ({
    inventory: await takeInventory({ portal, connection, kinds: chosen, now: () => clock.now(), signal, watch }),
    pace,
  }));
  return {
    ending: inventory.kinds.every(({ state }) => state === 'here' || state === 'noMethod') ? 'whole' : 'partial',
    result: {
      type: 'inventory',
      ...inventory,
      exportMs: estimate({ requests: inventory.requestsEstimate }, pace),
      costs: dearest(chosen, inventory.kinds, pace),
    },
  };
}
