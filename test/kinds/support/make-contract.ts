// Makes contract.json from the vendor's documentation as data (MIT): node test/kinds/support/make-contract.ts EXAMPLES.jsonl
import { createReadStream, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { format } from 'prettier';
import { z } from 'zod';

import { isList, isObject, type Json } from '../../../src/base/json.ts';
import { kinds } from '../../../src/kinds/index.ts';
import { callsOf } from './calls.ts';
import { contractFile, type Digest, keyOfMethod } from './contract.ts';

const Line = z.object({
  method: z.string(),
  page: z.string(),
  api: z.enum(['v2', 'v3']),
  params: z.array(z.object({ name: z.string(), required: z.boolean().optional() })),
  subparams: z.record(z.string(), z.array(z.object({ name: z.string() }))),
  success: z.array(z.object({ json: z.json() })),
  requests: z.array(z.object({ json: z.json().optional() })),
});

function namesIn(value: Json): readonly string[] {
  if (isList(value)) return value.flatMap(namesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => [name, ...namesIn(each)]);
}

const used = new Set(kinds.flatMap(callsOf).map(({ method, api }) => keyOfMethod(method, api)));
const pages = new Set(kinds.flatMap(({ docs }) => docs));
const isName = (name: string): boolean => /^[A-Za-z_]\w*$/u.test(name);

const digest: Digest = {};
for await (const text of createInterface({ input: createReadStream(process.argv[2] ?? '') })) {
  const line = Line.parse(JSON.parse(text));
  const key = keyOfMethod(line.method, line.api);
  if (!used.has(key) && !pages.has(line.page)) continue;
  const names = [
    ...line.success.flatMap(({ json }) => namesIn(json as Json)),
    ...Object.values(line.subparams).flatMap((fields) => fields.map(({ name }) => name)),
    ...line.requests.flatMap(({ json }) => selectedIn(json as Json)),
    ...line.params.map(({ name }) => name),
  ];
  digest[key] = {
    method: line.method,
    api: line.api,
    page: line.page,
    params: line.params.map(({ name }) => name),
    required: line.params.filter(({ required }) => required === true).map(({ name }) => name),
    names: [...new Set(names.filter(isName))].toSorted(),
  };
}

/** Fields that an example request asks for. */
function selectedIn(request: Json | undefined): readonly string[] {
  if (!isObject(request)) return [];
  const select = Object.entries(request).find(([name]) => name.toLowerCase() === 'select')?.[1];
  return isList(select) ? select.filter((name) => typeof name === 'string') : [];
}

const sorted = Object.fromEntries(Object.entries(digest).toSorted(([a], [b]) => a.localeCompare(b)));
writeFileSync(contractFile, await format(JSON.stringify(sorted), { parser: 'json', printWidth: 120 }));
console.log(`${Object.keys(sorted).length} methods`);
