import { type Activity, everyActivity, property } from './activity.ts';
import { type Blocks, type Open, wholeScope } from './blocks.ts';
import { isOtherwise } from './conditions.ts';
import { type Ids, type Scope, ScopeBuilder } from './model.ts';
import type { ProcessWords } from './words.ts';

/** Whether blocks move on to another state: always, on some ways through them, or never. */
type Moves = 'always' | 'sometimes' | 'never';

function movesOf(activities: readonly Activity[]): Moves {
  const each = activities.filter(({ off }) => !off).map(moveOf);
  if (each.includes('always')) return 'always';
  return each.includes('sometimes') ? 'sometimes' : 'never';
}

function moveOf(activity: Activity): Moves {
  if (activity.type === 'SetStateActivity') return 'always';
  if (activity.type === 'SequenceActivity' || activity.type === 'EmptyBlockActivity') return movesOf(activity.children);
  const branches = activity.children.map(({ children }) => movesOf(children));
  const whole = activity.type !== 'IfElseActivity' || activity.children.some(isOtherwise);
  const splits = activity.type === 'IfElseActivity' || activity.type === 'ApproveActivity';
  if (splits && whole && branches.length > 1 && branches.every((moves) => moves === 'always')) return 'always';
  return branches.every((moves) => moves === 'never') ? 'never' : 'sometimes';
}

function targetsOf(state: Activity): readonly string[] {
  const targets = [...everyActivity(state)]
    .filter(({ type, off }) => type === 'SetStateActivity' && !off)
    .map((activity) => property(activity, 'TargetStateName'));
  return [...new Set(targets)];
}

function part(state: Activity, type: string): readonly Activity[] {
  return state.children.filter((child) => child.type === type && !child.off).flatMap(({ children }) => children);
}

/** What happens while a process is in one state: on entry, then event after event until one moves on, then on exit. */
function stateScope(ids: Ids, words: ProcessWords, state: Activity): Scope {
  return wholeScope(ids, words, state.name, (blocks, start, builder) => {
    const entry = part(state, 'StateInitializationActivity');
    let open: Open = blocks.sequence(entry, start);
    const moved = movesOf(entry);
    const events = state.children.filter(({ type, off }) => type === 'EventDrivenActivity' && !off);
    const leave: Open[] = [];
    if (moved === 'always') {
      leave.push(open);
      for (const { title } of events) builder.note(`${words.unreachable}: ${title}`);
      open = undefined;
    } else if (moved === 'sometimes' && events.length > 0 && open !== undefined) {
      open = askWhetherMoved(builder, words, state.name, open, leave);
    }
    if (events.length === 0) leave.push(open);
    else if (open !== undefined) waitForEvents({ blocks, builder, words, state, events, leave }, open);
    return blocks.sequence(part(state, 'StateFinalizationActivity'), blocks.join(leave, `${state.name}_exit`));
  });
}

/** A gateway: those who moved on leave, the others go on from what is given back. */
function askWhetherMoved(
  builder: ScopeBuilder,
  words: ProcessWords,
  name: string,
  open: Exclude<Open, undefined>,
  leave: Open[],
): Open {
  const gateway = builder.node('exclusiveGateway', `${name}_moved`, words.moved);
  builder.flow(open.from, gateway, open.flow);
  leave.push({ from: gateway, flow: { name: words.yes, condition: '{=Workflow:NextState} != ""' } });
  return { from: gateway, flow: { name: words.stay, otherwise: true } };
}

interface Waiting {
  readonly blocks: Blocks;
  readonly builder: ScopeBuilder;
  readonly words: ProcessWords;
  readonly state: Activity;
  readonly events: readonly Activity[];
  readonly leave: Open[];
}

function waitForEvents(
  { blocks, builder, words, state, events, leave }: Waiting,
  open: Exclude<Open, undefined>,
): void {
  const moves = events.map(({ children }) => movesOf(children));
  // Where no event leads on, only the end of the whole process does.
  const stuck = moves.every((move) => move === 'never') && leave.length === 0;
  const comesBack = stuck || moves.some((move) => move !== 'always');
  const place = comesBack ? builder.node('exclusiveGateway', `${state.name}_again`, '') : undefined;
  if (place !== undefined) builder.flow(open.from, place, open.flow);
  let from: Exclude<Open, undefined> = place === undefined ? open : { from: place, flow: {} };
  if (events.length > 1) {
    const gateway = builder.node('eventBasedGateway', `${state.name}_wait`, words.wait);
    builder.flow(from.from, gateway, from.flow);
    from = { from: gateway, flow: {} };
  }
  for (const [index, event] of events.entries()) {
    let end = blocks.eventBranch(event, from);
    if (end === undefined) continue;
    if (moves[index] === 'always') {
      leave.push(end);
      continue;
    }
    if (moves[index] === 'sometimes' || stuck) end = askWhetherMoved(builder, words, event.name, end, leave);
    if (end !== undefined && place !== undefined) builder.flow(end.from, place, end.flow);
  }
}

/** A process that goes from state to state: each state is a sub-process, each change a flow between two of them. */
export function statesScope(ids: Ids, words: ProcessWords, root: Activity): Scope {
  const builder = new ScopeBuilder(ids);
  const states = root.children.filter(({ type }) => type === 'StateActivity');
  const byName = new Map(states.map((state) => [state.name, state]));
  const first = byName.get(property(root, 'InitialStateName')) ?? states[0];
  const start = builder.node('startEvent', `${root.name}_start`, words.start);
  if (first === undefined) {
    builder.flow(start, builder.node('endEvent', `${root.name}_end`, words.end));
    return builder.scope;
  }
  const reached = reachable(first, byName);
  for (const state of states) {
    if (!reached.has(state)) builder.note(`${words.unreachable}: ${state.title}`, { activity: state });
  }
  const inner = new Map(
    [...reached].map((state) => [
      state,
      builder.node('subProcess', state.name, state.title, { activity: state, scope: stateScope(ids, words, state) }),
    ]),
  );
  const incoming = new Map<
    Activity,
    { readonly from: string; readonly name?: string; readonly condition?: string }[]
  >();
  const lead = (to: Activity, from: { readonly from: string; readonly name?: string; readonly condition?: string }) =>
    incoming.set(to, [...(incoming.get(to) ?? []), from]);
  lead(first, { from: start });
  for (const [state, id] of inner) drawExits(builder, words, { state, id, byName, lead });
  for (const [state, sources] of incoming) {
    const target = inner.get(state) ?? '';
    const many = sources.length > 1;
    const to = many ? builder.node('exclusiveGateway', `${state.name}_enter`, '') : target;
    for (const { from, ...more } of sources) builder.flow(from, to, more);
    if (many) builder.flow(to, target);
  }
  return builder.scope;
}

interface Exits {
  readonly state: Activity;
  readonly id: string;
  readonly byName: ReadonlyMap<string, Activity>;
  readonly lead: (
    to: Activity,
    from: { readonly from: string; readonly name?: string; readonly condition?: string },
  ) => unknown;
}

function drawExits(builder: ScopeBuilder, words: ProcessWords, { state, id, byName, lead }: Exits): void {
  const targets = targetsOf(state)
    .map((name) => byName.get(name))
    .filter((target) => target !== undefined);
  const [only] = targets;
  if (only === undefined) {
    builder.flow(id, builder.node('endEvent', `${state.name}_end_of_process`, `${words.end}: ${state.title}`));
    return;
  }
  if (targets.length === 1) {
    lead(only, { from: id });
    return;
  }
  const gateway = builder.node('exclusiveGateway', `${state.name}_next`, words.next);
  builder.flow(id, gateway);
  for (const target of targets) {
    lead(target, { from: gateway, name: target.title, condition: `{=Workflow:NextState} = ${target.name}` });
  }
}

function reachable(first: Activity, byName: ReadonlyMap<string, Activity>): ReadonlySet<Activity> {
  const reached = new Set<Activity>([first]);
  // A set that grows while it is walked gives its new members too.
  for (const state of reached) {
    for (const name of targetsOf(state)) {
      const target = byName.get(name);
      if (target !== undefined) reached.add(target);
    }
  }
  return reached;
}
