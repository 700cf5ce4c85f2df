import { appWorld } from './app-world.ts';
import { companyWorlds } from './company-world.ts';
import { crmWorlds } from './crm-world.ts';
import { shelfWorld } from './shelf-world.ts';
import type { World } from './world.ts';

/** All worlds in which documented requests are replayed; a method without one needs nothing to be there. */
export const worlds: readonly World[] = [
  // One a line: families are added side by side.
  // The custom fields of people and tasks are not the CRM's: its worlds come last.
  appWorld,
  shelfWorld,
  ...companyWorlds,
  ...crmWorlds,
];
