// `npm run contract`: replays the vendor's documented requests against the local portal and says what fits.
import { MethodTable } from '../src/portal/core.ts';
import { families } from '../src/portal/methods/index.ts';
import { judge } from '../test/portal/contract/judge.ts';
import { provoke } from '../test/portal/contract/provoke.ts';
import { exceptionFor } from '../test/portal/contract/refusal-exceptions.ts';
import { documentation, hasExamples } from '../test/portal/contract/source.ts';

const methods = new MethodTable(families.flat());
const pages = documentation().filter((page) => methods.find(page.api, page.method) !== undefined);
const documented = new Set(pages.map((page) => `${page.api} ${page.method.toLowerCase()}`));
const undocumented = methods.all.filter((each) => !documented.has(`${each.api ?? 'v2'} ${each.name.toLowerCase()}`));

console.log(hasExamples ? "against the vendor's examples" : "against the digest of the vendor's examples");
let [conforming, excepted] = [0, 0];
for (const page of pages) {
  const { method, api, replayed, left, excepted: forgiven } = await judge(page);
  const word = left.length > 0 ? 'DIFFERS' : forgiven.length > 0 ? 'excepted' : 'conforms';
  if (word === 'conforms') conforming++;
  if (word === 'excepted') excepted++;
  console.log(`${word.padEnd(9)} ${api} ${method.padEnd(42)} ${replayed} request(s)`);
  for (const problem of left) console.log(`            ${problem}`);
}
for (const { name, api } of undocumented) console.log(`no page   ${api ?? 'v2'} ${name}`);
let [provoked, excused, open] = [0, 0, 0];
for (const page of pages) {
  const tried = await provoke(page);
  provoked += tried.provoked.length;
  for (const refusal of tried.not) {
    if (exceptionFor(page, refusal) !== undefined) {
      excused++;
      continue;
    }
    open++;
    console.log(`not given ${page.api} ${page.method}: ${refusal.code} ${refusal.words}`);
  }
}
console.log(`documented errors provoked ${provoked}, excepted with a reason ${excused}, still open ${open}`);
console.log(`methods implemented ${methods.all.length}, conforming ${conforming}, excepted ${excepted}`);
process.exitCode = conforming + excepted === pages.length ? 0 : 1;
