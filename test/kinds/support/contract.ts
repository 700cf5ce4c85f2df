import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import type { Api } from '../../../src/bitrix24/port.ts';

/**
 * What the vendor's documentation says of the methods that kinds use, made by `make-contract.ts`: parameter names, required
 * ones, and every name that its pages show in an answer or among the fields.
 */
const Digest = z.record(
  z.string(),
  z.object({
    method: z.string(),
    api: z.enum(['v2', 'v3']),
    page: z.string(),
    params: z.array(z.string()),
    required: z.array(z.string()),
    names: z.array(z.string()),
  }),
);
export type Digest = z.infer<typeof Digest>;
export type MethodFacts = Digest[string];

export const contractFile = join(import.meta.dirname, '..', 'contract.json');
const digest: Digest = Digest.parse(JSON.parse(readFileSync(contractFile, 'utf8')));

export const keyOfMethod = (method: string, api: Api): string => `${api} ${method.toLowerCase()}`;

/** Facts of a method, whatever the case of its name; undefined when the documentation has no such method. */
export function factsOf(method: string, api: Api): MethodFacts | undefined {
  return digest[keyOfMethod(method, api)];
}

/** Facts of all methods that are described on these pages. */
export function factsOfPages(pages: readonly string[]): readonly MethodFacts[] {
  return Object.values(digest).filter(({ page }) => pages.includes(page));
}
