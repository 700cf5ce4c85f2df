import { rowsFor, textOfCell } from '../schema.ts';
import { inSiteForm } from '../site-dates.ts';
import type { TableKind } from '../table-kind.ts';

type Add = NonNullable<TableKind['add']>[number];

/** A page is shown with the domain of its site, and asked for by the site's type. */
const domain: Add = async ({ sql }, rows) => {
  const ids = [...new Set(rows.map((row) => Number(row['SITE_ID'])))];
  const sites = new Map((await rowsFor(sql, 'b_landing_site', 'ID', ids)).map((row) => [Number(row['ID']), row]));
  return (record, row) => {
    record['DOMAIN_ID'] = textOfCell(sites.get(Number(row['SITE_ID']))?.['DOMAIN_ID']);
  };
};

const siteOf: NonNullable<TableKind['parents']> = async ({ sql }, rows) => {
  const ids = [...new Set(rows.map((row) => Number(row['SITE_ID'])))];
  const types = new Map(
    (await rowsFor(sql, 'b_landing_site', 'ID', ids)).map((row) => [Number(row['ID']), textOfCell(row['TYPE'])]),
  );
  return (row) => {
    const id = Number(row['SITE_ID']);
    const type = types.get(id);
    return type === undefined ? undefined : { kind: 'site', id: `${type}:${id}` };
  };
};

const shared = { spelling: 'same', numbers: 'text', add: [inSiteForm('DATE_CREATE', 'DATE_MODIFY')] } as const;

/**
 * Sites, shops and knowledge bases, and their pages, also those in the bin. What a page is made of lies in tables, too, but
 * as the drawing of its blocks, and not as they are shown: REST gives that.
 */
export const siteTables: readonly TableKind[] = [
  {
    ...shared,
    kind: 'site',
    table: 'b_landing_site',
    shows: `ID TITLE CODE TYPE ACTIVE DELETED DESCRIPTION~ DOMAIN_ID DATE_CREATE DATE_MODIFY CREATED_BY_ID MODIFIED_BY_ID`,
  },
  {
    ...shared,
    kind: 'page',
    table: 'b_landing',
    needs: ['b_landing_site'],
    shows: 'ID TITLE CODE SITE_ID ACTIVE DELETED DATE_CREATE DATE_MODIFY CREATED_BY_ID MODIFIED_BY_ID',
    add: [...shared.add, domain],
    parents: siteOf,
  },
];
