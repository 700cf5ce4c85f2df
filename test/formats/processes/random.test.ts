import fc from 'fast-check';
import { unserialize } from 'php-serialize';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { seeded } from '../../../src/base/random.ts';
import { bpmnOf } from '../../../src/formats/processes/bpmn.ts';
import { bptOf } from '../../../src/formats/processes/bpt.ts';
import { outlineOf } from '../../../src/formats/processes/outline.ts';
import { phpSerialize } from '../../../src/formats/processes/php.ts';
import { templateOf } from '../../../src/formats/processes/template.ts';
import { sequences, treeOf } from './support/arbitrary.ts';
import { faultsOf } from './support/lint.ts';
import { walk } from './support/run.ts';

const drawn = sequences.map((children) => {
  const template = templateOf({ ID: '1', NAME: 'Любой', TEMPLATE: [treeOf(children)], PARAMETERS: [] });
  return { template, children, xml: bpmnOf(template, 'ru') as string };
});

describe('any template of the designer', () => {
  it('becomes a diagram without a fault, and keeps every block', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async ({ xml, children }) => {
        expect(await faultsOf(xml)).toEqual({ warnings: [], faults: {} });
        const names = [...JSON.stringify(children).matchAll(/"Name":"(A\d+_1)"/gu)].map(([, name]) => name as string);
        for (const name of names) expect(xml).toContain(name);
      }),
      { numRuns: 60 },
    );
  });

  it('runs to an end in bpmn-engine', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, fc.nat(), async ({ xml }, seed) => {
        expect((await walk(xml, seeded(seed))).finished).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('lies in a .bpt as PHP reads it', () => {
    fc.assert(
      fc.property(drawn, ({ template }) => {
        const { TEMPLATE: tree, VERSION: version } = unserialize(inflateSync(bptOf(template)).toString()) as Record<
          string,
          unknown
        >;
        expect(version).toBe(2);
        expect(JSON.parse(JSON.stringify(tree))).toEqual(
          JSON.parse(JSON.stringify(template.row['TEMPLATE']).replaceAll(/\\ud[89a-f][0-9a-f]{2}/giu, '\uFFFD')),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('has an outline that names its blocks', () => {
    fc.assert(
      fc.property(drawn, ({ template, children }) => {
        const outline = outlineOf(template, 'ru');
        expect(outline.split('\n').filter((line) => /^\s*- \*\*/u.test(line))).toHaveLength(
          [...JSON.stringify(children).matchAll(/"Type":/gu)].length,
        );
      }),
      { numRuns: 40 },
    );
  });
});

describe('PHP notation', () => {
  it('gives back any value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: 'small' }), (value) => {
        // The reader that it is held to loses such a key.
        fc.pre(!JSON.stringify(value).includes('__proto__'));
        const made = JSON.parse(JSON.stringify(value)) as never;
        const back: unknown = unserialize(phpSerialize(made));
        const loose = (one: unknown): unknown =>
          typeof one === 'object' && one !== null
            ? Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, loose(inner)]))
            : Object.is(one, -0)
              ? 0
              : one;
        expect(loose(back)).toEqual(loose(made));
      }),
    );
  });
});
