import { type Activity, property } from './activity.ts';
import { conditionOf, durationOf, inline, isOtherwise } from './conditions.ts';
import type { Flow, Ids, Loop, Scope } from './model.ts';
import { ScopeBuilder } from './model.ts';
import { taskTypeOf } from './tasks.ts';
import type { ProcessWords } from './words.ts';

/** Where a sequence stands: the node that the next one follows, and what its flow says. Undefined: nothing follows. */
export type Open = { readonly from: string; readonly flow: Omit<Flow, 'id' | 'from' | 'to'> } | undefined;

const closing = new Set(['TerminateActivity']);
/** Blocks that only hold others: their inside stands in their place. */
const transparent = new Set(['SequenceActivity', 'EmptyBlockActivity', 'SequentialWorkflowActivity']);
/** What waits for something to happen: the first block of an event's branch. */
const waiting = new Set(['DelayActivity', 'HandleExternalEventActivity']);

/** Branches with nothing in them lead from one place to one place: they are one way. */
function asOne(opens: readonly Exclude<Open, undefined>[]): Exclude<Open, undefined> {
  const flows = opens.map(({ flow }) => flow);
  const name = flows
    .map((flow) => flow.name)
    .filter(Boolean)
    .join(' / ');
  const condition = flows.map((flow) => flow.condition).filter((one) => one !== undefined);
  const usual = flows.some(({ otherwise }) => otherwise === true);
  const how = usual
    ? { otherwise: true as const }
    : condition.length === 0
      ? {}
      : { condition: condition.join(' || ') };
  return { from: opens[0]?.from ?? '', flow: { ...(name === '' ? {} : { name }), ...how } };
}

/** Whether a person's task has a time limit: then there are two ways out of it. */
const mayBeLate = (activity: Activity): boolean =>
  taskTypeOf(activity) === 'userTask' && durationOf(activity) !== undefined;

/** Whether there is nothing to draw in it. */
function isEmpty({ type, off, children }: Activity): boolean {
  return !off && (transparent.has(type) || type.endsWith('BranchActivity')) && children.every(isEmpty);
}

/** Draws blocks one after another into a scope, branches and all. */
export class Blocks {
  readonly #builder: ScopeBuilder;
  readonly #words: ProcessWords;

  constructor(builder: ScopeBuilder, words: ProcessWords) {
    this.#builder = builder;
    this.#words = words;
  }

  /** Draws them after `open`. What comes after an end is never reached: it becomes a note. */
  sequence(activities: readonly Activity[], open: Open): Open {
    let here = open;
    for (const activity of activities) {
      if (here === undefined) {
        this.#builder.note(`${this.#words.unreachable}: ${activity.title}`, { activity });
      } else here = this.#draw(activity, here);
    }
    return here;
  }

  /** The inside of a sub-process: it begins and ends on its own. */
  inside(activities: readonly Activity[], name: string): Scope {
    return wholeScope(this.#builder.ids, this.#words, name, (blocks, open) => blocks.sequence(activities, open));
  }

  /** Joins what is open into one place; a gateway where there is more than one. */
  join(opens: readonly Open[], name: string): Open {
    const alive = [
      ...Map.groupBy(
        opens.filter((open) => open !== undefined),
        ({ from }) => from,
      ).values(),
    ].map(asOne);
    const [only] = alive;
    if (alive.length <= 1) return only;
    const gateway = this.#builder.node('exclusiveGateway', `${name}_join`, '');
    for (const open of alive) this.#after(open, gateway);
    return { from: gateway, flow: {} };
  }

  #after(open: Exclude<Open, undefined>, to: string): void {
    this.#builder.flow(open.from, to, open.flow);
  }

  #draw(activity: Activity, open: Exclude<Open, undefined>): Open {
    // A block that is switched off runs nothing of what it holds.
    if (activity.off) return this.#single(activity, open);
    if (transparent.has(activity.type)) return this.sequence(activity.children, open);
    if (closing.has(activity.type)) return this.#end(activity, open);
    if (waiting.has(activity.type)) return this.#wait(activity, open);
    switch (activity.type) {
      case 'IfElseActivity':
        return this.#condition(activity, open);
      case 'ParallelActivity':
        return this.#parallel(activity, open);
      case 'ListenActivity':
        return this.#listen(activity.children, activity, open);
      case 'WhileActivity':
        return this.#loop(activity, open, { type: 'while', condition: conditionOf(activity) });
      case 'ForEachActivity': {
        const over = [inline(activity.properties['Object']), inline(activity.properties['Variable'])];
        return this.#loop(activity, open, { type: 'each', over: `{=${over.filter(Boolean).join(':')}}` });
      }
      default:
        return activity.children.length > 0 ? this.#question(activity, open) : this.#single(activity, open);
    }
  }

  /** Says on the block that it is switched off. */
  #titleOf(activity: Activity): string {
    return activity.off ? `${activity.title} (${this.#words.off})` : activity.title;
  }

  #task(activity: Activity, open: Exclude<Open, undefined>): string {
    const type = activity.off ? 'task' : taskTypeOf(activity);
    const id = this.#builder.node(type, activity.name, this.#titleOf(activity), { activity });
    this.#after(open, id);
    return id;
  }

  #single(activity: Activity, open: Exclude<Open, undefined>): Open {
    const id = this.#task(activity, open);
    const late = activity.off ? undefined : this.#timeout(activity, id);
    return this.join([{ from: id, flow: {} }, late], activity.name);
  }

  /** A person's task may run out of time. */
  #timeout(activity: Activity, on: string): Open {
    const duration = mayBeLate(activity) ? durationOf(activity) : undefined;
    if (duration === undefined) return undefined;
    const event = { type: 'timer', duration } as const;
    const id = this.#builder.node('boundaryEvent', `${activity.name}_late`, this.#words.timeout, { on, event });
    return { from: id, flow: {} };
  }

  #end(activity: Activity, open: Exclude<Open, undefined>): Open {
    const event = { type: 'terminate' } as const;
    this.#after(open, this.#builder.node('endEvent', activity.name, activity.title, { activity, event }));
    return undefined;
  }

  #wait(activity: Activity, open: Exclude<Open, undefined>): Open {
    const timer = activity.type === 'DelayActivity';
    const date = property(activity, 'TimeoutTime');
    const event = timer
      ? date === ''
        ? ({ type: 'timer', duration: durationOf(activity) ?? 'PT0S' } as const)
        : ({ type: 'timer', duration: date, date: true } as const)
      : ({ type: 'message' } as const);
    const id = this.#builder.node('intermediateCatchEvent', activity.name, activity.title, { activity, event });
    this.#after(open, id);
    return { from: id, flow: {} };
  }

  #condition(activity: Activity, open: Exclude<Open, undefined>): Open {
    if (activity.children.every(isEmpty)) return this.#single(activity, open);
    const fork = this.#builder.node('exclusiveGateway', activity.name, activity.title, { activity });
    this.#after(open, fork);
    const usual = activity.children.find((branch) => !branch.off && isOtherwise(branch));
    const ends = activity.children.map((branch): Open => {
      const flow =
        branch === usual
          ? { name: branch.title, otherwise: true as const }
          : { name: this.#titleOf(branch), condition: branch.off ? 'false' : conditionOf(branch) || 'true' };
      return this.sequence(branch.children, { from: fork, flow });
    });
    // No branch for the rest: the process passes by.
    if (usual === undefined) ends.push({ from: fork, flow: { name: this.#words.otherwise, otherwise: true } });
    return this.join(ends, activity.name);
  }

  /** In a sub-process of its own, so that what is split here is joined here, whichever way it was reached. */
  #parallel(activity: Activity, open: Exclude<Open, undefined>): Open {
    const full = activity.children.filter((branch) => !isEmpty(branch));
    if (full.length === 0) return this.#single(activity, open);
    if (full.length === 1) return this.sequence(full, open);
    const inner = new ScopeBuilder(this.#builder.ids);
    const blocks = new Blocks(inner, this.#words);
    const start = inner.node('startEvent', `${activity.name}_start`, this.#words.start);
    const fork = inner.node('parallelGateway', `${activity.name}_fork`, this.#words.parallel);
    inner.flow(start, fork);
    const branches = full.map((branch) => blocks.#parallelBranch(branch, { from: fork, flow: {} }));
    const alive = branches.filter((branch) => branch !== undefined);
    const end = inner.node('endEvent', `${activity.name}_end`, this.#words.end);
    if (alive.length < 2) blocks.#after(alive[0] ?? { from: fork, flow: {} }, end);
    else {
      const join = inner.node('parallelGateway', `${activity.name}_join`, '');
      for (const branch of alive) blocks.#after(branch, join);
      inner.flow(join, end);
    }
    return this.#sub(activity, open, { scope: inner.scope });
  }

  /** More than one step of a branch stands in a sub-process: nothing in it can disturb where the branches meet. */
  #parallelBranch(branch: Activity, open: Exclude<Open, undefined>): Open {
    const [first, ...others] = branch.children;
    const simple = first !== undefined && others.length === 0 && first.children.length === 0 && !mayBeLate(first);
    if (branch.off || !transparent.has(branch.type) || simple) return this.sequence([branch], open);
    return this.#sub(branch, open, { scope: this.inside(branch.children, branch.name) });
  }

  #sub(activity: Activity, open: Exclude<Open, undefined>, more: { scope: Scope; loop?: Loop }): Open {
    const id = this.#builder.node('subProcess', `${activity.name}_sub`, activity.title, { activity, ...more });
    this.#after(open, id);
    return { from: id, flow: {} };
  }

  #loop(activity: Activity, open: Exclude<Open, undefined>, loop: Loop): Open {
    return this.#sub(activity, open, { scope: this.inside(activity.children, activity.name), loop });
  }

  /** Waits for the first of several events. */
  #listen(branches: readonly Activity[], activity: Activity, open: Exclude<Open, undefined>): Open {
    const gateway = this.#builder.node('eventBasedGateway', activity.name, activity.title, { activity });
    this.#after(open, gateway);
    return this.join(
      branches.map((branch) => this.eventBranch(branch, { from: gateway, flow: {} })),
      activity.name,
    );
  }

  /** A branch that an event opens; one that names none waits for a message. */
  eventBranch(branch: Activity, open: Exclude<Open, undefined>): Open {
    const [first, ...rest] = branch.children;
    if (first !== undefined && waiting.has(first.type) && !first.off) return this.sequence(branch.children, open);
    const event = { type: 'message' } as const;
    const id = this.#builder.node('intermediateCatchEvent', `${branch.name}_event`, branch.title, { event });
    this.#after(open, id);
    return this.sequence(first === undefined ? [] : [first, ...rest], { from: id, flow: {} });
  }

  /** A block whose branches are its outcomes: a vote, a request that may be declined, or one that nobody knows. */
  #question(activity: Activity, open: Exclude<Open, undefined>): Open {
    const task = this.#task(activity, open);
    const { words, ask } = {
      words: this.#words,
      ask: activity.children.length > 1 && !activity.children.every(isEmpty),
    };
    const late = this.#timeout(activity, task);
    const after: Open = { from: task, flow: {} };
    if (!ask) return this.sequence(activity.children, this.join([after, late], activity.name));
    const approve = activity.type === 'ApproveActivity';
    const title = approve ? words.approved : activity.type.startsWith('Request') ? words.answered : activity.title;
    const fork = this.#builder.node('exclusiveGateway', `${activity.name}_result`, title);
    this.#builder.flow(task, fork);
    const last = activity.children.length - 1;
    const ends = activity.children.map((branch, index): Open => {
      const name = /^(?:yes|no)?$/iu.test(branch.title) ? (index === 0 ? words.yes : words.no) : branch.title;
      const flow =
        index === last
          ? { name, otherwise: true as const }
          : { name, condition: `{=${activity.name}:${resultOf(activity)}} = ${index === 0 ? 'Y' : String(index)}` };
      const start: Open = { from: fork, flow };
      // Out of time is the last outcome: not approved, not answered.
      const from = index === last && late !== undefined ? this.join([start, late], `${activity.name}_no`) : start;
      return this.sequence([branch], from);
    });
    return this.join(ends, activity.name);
  }
}

function resultOf({ type }: Activity): string {
  return type === 'ApproveActivity' ? 'IsApproved' : 'Result';
}

/** A scope with one start and one end around what `draw` puts between them. */
export function wholeScope(
  ids: Ids,
  words: ProcessWords,
  name: string,
  draw: (blocks: Blocks, open: Exclude<Open, undefined>, builder: ScopeBuilder) => Open,
): Scope {
  const builder = new ScopeBuilder(ids);
  const start = builder.node('startEvent', `${name}_start`, words.start);
  const last = draw(new Blocks(builder, words), { from: start, flow: {} }, builder);
  if (last !== undefined) builder.flow(last.from, builder.node('endEvent', `${name}_end`, words.end), last.flow);
  return builder.scope;
}
