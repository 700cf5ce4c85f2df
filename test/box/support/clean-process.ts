// Clears the cache of a box in a process of its own, for tests that kill it: node clean-process.ts ROOT WHAT
import { openBox } from '../../../src/box/box.ts';
import { type Choice, choices } from '../../../src/box/cache/choices.ts';
import { cleanCache } from '../../../src/box/cache/clean.ts';
import { nowMs } from './fixture.ts';

const [root = '', wanted = ''] = process.argv.slice(2);
const what: Choice = choices.find((each) => each === wanted) ?? 'all';
await cleanCache(openBox(root), { what, nowMs });
