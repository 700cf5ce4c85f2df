import type { Archive } from '../archive/archive.ts';

/** A connection through which the archive was filled, and whose it is. */
export interface Witness {
  readonly connection: string;
  readonly name: string;
}

/** Who is behind connections. Nobody is named where one alone has filled the archive: then it goes without saying. */
export function witnessesIn(archive: Archive, connections: readonly string[]): readonly Witness[] {
  if (new Set(archive.runs().map(({ connection }) => connection)).size < 2) return [];
  return connections.map((connection) => {
    const id = connection.replace(/^user-/u, '');
    return { connection, name: archive.record({ kind: 'user', id })?.name ?? connection };
  });
}

export interface WitnessCount extends Witness {
  /** Records that it saw, and those that no other did. */
  readonly records: number;
  readonly alone: number;
}

/** What each connection saw. */
export function witnessCounts(archive: Archive): readonly WitnessCount[] {
  const connections = [...new Set(archive.runs().map(({ connection }) => connection))];
  return witnessesIn(archive, connections).map((witness) => {
    const seen = archive.seenBy(witness.connection);
    return {
      ...witness,
      records: seen.reduce((sum, { count }) => sum + count, 0),
      alone: seen.reduce((sum, { alone }) => sum + alone, 0),
    };
  });
}
