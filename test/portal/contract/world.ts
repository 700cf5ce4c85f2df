import type { JsonObject } from '../../../src/base/json.ts';
import type { LocalPortal } from '../../../src/portal/portal.ts';

/** A documented request that is about to be replayed. */
export interface Example {
  /** In lower case. */
  readonly method: string;
  readonly params: JsonObject;
}

/**
 * Makes a fresh portal hold what a documented request names: records under the very ids of the example, rows that pass
 * its filter. One for each family of methods.
 */
export interface World {
  readonly serves: (method: string) => boolean;
  readonly prepare: (portal: LocalPortal, example: Example) => void;
}

/** A parameter of an example, in any case. */
export function given(params: JsonObject, name: string): JsonObject[string] | undefined {
  return Object.entries(params).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
