import type { Kind, KindId } from '../kinds/kind.ts';
import { type Database, KIND_SHIFT } from './database.ts';
import { searchableTexts } from './indexed-text.ts';
import type { ArchiveReader } from './reader.ts';
import { matches, type ParsedQuery, parseQuery } from './search-query.ts';
import { snippetOf } from './snippet.ts';
import type { ArchivedRecord, SearchAnswer, SearchQuery } from './types.ts';
import { wordsOf } from './words.ts';

/** Facets count so far: more than that is "many". Counting on would cost time in which nobody learns anything. */
export const FACET_CAP = 1000;
/** So many are weighed against each other, of all kinds together: those with the words in their names, and the newest. */
const WEIGHED = 150;

interface KindCode {
  readonly kind: KindId;
  readonly code: number;
}

/**
 * Looks for records. Those whose names answer more of the query come first, people's own before settings; among equals the
 * newest.
 */
export function searchArchive(
  archive: ArchiveReader,
  kinds: ReadonlyMap<KindId, Kind>,
  query: SearchQuery,
): SearchAnswer {
  const parsed = parseQuery(query.text, (prefix) => commonStems(archive.database, prefix));
  const { match } = parsed;
  if (match === undefined) return { hits: [], facets: [] };
  const { database, codes } = archive;
  const held: readonly KindCode[] = archive.kinds().map((kind) => ({ kind, code: codes.kind(kind) }));
  const facets = held
    .map(({ kind, code }) => ({ kind, code, count: countHits(database, match, code) }))
    .filter(({ count }) => count > 0);
  const wanted = facets.filter(({ kind }) => query.kinds?.includes(kind) ?? true);
  const [offset, limit] = [query.offset ?? 0, query.limit ?? 50];
  const share = Math.max(20, Math.ceil(WEIGHED / Math.max(1, wanted.length)), offset + limit);
  // Names are enough to weigh by; of the rest, only what is shown is read.
  const hits = wanted
    .flatMap(({ kind, code }) => {
      const interest = interestOf(kinds.get(kind));
      return [...newestHits(database, match, code, share)].map(([number, name]) => ({
        number,
        weight: weightOf(parsed, name) + interest,
      }));
    })
    .toSorted((a, b) => b.weight - a.weight || (b.number % KIND_SHIFT) - (a.number % KIND_SHIFT))
    .slice(offset, offset + limit)
    .map(({ number }) => archive.recordByNumber(number))
    .filter((record) => record !== undefined)
    .map((record) => ({
      key: record.key,
      name: record.name,
      snippet: snippetOf(parsed, textsOf(kinds.get(record.key.kind), record)),
    }));
  return { hits, facets: facets.map(({ kind, count }) => ({ kind, count })) };
}

function countHits(database: Database, match: string, code: number): number {
  const row = database.get(
    'SELECT count(*) AS count FROM (SELECT 1 FROM words WHERE words MATCH ? AND rowid > ? AND rowid < ? LIMIT ?)',
    match,
    BigInt(code) * BigInt(KIND_SHIFT),
    BigInt(code + 1) * BigInt(KIND_SHIFT),
    FACET_CAP,
  );
  return Number(row?.['count']);
}

/** Numbers and names of hits with all of it in the name, then any; the newest of each. Reading on would cost time without end. */
function newestHits(database: Database, match: string, code: number, most: number): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const expression of [`name : (${match})`, match]) {
    const rows = database.all(
      `SELECT r.number, r.name FROM (SELECT rowid FROM words WHERE words MATCH ? AND rowid > ? AND rowid < ?
        ORDER BY rowid DESC LIMIT ?) w JOIN records r ON r.number = w.rowid`,
      expression,
      BigInt(code) * BigInt(KIND_SHIFT),
      BigInt(code + 1) * BigInt(KIND_SHIFT),
      most,
    );
    for (const { number, name } of rows) found.set(Number(number), String(name));
  }
  return found;
}

/** Everything of a record that was searched. */
function textsOf(kind: Kind | undefined, { name, row }: ArchivedRecord): readonly string[] {
  const { texts, phones } = kind === undefined ? { texts: [], phones: [] } : searchableTexts(kind, row);
  return [...texts, ...phones, name];
}

/** What people look for comes up; settings and dictionaries, which nobody answers for or is named in, go down. */
function interestOf(kind: Kind | undefined): number {
  if (kind === undefined) return 0;
  if (kind.sought === true) return 0.75;
  return kind.people.length === 0 && Object.keys(kind.personal).length === 0 ? -0.75 : 0;
}

/** How much of the query a name answers, and how much of the name the query: whole names before parts of long ones. */
function weightOf({ terms }: ParsedQuery, name: string): number {
  const words = wordsOf(name);
  if (words.length === 0) return 0;
  const answered = terms.filter((term) => words.some((word) => matches(term, word))).length;
  const asked = words.filter((word) => terms.some((term) => matches(term, word))).length;
  return answered + asked / words.length / 2;
}

/** Beginnings that lead to no more records than this are looked up in full. */
const FEW_RECORDS = 20_000;

/**
 * The most common stems with a beginning that leads to very many records; undefined when it leads to few, or when
 * nobody counted because the archive was not sealed.
 */
function commonStems(database: Database, prefix: string): readonly string[] | undefined {
  const range = [prefix, `${prefix}\u{10FFFF}`] as const;
  const total = database.get('SELECT sum(records) AS total FROM vocabulary WHERE stem >= ? AND stem < ?', ...range);
  if (Number(total?.['total'] ?? 0) <= FEW_RECORDS) return undefined;
  return database
    .all('SELECT stem FROM vocabulary WHERE stem >= ? AND stem < ? ORDER BY records DESC LIMIT 60', ...range)
    .map(({ stem }) => String(stem));
}
