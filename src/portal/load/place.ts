import type { JsonObject } from '../../base/json.ts';
import type { KindId } from '../../kinds/kind.ts';
import type { PortalCore } from '../core.ts';

/** Of the record as the archive knows it; some rows do not say these things themselves. */
export interface Seen {
  readonly id: string;
  /** Id of the record in whose list it came; '' where it came in none. */
  readonly parentId: string;
  /** What that record is; '' where it came in none. */
  readonly parentKind: KindId;
  /** Users through whose connections it was seen. */
  readonly people: readonly number[];
  /** The application of the loaded portal: its storages and options are those of the archive. */
  readonly application: string;
  /** When it was seen last. */
  readonly atMs: number;
}

/** Puts one archived row where the portal keeps such records, in the form in which it keeps them. */
export type Place = (core: PortalCore, row: JsonObject, seen: Seen) => void;
