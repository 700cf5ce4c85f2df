import { Engine } from 'bpmn-engine';

import type { Random } from '../../../../src/base/random.ts';

export interface Walk {
  readonly finished: boolean;
  /** Ids of flows that were taken. */
  readonly taken: ReadonlySet<string>;
}

const roundsMax = 400;

interface Waiting {
  readonly id: string;
  readonly type: string;
  signal(message?: unknown): void;
}

/**
 * Walks a diagram with an engine that we did not write: conditions fall as chance has it, people answer at once, messages
 * come when something waits for them, and time passes at once.
 */
export async function walk(xml: string, random: Random): Promise<Walk> {
  const taken = new Set<string>();
  let timers: (() => void)[] = [];
  const engine = Engine({
    name: 'walk',
    source: xml.replace('isExecutable="false"', 'isExecutable="true"'),
    settings: { enableDummyService: true },
    timers: {
      executing: [],
      setTimeout: (callback: () => void) => {
        timers.push(callback);
        return callback;
      },
      clearTimeout: (callback: unknown) => {
        timers = timers.filter((one) => one !== callback);
      },
      register() {
        return this;
      },
    },
    scripts: {
      register: () => undefined,
      getScript: (language: string) =>
        language === 'urn:bye24:bitrix24'
          ? { execute: (_scope: unknown, done: (error: null, result: boolean) => void) => done(null, random() < 0.5) }
          : { execute: (_scope: unknown, done: (error: null) => void) => done(null) },
    },
    expressions: { resolveExpression: answer, isExpression: () => true, hasExpression: () => true },
  } as never);
  const { promise: end, resolve } = Promise.withResolvers<boolean>();
  engine.once('end', () => resolve(true));
  engine.once('error', (error: unknown) => {
    throw error;
  });
  const { EventEmitter } = await import('node:events');
  const listener = new EventEmitter();
  listener.on('flow.take', ({ id }: { id: string }) => taken.add(id));
  const execution = await engine.execute({ listener } as never);
  let finished = false;
  void end.then(() => (finished = true));
  for (let round = 0; round < roundsMax; round++) {
    await new Promise((next) => setImmediate(next));
    if (finished) break;
    const waiting = (execution as unknown as { getPostponed(): readonly Waiting[] }).getPostponed();
    const choices: (() => void)[] = [
      ...timers.map((callback) => () => {
        timers = timers.filter((one) => one !== callback);
        callback();
      }),
      ...leaves(waiting).map((one) => () => one.signal({})),
    ];
    const choice = choices[Math.floor(random() * choices.length)];
    if (choice === undefined) break;
    choice();
  }
  await new Promise((next) => setImmediate(next));
  return { finished, taken };
}

/** What a process asks when it runs: how often to loop, how long to wait, who does a service's work. */
function answer(text: string | undefined, message?: { readonly content?: { readonly index?: number } }): unknown {
  if (text === undefined || /^(?:P|bpmn:)/u.test(text)) return text;
  if (text.startsWith('##')) return (_input: unknown, done: () => void) => done();
  if (!/[<>=!]/u.test(text.replace(/^\{=/u, ''))) return 2;
  // This engine loops until the condition holds, where BPMN says: as long as it does.
  return (message?.content?.index ?? 0) >= 2;
}

/** What waits, down to the insides of sub-processes. */
function leaves(waiting: readonly Waiting[]): readonly Waiting[] {
  return waiting.flatMap((one) => {
    const inner = one as Waiting & { getPostponed?: () => readonly Waiting[] };
    if (one.type !== 'bpmn:SubProcess') return [one];
    return leaves((inner.getPostponed?.() ?? []).filter((deeper) => deeper.id !== one.id));
  });
}
