import type { entityTypeIds } from '../crm/entity.ts';
import type { Reference } from '../kind.ts';

/** Letters by which the portal names elements of the CRM in one word: `C_627`, `D_5`, `T8c_12`. */
const letters = {
  L: 'lead',
  D: 'deal',
  C: 'contact',
  CO: 'company',
  Q: 'quote',
  SI: 'smart-invoice',
} as const satisfies Readonly<Record<string, keyof typeof entityTypeIds>>;

/** References of a field that names elements of the CRM by such words. Own types have their number in hexadecimal. */
export function crmBindings(field: string): readonly Reference[] {
  const known = Object.entries(letters).map(([letter, to]): Reference => {
    const start = `${letter}_`;
    return { field, to, id: (value) => (value.startsWith(start) ? value.slice(start.length) : undefined) };
  });
  return [
    ...known,
    {
      field,
      to: 'smart-process-item',
      id: (value) => {
        const { type, id } = /^T(?<type>[0-9a-f]+)_(?<id>\d+)$/iu.exec(value)?.groups ?? {};
        return type === undefined ? undefined : `${Number.parseInt(type, 16)}:${id}`;
      },
    },
  ];
}
