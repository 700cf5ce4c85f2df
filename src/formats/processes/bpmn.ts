import type { Language } from '../../base/text.ts';
import type { Activity } from './activity.ts';
import { wholeScope } from './blocks.ts';
import { type Drawing, layoutOf } from './layout.ts';
import { type Flow, type FlowNode, Ids, type Scope } from './model.ts';
import { nodesScope } from './nodes.ts';
import { readable } from './readable.ts';
import { statesScope } from './states.ts';
import type { Template } from './template.ts';
import { processWords, type ProcessWords } from './words.ts';
import { Xml } from './xml.ts';

const namespaces = {
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  'xmlns:bpmn': 'http://www.omg.org/spec/BPMN/20100524/MODEL',
  'xmlns:bpmndi': 'http://www.omg.org/spec/BPMN/20100524/DI',
  'xmlns:dc': 'http://www.omg.org/spec/DD/20100524/DC',
  'xmlns:di': 'http://www.omg.org/spec/DD/20100524/DI',
  'xmlns:b24': 'urn:bye24:bitrix24',
};
/** Conditions are in the template's own expressions, not in a language that an engine knows. */
export const expressionLanguage = 'urn:bye24:bitrix24';

function scopeOf(root: Activity, ids: Ids, words: ProcessWords): Scope {
  if (root.type === 'StateMachineWorkflowActivity') return statesScope(ids, words, root);
  if (root.type === 'NodeWorkflowActivity') return nodesScope(ids, words, root);
  return wholeScope(ids, words, root.name, (blocks, open) => blocks.sequence(root.children, open));
}

/**
 * A template as a BPMN 2.0 diagram with its layout: to be read, changed and redrawn elsewhere, not to be run as it
 * stands. Every block keeps what the portal said of it in `b24:activity`, as JSON. Undefined: no tree, no diagram.
 */
export function bpmnOf(template: Template, language: Language): string | undefined {
  const { root } = template;
  if (root === undefined) return undefined;
  const ids = new Ids();
  const processId = ids.take(`process_${template.id}`);
  for (const id of ['definitions', 'diagram', 'plane']) ids.take(id);
  const scope = scopeOf(root, ids, processWords(language));
  const drawing = layoutOf(scope);
  const xml = new Xml();
  const exporter = { exporter: 'bye24', targetNamespace: 'urn:bye24:processes' };
  xml.element('bpmn:definitions', { id: 'definitions', ...namespaces, ...exporter }, () => {
    xml.element('bpmn:process', { id: processId, name: template.name, isExecutable: false }, () => {
      const about = readable(template, language);
      if (about !== '') xml.leaf('bpmn:documentation', {}, about);
      xml.element('bpmn:extensionElements', {}, () => {
        const { TEMPLATE: tree, ...row } = template.row;
        xml.leaf('b24:template', {}, JSON.stringify(row));
        if (tree !== undefined) xml.leaf('b24:tree', {}, JSON.stringify(tree));
      });
      writeScope(xml, scope, language);
    });
    xml.element('bpmndi:BPMNDiagram', { id: 'diagram' }, () => {
      xml.element('bpmndi:BPMNPlane', { id: 'plane', bpmnElement: processId }, () => writeDrawing(xml, scope, drawing));
    });
  });
  return xml.toString();
}

function writeScope(xml: Xml, scope: Scope, language: Language): void {
  for (const node of scope.nodes) writeNode(xml, node, scope, language);
  for (const flow of scope.flows) {
    const attributes = { id: flow.id, name: flow.name, sourceRef: flow.from, targetRef: flow.to };
    if (flow.condition === undefined) xml.leaf('bpmn:sequenceFlow', attributes);
    else {
      const { condition } = flow;
      xml.element('bpmn:sequenceFlow', attributes, () => writeCondition(xml, condition));
    }
  }
  for (const { id, text, activity } of scope.notes) {
    xml.element('bpmn:textAnnotation', { id }, () => {
      if (activity !== undefined) xml.element('bpmn:extensionElements', {}, () => writeActivity(xml, activity));
      xml.leaf('bpmn:text', {}, text);
    });
  }
  for (const { id, to } of scope.notes) {
    if (to !== undefined) xml.leaf('bpmn:association', { id: `${id}_link`, sourceRef: to, targetRef: id });
  }
}

function writeCondition(xml: Xml, condition: string): void {
  const type = { 'xsi:type': 'bpmn:tFormalExpression', language: expressionLanguage };
  xml.leaf('bpmn:conditionExpression', type, condition);
}

function writeActivity(xml: Xml, activity: Activity): void {
  const { type, name, off, raw } = activity;
  xml.leaf('b24:activity', { type, name, ...(off ? { activated: 'N' } : {}) }, JSON.stringify(raw));
}

function attributesOf(node: FlowNode, outgoing: readonly Flow[]): Readonly<Record<string, string>> {
  const usual = outgoing.find(({ otherwise }) => otherwise === true)?.id;
  return {
    id: node.id,
    ...(node.name === '' ? {} : { name: node.name }),
    ...(node.on === undefined ? {} : { attachedToRef: node.on }),
    ...(usual === undefined ? {} : { default: usual }),
    ...(node.activity?.type === 'CodeActivity' && node.type === 'scriptTask'
      ? { scriptFormat: 'application/x-php' }
      : {}),
    ...(node.type === 'serviceTask' && node.activity?.type === 'WebHookActivity'
      ? { implementation: '##WebService' }
      : {}),
  };
}

function writeNode(xml: Xml, node: FlowNode, scope: Scope, language: Language): void {
  const outgoing = scope.flows.filter(({ from }) => from === node.id);
  const { activity } = node;
  xml.element(`bpmn:${node.type}`, attributesOf(node, outgoing), () => {
    if (activity !== undefined) {
      const about = readable(activity, language);
      if (about !== '') xml.leaf('bpmn:documentation', {}, about);
      xml.element('bpmn:extensionElements', {}, () => writeActivity(xml, activity));
    }
    for (const { id } of scope.flows.filter(({ to }) => to === node.id)) xml.leaf('bpmn:incoming', {}, id);
    for (const { id } of outgoing) xml.leaf('bpmn:outgoing', {}, id);
    writeEvent(xml, node);
    writeLoop(xml, node);
    if (node.scope !== undefined) writeScope(xml, node.scope, language);
  });
}

function writeEvent(xml: Xml, { id, event }: FlowNode): void {
  if (event === undefined) return;
  const definition = { id: `${id}_${event.type}` };
  if (event.type !== 'timer') return xml.leaf(`bpmn:${event.type}EventDefinition`, definition);
  const { duration, date } = event;
  xml.element('bpmn:timerEventDefinition', definition, () => {
    const name = date === true ? 'bpmn:timeDate' : 'bpmn:timeDuration';
    xml.leaf(name, { 'xsi:type': 'bpmn:tFormalExpression' }, duration);
  });
}

function writeLoop(xml: Xml, { loop }: FlowNode): void {
  if (loop === undefined) return;
  const formal = { 'xsi:type': 'bpmn:tFormalExpression', language: expressionLanguage };
  if (loop.type === 'while') {
    xml.element('bpmn:standardLoopCharacteristics', { testBefore: true }, () =>
      xml.leaf('bpmn:loopCondition', formal, loop.condition || 'true'),
    );
    return;
  }
  xml.element('bpmn:multiInstanceLoopCharacteristics', { isSequential: true }, () =>
    xml.leaf('bpmn:loopCardinality', formal, loop.over),
  );
}

function writeDrawing(xml: Xml, scope: Scope, drawing: Drawing): void {
  const shape = (id: string, attributes: Readonly<Record<string, boolean>>): void => {
    const { x = 0, y = 0, width = 0, height = 0 } = drawing.boxes.get(id) ?? {};
    xml.element('bpmndi:BPMNShape', { id: `${id}_di`, bpmnElement: id, ...attributes }, () =>
      xml.leaf('dc:Bounds', { x, y, width, height }),
    );
  };
  for (const { id, type, scope: inner } of scope.nodes) {
    shape(id, {
      ...(inner === undefined ? {} : { isExpanded: true }),
      ...(type === 'exclusiveGateway' ? { isMarkerVisible: true } : {}),
    });
    if (inner !== undefined) writeDrawing(xml, inner, drawing);
  }
  for (const { id } of scope.notes) shape(id, {});
  for (const { id } of scope.flows) edge(xml, id, drawing.lines.get(id) ?? []);
  for (const { id, to } of scope.notes) {
    if (to === undefined) continue;
    const ends = [to, id].map((one) => drawing.boxes.get(one)).filter((box) => box !== undefined);
    edge(
      xml,
      `${id}_link`,
      ends.map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 })),
    );
  }
}

function edge(xml: Xml, id: string, points: readonly { readonly x: number; readonly y: number }[]): void {
  xml.element('bpmndi:BPMNEdge', { id: `${id}_di`, bpmnElement: id }, () => {
    for (const { x, y } of points) xml.leaf('di:waypoint', { x, y });
  });
}
