import type { Activity } from './activity.ts';

/** What BPMN 2.0 has for the blocks of a template. */
export type NodeType =
  | 'startEvent'
  | 'endEvent'
  | 'intermediateCatchEvent'
  | 'boundaryEvent'
  | 'task'
  | 'userTask'
  | 'serviceTask'
  | 'scriptTask'
  | 'sendTask'
  | 'callActivity'
  | 'subProcess'
  | 'exclusiveGateway'
  | 'parallelGateway'
  | 'eventBasedGateway';

export type EventDefinition =
  | { readonly type: 'message' | 'terminate' | 'signal' }
  /** `duration` as ISO 8601, or as the template's own words where it is computed. */
  | { readonly type: 'timer'; readonly duration: string; readonly date?: true };

export type Loop =
  { readonly type: 'while'; readonly condition: string } | { readonly type: 'each'; readonly over: string };

export interface FlowNode {
  readonly id: string;
  readonly type: NodeType;
  readonly name: string;
  /** The block that it stands for; none for gateways and events that only BPMN needs. */
  readonly activity?: Activity;
  readonly event?: EventDefinition;
  readonly loop?: Loop;
  readonly scope?: Scope;
  /** Of a boundary event: the id of the task that it sits on. */
  readonly on?: string;
  /** Where the designer drew it. */
  readonly place?: Point;
}

export interface Flow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly name?: string;
  readonly condition?: string;
  /** Taken when no condition holds. */
  readonly otherwise?: true;
}

/** Text beside the diagram: a frame, or a block that nothing leads to. */
export interface Note {
  readonly id: string;
  readonly text: string;
  readonly activity?: Activity;
  /** The node that it belongs to. */
  readonly to?: string;
  readonly place?: Point;
}

/** A process, or the inside of a sub-process. */
export interface Scope {
  readonly nodes: readonly FlowNode[];
  readonly flows: readonly Flow[];
  readonly notes: readonly Note[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Ids that XML takes, each once in a document. */
export class Ids {
  readonly #taken = new Set<string>();

  take(wanted: string): string {
    const plain = wanted.replaceAll(/[^A-Za-z0-9_.-]/gu, '_');
    const base = /^[A-Za-z_]/u.test(plain) ? plain : `_${plain}`;
    let id = base;
    for (let number = 2; this.#taken.has(id); number++) id = `${base}_${number}`;
    this.#taken.add(id);
    return id;
  }
}

/** Collects the nodes and flows of one scope. */
export class ScopeBuilder {
  readonly ids: Ids;
  readonly #nodes: FlowNode[] = [];
  readonly #flows: Flow[] = [];
  readonly #notes: Note[] = [];

  constructor(ids: Ids) {
    this.ids = ids;
  }

  node(type: NodeType, wantedId: string, name: string, more: Omit<FlowNode, 'id' | 'type' | 'name'> = {}): string {
    const id = this.ids.take(wantedId);
    this.#nodes.push({ id, type, name, ...more });
    return id;
  }

  flow(from: string, to: string, more: Omit<Flow, 'id' | 'from' | 'to'> = {}): void {
    this.#flows.push({ id: this.ids.take(`flow_${from}_${to}`), from, to, ...more });
  }

  note(text: string, more: Omit<Note, 'id' | 'text'> = {}): void {
    this.#notes.push({ id: this.ids.take('note'), text, ...more });
  }

  get scope(): Scope {
    return { nodes: this.#nodes, flows: this.#flows, notes: this.#notes };
  }
}
