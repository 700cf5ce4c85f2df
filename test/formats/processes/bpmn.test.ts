import { fileURLToPath } from 'node:url';

import { describe, expect, it, onTestFinished } from 'vitest';

import { seeded } from '../../../src/base/random.ts';
import { bpmnOf } from '../../../src/formats/processes/bpmn.ts';
import { templateOf } from '../../../src/formats/processes/template.ts';
import { processTemplates } from '../../../src/portal/company/templates.ts';
import { describeWith, peer } from '../../support/needs.ts';
import { launch } from '../../ui/support/app.ts';
import { faultsOf } from './support/lint.ts';
import { walk } from './support/run.ts';
import { nodeTemplate } from './support/templates.ts';

/** What of the viewer a page is asked for. */
interface BpmnViewer {
  new (options: { readonly container: string }): {
    importXML(xml: string): Promise<{ readonly warnings: readonly unknown[] }>;
    get(name: 'elementRegistry'): { getAll(): readonly unknown[] };
    destroy(): void;
  };
}

const samples = [
  ...processTemplates.map(({ name, tree, parameters }) => ({ name, tree, parameters })),
  { name: 'Новый конструктор', tree: nodeTemplate(['N1']), parameters: {} },
  { name: 'Новый конструктор, запуск при создании', tree: nodeTemplate(['N2']), parameters: {} },
  { name: 'Новый конструктор без запуска', tree: nodeTemplate([]), parameters: {} },
  { name: 'Новый конструктор, два запуска', tree: nodeTemplate(['N1', 'N2']), parameters: {} },
].map(({ name, tree, parameters }, index) => ({
  name,
  tree,
  xml: bpmnOf(
    templateOf({ ID: String(index + 1), NAME: name, TEMPLATE: [tree], PARAMETERS: parameters, AUTO_EXECUTE: '1' }),
    'ru',
  ) as string,
}));

/** The portal's own tree, as the diagram carries it. */
function treeIn(xml: string): unknown {
  const [, text = ''] = /<b24:tree>([^<]*)</u.exec(xml) ?? [];
  const signs: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
  const plain = text.replaceAll(/&(?:#(\d+)|(\w+));/gu, (_, number?: string, name = '') =>
    number === undefined ? (signs[name] ?? '') : String.fromCodePoint(Number(number)),
  );
  return JSON.parse(plain);
}

describe('a business process as BPMN 2.0', () => {
  it.each(samples)('keeps every block with all that it is set to, word for word: $name', ({ tree, xml }) => {
    expect(treeIn(xml)).toEqual([tree]);
  });

  it.each(samples)('is read by bpmn-moddle without a warning, and bpmnlint finds no fault: $name', async ({ xml }) => {
    expect(await faultsOf(xml)).toEqual({ warnings: [], faults: {} });
  });

  // An engine takes the first of several starts and drops the others.
  it.each(samples.filter(({ name }) => !name.endsWith('два запуска')))(
    'runs in bpmn-engine, every branch of it: $name',
    async ({ xml }) => {
      const flows = new Set([...xml.matchAll(/<bpmn:sequenceFlow id="([^"]+)"/gu)].map(([, id]) => id));
      const taken = new Set<string>();
      for (let seed = 1; seed <= 40 && taken.size < flows.size; seed++) {
        const run = await walk(xml, seeded(seed * 7919));
        expect(run.finished, `seed ${seed}`).toBe(true);
        for (const id of run.taken) taken.add(id);
      }
      expect([...flows.difference(taken)]).toEqual([]);
    },
  );
});

describeWith('xmllint', 'xmllint', (xmllint) => {
  it('finds every converted process to be well-formed XML', () => {
    for (const { xml } of samples) peer(xmllint, ['--noout', '-'], { input: xml });
  });
});

describeWith('browser', 'bpmn-js in a browser', (program) => {
  it('opens every converted process without a warning and draws all of it', { timeout: 120_000 }, async () => {
    const browser = await launch(program);
    onTestFinished(() => browser.close());
    const page = await browser.newPage({ offline: true });
    await page.setContent('<div id="canvas" style="width:1200px;height:800px"></div>');
    const viewer = fileURLToPath(import.meta.resolve('bpmn-js/dist/bpmn-navigated-viewer.production.min.js'));
    await page.addScriptTag({ path: viewer });
    for (const { name, xml } of samples) {
      const opened = await page.evaluate(async (text) => {
        const { BpmnJS } = globalThis as unknown as { readonly BpmnJS: BpmnViewer };
        const drawing = new BpmnJS({ container: '#canvas' });
        const { warnings } = await drawing.importXML(text);
        const drawn = drawing.get('elementRegistry').getAll().length;
        drawing.destroy();
        return { warnings: warnings.length, drawn };
      }, xml);
      const told = [...xml.matchAll(/<bpmndi:BPMN(?:Shape|Edge) /gu)].length;
      expect([name, opened.warnings]).toEqual([name, 0]);
      expect(opened.drawn).toBeGreaterThanOrEqual(told);
    }
  });
});
