import { at, isObject, type Json, type JsonObject } from '../base/json.ts';
import type { Ask, Question, Reply } from './ask.ts';
import { askTogetherV3, canShareV3 } from './batch-v3.ts';
import { answerOf, phpMap, refusalError, refusalIn } from './envelope.ts';
import { PortalError } from './errors.ts';
import type { Call, Outcome } from './port.ts';
import { fitsQuery, toQuery } from './query.ts';

/** Commands in one request (settings/how-to-call-rest-api/batch.md). */
export const batchLimit = 50;

/** A command as a batch carries it: `query` is encoded already, and may hold references. */
export interface Command {
  readonly method: string;
  readonly query: string;
}

/** c00, c01, …: a key that is no number, or PHP would make lists of the answer's maps. */
export function commandKey(index: number): string {
  return `c${String(index).padStart(2, '0')}`;
}

/** The question that sends up to 50 commands in one request. */
export function batchQuestion(
  commands: readonly Command[],
  options: Pick<Question, 'effect' | 'signal' | 'admit' | 'notAfterMs'> & { readonly halt?: boolean },
): Question {
  const entries = commands.map(({ method, query }, index) => [
    commandKey(index),
    query === '' ? method : `${method}?${query}`,
  ]);
  return {
    method: 'batch',
    api: 'v2',
    params: { halt: options.halt === true ? 1 : 0, cmd: Object.fromEntries(entries) as JsonObject },
    effect: options.effect,
    costs: commands.map(({ method }, index) => ({ method, key: commandKey(index) })),
    signal: options.signal,
    notAfterMs: options.notAfterMs,
    admit: options.admit,
  };
}

/**
 * What became of each command. Answered means: its key is among the results and not among the errors. In neither: it
 * was not executed.
 */
export function outcomesOf(commands: readonly Command[], { envelope }: Reply): readonly Outcome[] {
  const body = envelope['result'];
  if (!isObject(body) || !('result' in body || 'result_error' in body)) {
    const error = new PortalError('notJson', { method: 'batch', portalCode: 'NO_RESULTS' });
    return commands.map(() => ({ is: 'unknown', error }));
  }
  const part = (name: string): JsonObject => phpMap(at(body, [name]));
  const [results, errors] = [part('result'), part('result_error')];
  const [totals, nexts, times] = [part('result_total'), part('result_next'), part('result_time')];
  return commands.map(({ method }, index): Outcome => {
    const key = commandKey(index);
    if (Object.hasOwn(errors, key)) return { is: 'refused', error: commandError(method, errors[key] ?? null) };
    if (!Object.hasOwn(results, key)) return { is: 'notExecuted' };
    const parts = { total: totals[key], next: nexts[key], time: times[key] };
    return { is: 'answered', answer: answerOf(results[key] ?? null, parts) };
  });
}

function commandError(method: string, value: Json): PortalError {
  const refusal = isObject(value) ? refusalIn(value) : undefined;
  return refusalError(method, refusal ?? { code: typeof value === 'string' ? value : '', description: '' });
}

/** Commands that the portal surely did not run and will run when asked again. */
function mayGoAgain(outcome: Outcome): boolean {
  return outcome.is === 'refused' && (outcome.error.kind === 'budgetSpent' || outcome.error.kind === 'limited');
}

interface BatchOptions {
  readonly halt?: boolean;
  readonly signal?: AbortSignal;
  readonly notAfterMs?: number;
}

/** What holds of each request of a batch. */
type Sending = Pick<Question, 'signal' | 'notAfterMs'>;

type AskCall = (call: Call, sending?: Sending) => Promise<Outcome>;

/** Whether a call can be a command: REST 3.0 fails a batch as a whole, and a query can't say all that JSON can. */
function canBeCommand(call: Call): boolean {
  return (call.api ?? 'v2') === 'v2' && call.idempotencyKey === undefined && fitsQuery(call.params ?? {});
}

function canJoin(a: Call, b: Call): boolean {
  return (canBeCommand(a) && canBeCommand(b)) || (canShareV3(a) && canShareV3(b));
}

/** Cuts calls into runs that go out together, in order. */
function runsOf(calls: readonly Call[]): readonly (readonly Call[])[] {
  const runs: Call[][] = [];
  for (const call of calls) {
    const last = runs.at(-1);
    const joins = last?.[0] !== undefined && last.length < batchLimit && canJoin(last[0], call);
    if (joins) last?.push(call);
    else runs.push([call]);
  }
  return runs;
}

/** Any number of calls in order, with an outcome for each. Never rejects for a refusal or a lost answer. */
export async function runBatch(
  ask: Ask,
  askCall: AskCall,
  calls: readonly Call[],
  { halt = false, ...sending }: BatchOptions,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const run of runsOf(calls)) {
    const stopped = halt && outcomes.some(({ is }) => is !== 'answered');
    const [first] = run;
    if (stopped || first === undefined) outcomes.push(...run.map((): Outcome => ({ is: 'notExecuted' })));
    else if (run.length === 1) outcomes.push(await askCall(first, sending));
    else if (canShareV3(first)) outcomes.push(...(await runTogetherV3(ask, askCall, run, halt, sending)));
    else outcomes.push(...(await runCommands(ask, run, halt, sending)));
  }
  return outcomes;
}

async function runTogetherV3(
  ask: Ask,
  askCall: AskCall,
  calls: readonly Call[],
  halt: boolean,
  sending: Sending,
): Promise<readonly Outcome[]> {
  const together = await askTogetherV3(ask, calls, sending.signal).catch((error: unknown) => {
    if (error instanceof PortalError) return calls.map(() => lostOutcome(error));
    throw error;
  });
  if (together !== undefined) return together;
  const outcomes: Outcome[] = [];
  for (const call of calls) {
    const stopped = halt && outcomes.some(({ is }) => is !== 'answered');
    outcomes.push(stopped ? { is: 'notExecuted' } : await askCall(call, sending));
  }
  return outcomes;
}

async function runCommands(
  ask: Ask,
  calls: readonly Call[],
  halt: boolean,
  sending: Sending,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = calls.map(() => ({ is: 'notExecuted' }));
  let waiting = calls.map((call, index) => ({ call, index }));
  // Each round either ends or waits for a budget to reset (in the chain behind `ask`).
  for (let round = 0; waiting.length > 0 && round < 20; round += 1) {
    const commands = waiting.map(({ call }) => ({ method: call.method, query: toQuery(call.params ?? {}) }));
    const effect = waiting.some(({ call }) => call.effect === 'write') ? 'write' : 'read';
    const got = await askOutcomes(ask, commands, { effect, halt, ...sending });
    for (const [place, { index }] of waiting.entries()) outcomes[index] = got[place] ?? { is: 'notExecuted' };
    const firstAgain = got.findIndex(mayGoAgain);
    if (firstAgain === -1) break;
    waiting = waiting.filter((_, place) => {
      const outcome = got[place];
      return outcome !== undefined && (mayGoAgain(outcome) || (place > firstAgain && outcome.is === 'notExecuted'));
    });
  }
  return outcomes;
}

async function askOutcomes(
  ask: Ask,
  commands: readonly Command[],
  options: Sending & { readonly effect: 'read' | 'write'; readonly halt: boolean },
): Promise<readonly Outcome[]> {
  try {
    return outcomesOf(commands, await ask(batchQuestion(commands, options)));
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    return commands.map(() => lostOutcome(error));
  }
}

/** What is known of a call whose request failed as a whole. */
export function lostOutcome(error: PortalError): Outcome {
  if (error.outcomeUnknown) return { is: 'unknown', error };
  return { is: 'notExecuted', error };
}
