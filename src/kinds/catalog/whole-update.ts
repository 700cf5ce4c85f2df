import type { PersonField } from '../kind.ts';

/**
 * Puts another person in charge through an update that sets what it is not sent to a default: all that it takes goes back as
 * it is in the live row, and what holds nothing stays unsent.
 */
export function wholeUpdate(method: string, sent: readonly string[]): NonNullable<PersonField['set']> {
  return ({ id, row }, to) => {
    const kept = Object.entries(row).filter(([name, value]) => sent.includes(name) && value !== null);
    return {
      method,
      params: { id: Number(id), fields: { ...Object.fromEntries(kept), responsibleId: Number(to) } },
      effect: 'write',
    };
  };
}
