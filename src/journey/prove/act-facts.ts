import { z } from 'zod';

import { Bye24Error } from '../../base/error.ts';

const filled = z.string().trim().min(1);
/** Either the thing itself, or "not applicable" with the reason: nothing is left out in silence. */
const orNot = z.union([z.object({ name: filled, address: filled }), z.object({ notApplicable: filled })]);

/**
 * What an act needs and no journal knows: asked of the operator once. The letters are those of p. 3 of order No. 179 of
 * Roskomnadzor of 28.10.2022.
 */
const factsSchema = z.object({
  /** а */
  operator: z.object({ name: filled, address: filled }),
  /** б */
  processor: orNot,
  /** г */
  persons: z.array(z.object({ name: filled, position: filled })).min(1),
  /** A second person who looked at the result. */
  checkedBy: z.object({ name: filled, position: filled }).optional(),
  /** и */
  reason: filled,
  /** What the act says of the archive, which still holds the same data. */
  archive: z.object({ holder: filled, basis: filled, destroyBy: filled }),
});

export type ActFacts = z.infer<typeof factsSchema>;

/** @throws Bye24Error ACT_INCOMPLETE with the names of what is lacking: an act with holes is never made */
export function parseActFacts(value: unknown): ActFacts {
  const parsed = factsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))].filter((name) => name !== '');
  throw new Bye24Error('ACT_INCOMPLETE', { fields: fields.length === 0 ? 'operator' : fields.join(', ') });
}

/** Both papers are kept three years (p. 8). 29 February becomes the 28th where the year has none. */
export function retainUntil(destroyedMs: number): string {
  const date = new Date(destroyedMs);
  const year = date.getUTCFullYear() + 3;
  const last = new Date(Date.UTC(year, date.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, date.getUTCMonth(), Math.min(date.getUTCDate(), last))).toISOString().slice(0, 10);
}
