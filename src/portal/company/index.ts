import { createPortal, type LocalPortal, type PortalOptions } from '../portal.ts';
import { type CompanyOptions, sampleCompany } from './company.ts';
import { loadDataset, readDataset } from './dataset.ts';
import { loadCompany } from './load.ts';
import { sampleApplication } from './stock/apps.ts';

export { sampleApplication };

/** The administrator's webhook of a sample portal: `/rest/1/administrator1/`. */
export const administratorWebhook = { userId: 1, code: 'administrator1' } as const;
/** An ordinary employee's webhook of a sample portal. */
export const employeeWebhook = { userId: 2, code: 'employee2' } as const;

/**
 * A portal with a sample company in it, a local application, and two webhooks, an administrator's and an employee's. The same seed and size
 * give the same portal. `size` is the number of records; a thousand unless told.
 */
export function createSamplePortal(options: Partial<CompanyOptions> & PortalOptions = {}): LocalPortal {
  const { seed = 1, size = 1000, bigFileBytes, ...rest } = options;
  const portal = createPortal({
    ...rest,
    webhooks: [administratorWebhook, employeeWebhook, ...(rest.webhooks ?? [])],
    apps: [sampleApplication, ...(rest.apps ?? [])],
  });
  loadCompany(portal.core, sampleCompany({ seed, size, ...(bigFileBytes === undefined ? {} : { bigFileBytes }) }));
  return portal;
}

/**
 * A portal with the company of a data file in it (the form of the vendor's own fictional company) and a webhook of its
 * administrator. Throws an Error whose message says what is wrong with the text.
 */
export function createDatasetPortal(text: string, options: PortalOptions = {}): LocalPortal {
  const dataset = readDataset(text);
  const userId = Number(dataset.entities.users[0]?.ID);
  const webhooks = [{ ...administratorWebhook, userId }, ...(options.webhooks ?? [])];
  const portal = createPortal({ ...options, webhooks });
  loadDataset(portal.core, dataset);
  return portal;
}
