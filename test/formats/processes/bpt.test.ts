import { expect, it } from 'vitest';

import { isList, type JsonObject, textOf } from '../../../src/base/json.ts';
import { bptOf } from '../../../src/formats/processes/bpt.ts';
import { templateOf } from '../../../src/formats/processes/template.ts';
import { processTemplates } from '../../../src/portal/company/templates.ts';
import { documentation } from '../../portal/contract/source.ts';
import { describeWith, peer } from '../../support/needs.ts';
import { nodeTemplate } from './support/templates.ts';

/** Reads a .bpt as the portal's own code does, and writes it once more. */
const reader = `
$file = base64_decode(stream_get_contents(STDIN));
$text = gzuncompress($file);
$all = $text === false ? false : unserialize($text, ['allowed_classes' => false]);
echo json_encode([
  'keys' => is_array($all) ? array_keys($all) : null,
  'version' => $all['VERSION'] ?? null,
  'template' => $all['TEMPLATE'] ?? null,
  'again' => serialize($all) === $text,
], JSON_UNESCAPED_UNICODE);`;

const keys = ['VERSION', 'TEMPLATE', 'PARAMETERS', 'VARIABLES', 'CONSTANTS', 'DOCUMENT_FIELDS'];

describeWith('php', 'a .bpt in PHP', (php) => {
  const read = (bpt: string): JsonObject => JSON.parse(peer(php, ['-r', reader], { input: bpt })) as JsonObject;

  it('is what PHP would have written itself, for every kind of template', () => {
    const trees = [...processTemplates.map(({ tree }) => tree), nodeTemplate(['N1', 'N2'])];
    for (const tree of trees) {
      const row = { ID: '1', NAME: 'Согласование', TEMPLATE: [tree], VARIABLES: { Сумма: { Name: 'Сумма', Type: 'double' } } }; // prettier-ignore
      const bpt = bptOf(templateOf(row)).toString('base64');
      expect(read(bpt)).toEqual({
        keys,
        version: 2,
        template: JSON.parse(JSON.stringify([tree])) as unknown,
        again: true,
      });
    }
  });

  it('has the parts of the one that the vendor’s documentation shows, in their order', () => {
    const page = documentation().find(({ method }) => method === 'bizproc.workflow.template.add');
    const samples = (page?.requests ?? []).map(({ TEMPLATE_DATA: data }) => (isList(data) ? textOf(data[1]) : ''));
    // Beside the vendor's examples; the digest of them that goes with the code has no texts.
    const whole = samples.filter((sample) => sample.length > 100);
    for (const sample of whole) expect(read(sample)).toMatchObject({ keys, version: 2, again: true });
    expect(page?.requests.length).toBeGreaterThan(0);
  });
});
