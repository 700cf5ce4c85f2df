import { BpmnModdle } from 'bpmn-moddle';
import { Linter } from 'bpmnlint';
import NodeResolver from 'bpmnlint/lib/resolver/node-resolver.js';

/** What a reader of BPMN and a linter, neither of them ours, find wrong with a diagram. */
export async function faultsOf(
  xml: string,
): Promise<{ readonly warnings: readonly unknown[]; readonly faults: unknown }> {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
  // Where the template stops the process, the diagram says so, also where nothing else runs.
  const config = { extends: 'bpmnlint:recommended', rules: { 'superfluous-termination': 'off' } };
  const linter = new Linter({ config, resolver: new NodeResolver() });
  return { warnings, faults: await linter.lint(rootElement) };
}
