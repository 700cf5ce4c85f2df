import type { JsonObject } from '../../src/base/json.ts';
import type { LocalPortal } from '../../src/portal/portal.ts';

/** The code of the webhook in use, one of another portal, and what the portal itself lets slip into its data. */
export const WEBHOOK = 'k4n4rywebh00kc0de';
export const OTHER = 'k4n4ry0therp0rtal';
const IN_DATA = ['k4n4ryurlwebh00k', 'k4n4ryauthparam', 'k4n4rydownl0adt0ken', 'k4n4rysessi0nid', 'k4n4ryaccesst0ken'];
export const ALL = [WEBHOOK, OTHER, ...IN_DATA];

const [inUrl, inAuth, inToken, inSession, inAccess] = IN_DATA;
/** What people paste into fields: addresses that open something. */
const SLIP = [
  `https://acme.bitrix24.test/rest/7/${inUrl}/crm.deal.get`,
  `https://acme.bitrix24.test/disk/x?auth=${inAuth}&token=${inToken}`,
  `https://acme.bitrix24.test/y?sessid=${inSession}#z`,
  `{"access_token":"${inAccess}"}`,
].join(' ');

/** Puts the secrets into every field of every record that holds words. Tells how many. */
export function seed({ core: { store } }: LocalPortal): number {
  const skipped = new Set(['webhooks', 'apps', 'grants', 'administrators', 'disk_storages']);
  let fields = 0;
  const seeded = (row: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => {
        if (typeof value !== 'string' || !/[а-яё]/iu.test(value)) return [name, value];
        fields += 1;
        return [name, `${value} ${SLIP}`];
      }),
    );
  for (const name of store.tableNames().filter((table) => !skipped.has(table))) {
    const table = store.table({ name });
    for (const { id, json } of store.prepare(`SELECT id, json FROM t_${name}`).all()) {
      const row = JSON.parse(String(json)) as JsonObject;
      const next = seeded(row);
      if (JSON.stringify(next) !== JSON.stringify(row)) table.put(Number(id), next);
    }
  }
  return fields;
}
