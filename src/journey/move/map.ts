import { z } from 'zod';

import { Bye24Error } from '../../base/error.ts';
import type { AppendFile, Disk } from '../../base/disk.ts';
import { linesOf } from '../../base/lines.ts';
import type { RecordKey } from '../../archive/types.ts';
import type { KindId } from '../../kinds/kind.ts';

const pair = z.tuple([z.string(), z.string()]);
const triple = z.tuple([z.string(), z.string(), z.string()]);
/**
 * Lines of the file. tried: about to be sent, durable before the request leaves (I3). made, found: what came of it, with the
 * new id. free: certainly not made.
 */
const lineSchema = z.union([
  z.object({ from: z.string(), to: z.string() }),
  z.object({ tried: z.array(pair) }),
  z.object({ made: z.array(triple) }),
  z.object({ found: z.array(triple) }),
  z.object({ free: z.array(pair) }),
]);

/** A record and the id that it has on the other portal. */
export interface Placed {
  readonly key: RecordKey;
  readonly id: string;
}

/**
 * Which record of the archive is which on the other portal: kept in a file that only grows, so that a move that was
 * killed goes on and makes nothing twice. One process at a time; the command holds the lock.
 */
export class MoveMap {
  readonly #file: AppendFile;
  readonly #ids = new Map<KindId, Map<string, string>>();
  readonly #made = new Map<KindId, Set<string>>();
  readonly #taken = new Map<KindId, Set<string>>();
  readonly #pending = new Map<KindId, Set<string>>();

  private constructor(file: AppendFile) {
    this.#file = file;
  }

  /**
   * Opens the map of a move between two portals, or begins it; an unfinished last line is cut.
   * @throws Bye24Error MOVE_OTHER_PORTAL when it is of others
   */
  static async open(disk: Disk, path: string, from: string, to: string): Promise<MoveMap> {
    const lines: z.infer<typeof lineSchema>[] = [];
    let good = 0;
    if ((await disk.sizeBytes(path)) !== undefined) {
      for await (const { text, end, whole } of linesOf(disk.chunks(path))) {
        if (!whole) break;
        lines.push(parsed(text, path));
        good = end;
      }
    }
    const map = new MoveMap(await disk.append(path, { from: good }));
    const [head] = lines;
    if (head === undefined) {
      await map.#write({ from, to });
    } else if (!('from' in head) || head.from !== from || head.to !== to) {
      await map.close();
      throw new Bye24Error('MOVE_OTHER_PORTAL', { path, portal: 'to' in head ? head.to : '?' });
    }
    for (const line of lines) map.#take(line);
    return map;
  }

  id({ kind, id }: RecordKey): string | undefined {
    return this.#ids.get(kind)?.get(id);
  }

  /** Whether this move made the record with that id over there. */
  made(kind: KindId, thereId: string): boolean {
    return this.#made.get(kind)?.has(thereId) ?? false;
  }

  /** Whether a record over there is somebody's already. */
  isTaken(kind: KindId, thereId: string): boolean {
    return this.#taken.get(kind)?.has(thereId) ?? false;
  }

  /** Ids that were sent and of which nobody knows what became. */
  pending(kind: KindId): ReadonlySet<string> {
    return this.#pending.get(kind) ?? new Set();
  }

  /** Every record of a kind that is over there. */
  of(kind: KindId): Iterable<readonly [id: string, thereId: string]> {
    return this.#ids.get(kind) ?? [];
  }

  count(kind: KindId): { readonly made: number; readonly found: number } {
    const all = this.#ids.get(kind)?.size ?? 0;
    const made = this.#made.get(kind)?.size ?? 0;
    return { made, found: all - made };
  }

  /** The highest number that this move has seen given to the kind over there. */
  last(kind: KindId): string | undefined {
    const numbers = [...(this.#ids.get(kind)?.values() ?? [])].map(Number).filter((id) => Number.isSafeInteger(id));
    return numbers.length === 0 ? undefined : String(numbers.reduce((most, id) => Math.max(most, id), 0));
  }

  async tried(keys: readonly RecordKey[]): Promise<void> {
    await this.#write({ tried: keys.map(({ kind, id }) => [kind, id]) });
  }

  async placed(how: 'made' | 'found', records: readonly Placed[]): Promise<void> {
    if (records.length === 0) return;
    const triples = records.map(({ key: { kind, id: old }, id }): [string, string, string] => [kind, old, id]);
    await this.#write(how === 'made' ? { made: triples } : { found: triples });
  }

  async free(keys: readonly RecordKey[]): Promise<void> {
    if (keys.length > 0) await this.#write({ free: keys.map(({ kind, id }) => [kind, id]) });
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #write(line: z.infer<typeof lineSchema>): Promise<void> {
    await this.#file.write(`${JSON.stringify(line)}\n`);
    await this.#file.sync();
    this.#take(line);
  }

  #take(line: z.infer<typeof lineSchema>): void {
    if ('tried' in line) for (const [kind, id] of line.tried) setOf(this.#pending, kind).add(id);
    if ('free' in line) for (const [kind, id] of line.free) setOf(this.#pending, kind).delete(id);
    const placed = 'made' in line ? line.made : 'found' in line ? line.found : [];
    for (const [kind, id, thereId] of placed) {
      const ids = this.#ids.get(kind) ?? new Map<string, string>();
      this.#ids.set(kind, ids.set(id, thereId));
      setOf(this.#taken, kind).add(thereId);
      setOf(this.#pending, kind).delete(id);
      if ('made' in line) setOf(this.#made, kind).add(thereId);
    }
  }
}

function setOf(map: Map<KindId, Set<string>>, kind: KindId): Set<string> {
  const known = map.get(kind) ?? new Set<string>();
  map.set(kind, known);
  return known;
}

function parsed(text: string, path: string): z.infer<typeof lineSchema> {
  try {
    return lineSchema.parse(JSON.parse(text));
  } catch {
    throw new Bye24Error('MOVE_MAP_DAMAGED', { path });
  }
}
