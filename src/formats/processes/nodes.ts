import { isList, isObject, type Json, textOf } from '../../base/json.ts';
import { elementsOf } from '../../kinds/fields.ts';
import { type Activity, mapOf } from './activity.ts';
import { type Ids, type NodeType, type Point, type Scope, ScopeBuilder } from './model.ts';
import { taskTypeOf } from './tasks.ts';
import type { ProcessWords } from './words.ts';

interface Link {
  readonly from: string;
  readonly fromPort: string;
  readonly to: string;
  readonly toPort: string;
}

/** `["name:o0", "name:i0", time]`. */
function linkOf(value: Json): Link | undefined {
  const [source, target] = isList(value) ? value : isObject(value) ? Object.values(value) : [];
  const [, from, fromPort = ''] = /^(.*?)(?::([^:]*))?$/u.exec(textOf(source)) ?? [];
  const [, to, toPort = ''] = /^(.*?)(?::([^:]*))?$/u.exec(textOf(target)) ?? [];
  return from === undefined || to === undefined || from === '' || to === ''
    ? undefined
    : { from, fromPort, to, toPort };
}

/** Ports that carry no flow: tools handed to a block. */
const isAuxiliary = ({ fromPort, toPort }: Link): boolean => /^[at]\d*/u.test(fromPort) || /^[at]\d*/u.test(toPort);

export function linksOf(root: Activity): readonly Link[] {
  const links = elementsOf(root.properties['Links'])
    .map(linkOf)
    .filter((link) => link !== undefined);
  return links;
}

function placeOf(activity: Activity): Point | undefined {
  const position = mapOf(mapOf(activity.raw['Node'])['position']);
  const [x, y] = [Number(textOf(position['x'])), Number(textOf(position['y']))];
  return Number.isFinite(x) && Number.isFinite(y) && 'x' in position ? { x, y } : undefined;
}

const nodeType = (activity: Activity): string => textOf(mapOf(activity.raw['Node'])['type']);
const isTrigger = (activity: Activity): boolean =>
  nodeType(activity) === 'trigger' || activity.type.endsWith('Trigger');
const isFrame = (activity: Activity): boolean =>
  nodeType(activity) === 'frame' || activity.type === 'EmptyBlockActivity';
const isManual = (activity: Activity): boolean => activity.type === 'ManualStartTrigger';

interface Drawn {
  /** Where flows into the block arrive, and where those out of it begin. */
  readonly into: string;
  readonly out: string;
}

/** A process of the node designer: blocks and links as they were drawn, and where. */
export function nodesScope(ids: Ids, words: ProcessWords, root: Activity): Scope {
  const builder = new ScopeBuilder(ids);
  const names = new Set(root.children.map(({ name }) => name));
  const links = linksOf(root).filter(({ from, to }) => names.has(from) && names.has(to));
  const flows = uniqueFlows(links.filter((link) => !isAuxiliary(link)));
  const drawing = new Drawing(builder, words, flows);
  for (const activity of root.children) drawing.draw(activity);
  drawing.connect();
  for (const link of links.filter(isAuxiliary)) drawing.attach(link);
  drawing.begin(root);
  return builder.scope;
}

function uniqueFlows(links: readonly Link[]): readonly Link[] {
  return [...new Map(links.map((link) => [`${link.from}:${link.fromPort}>${link.to}`, link])).values()];
}

class Drawing {
  readonly #builder: ScopeBuilder;
  readonly #words: ProcessWords;
  readonly #flows: readonly Link[];
  readonly #drawn = new Map<string, Drawn>();
  readonly #activities = new Map<string, Activity>();

  constructor(builder: ScopeBuilder, words: ProcessWords, flows: readonly Link[]) {
    this.#builder = builder;
    this.#words = words;
    this.#flows = flows;
  }

  draw(activity: Activity): void {
    const place = placeOf(activity);
    const at = place === undefined ? {} : { place };
    this.#activities.set(activity.name, activity);
    const linked = this.#flows.some(({ from, to }) => from === activity.name || to === activity.name);
    if (isFrame(activity) || !linked) {
      const text = isFrame(activity) ? activity.title : `${this.#words.unconnected}: ${activity.title}`;
      this.#builder.note(text, { activity, ...at });
      return;
    }
    const incoming = this.#flows.filter(({ to }) => to === activity.name).length;
    const title = activity.off ? `${activity.title} (${this.#words.off})` : activity.title;
    const trigger = isTrigger(activity) && incoming === 0;
    // What merges needs no task beside its gateway.
    const merges = activity.type === 'MergeFlowNode' && incoming > 1;
    const type: NodeType = trigger ? 'startEvent' : merges ? 'parallelGateway' : taskTypeOf(activity);
    const event = trigger && !isManual(activity) ? { event: { type: 'signal' } as const } : {};
    const id = this.#builder.node(type, activity.name, title, { activity, ...at, ...event });
    const into =
      incoming > 1 && !merges
        ? this.#builder.node('exclusiveGateway', `${activity.name}_in`, '', beside(place, -90))
        : id;
    if (into !== id) this.#builder.flow(into, id);
    this.#drawn.set(activity.name, { into, out: id });
  }

  connect(): void {
    for (const [name, { out }] of this.#drawn) {
      const links = this.#flows.filter(({ from }) => from === name);
      const ports = Map.groupBy(links, ({ fromPort }) => fromPort);
      if (links.length === 0) {
        const place = this.#placeOf(name);
        const end = this.#builder.node('endEvent', `${name}_end`, this.#words.end, beside(place, 170));
        this.#builder.flow(out, end);
        continue;
      }
      const choice = ports.size > 1 ? this.#gateway('exclusiveGateway', name, '_choice', out) : out;
      for (const [index, [port, several]] of [...ports].entries()) {
        const usual = ports.size > 1 && index === ports.size - 1;
        const flow =
          ports.size === 1
            ? {}
            : {
                name: this.#portTitle(name, port),
                ...(usual ? { otherwise: true as const } : { condition: `{=${name}:port} = ${port}` }),
              };
        const fork = several.length > 1 ? this.#fork(name, port, choice, flow) : undefined;
        for (const { to } of several) {
          const target = this.#drawn.get(to)?.into;
          if (target !== undefined) this.#builder.flow(fork ?? choice, target, fork === undefined ? flow : {});
        }
      }
    }
  }

  #fork(
    name: string,
    port: string,
    from: string,
    flow: { name?: string; condition?: string; otherwise?: true },
  ): string {
    const id = this.#builder.node('parallelGateway', `${name}_${port}_fork`, '', beside(this.#placeOf(name), 170));
    this.#builder.flow(from, id, flow);
    return id;
  }

  #gateway(type: NodeType, name: string, suffix: string, from: string): string {
    const title = this.#activities.get(name)?.title ?? '';
    const id = this.#builder.node(type, `${name}${suffix}`, `${title}?`, beside(this.#placeOf(name), 170));
    this.#builder.flow(from, id);
    return id;
  }

  #placeOf(name: string): Point | undefined {
    const activity = this.#activities.get(name);
    return activity === undefined ? undefined : placeOf(activity);
  }

  #portTitle(name: string, port: string): string {
    const ports = elementsOf(mapOf(this.#activities.get(name)?.raw['Node'])['ports']).filter(isObject);
    return textOf(ports.find(({ id }) => textOf(id) === port)?.['title']) || port;
  }

  /** A tool of a block: a note beside it. */
  attach({ from, to }: Link): void {
    const [user, tool] = this.#drawn.has(to) ? [to, from] : [from, to];
    const title = this.#activities.get(tool)?.title ?? tool;
    this.#builder.note(title, this.#drawn.has(user) ? { to: this.#drawn.get(user)?.out ?? '' } : {});
  }

  /** Every process begins somewhere: where no trigger does it, before the blocks that nothing leads to. */
  begin(root: Activity): void {
    const heads = [...this.#drawn].filter(([name]) => {
      const activity = this.#activities.get(name);
      return activity !== undefined && !this.#flows.some(({ to }) => to === name) && !isTrigger(activity);
    });
    const hasTrigger = [...this.#drawn.keys()].some((name) => {
      const activity = this.#activities.get(name);
      return activity !== undefined && isTrigger(activity) && !this.#flows.some(({ to }) => to === name);
    });
    if (hasTrigger && heads.length === 0) return;
    const start = this.#builder.node('startEvent', `${root.name}_start`, this.#words.start);
    const targets = heads.map(([, { into }]) => into);
    const first = [...this.#drawn.values()][0]?.into;
    if (targets.length === 0 && first !== undefined) targets.push(first);
    if (targets.length === 0) targets.push(this.#builder.node('endEvent', `${root.name}_end`, this.#words.end));
    const from = targets.length > 1 ? this.#builder.node('parallelGateway', `${root.name}_fork`, '') : start;
    if (from !== start) this.#builder.flow(start, from);
    for (const to of targets) this.#builder.flow(from, to);
  }
}

function beside(place: Point | undefined, dx: number): { readonly place?: Point } {
  return place === undefined ? {} : { place: { x: place.x + dx, y: place.y + 15 } };
}
