import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import type { RecordKey } from '../../src/archive/types.ts';
import { type Json, type JsonObject, textOf } from '../../src/base/json.ts';
import type { Answer, Call, Outcome, Portal } from '../../src/bitrix24/port.ts';
import type { Eyes } from '../../src/journey/apply/check.ts';
import type { Target } from '../../src/journey/apply/target.ts';
import type { JournalEvent } from '../../src/journey/journal/events.ts';
import type { Journal } from '../../src/journey/journal/journal.ts';
import { Ledger } from '../../src/journey/journal/ledger.ts';
import type { PlanEntry } from '../../src/journey/plan/entry.ts';
import { childKindsOf } from '../../src/journey/plan/order.ts';
import type { StepAction } from '../../src/journey/types.ts';
import type { Kind, RecordLike } from '../../src/kinds/kind.ts';

export const GONE: StepAction = { do: 'delete', fate: 'gone' };
export const scrubOf = (...fields: readonly string[]): StepAction => ({ do: 'scrub', fields });
export const handOf = (field: string, was: string, becomes: string): StepAction => ({
  do: 'hand',
  from: was,
  to: becomes,
  fields: [{ field, was: [was], becomes: [becomes] }],
});

export const print = (kind: Kind, row: JsonObject): string => fingerprintOf(kind, row);

export interface Planned {
  readonly kind: Kind;
  readonly row: JsonObject;
  readonly number?: number;
  readonly action?: StepAction;
  readonly along?: Target['along'];
}

/** A step of a plan for a record that was archived as `row`, and what goes along with it. */
export function targetOf({ kind, row, number = 1, action = GONE, along = [] }: Planned): Target {
  const id = textOf(row['ID']);
  return {
    kind,
    along,
    step: { number, key: { kind: kind.id, id }, name: `${kind.id} ${id}`, fingerprint: print(kind, row), action },
  };
}

/** A step that goes along with another record. */
export function alongOf(kind: Kind, row: JsonObject, number: number, to: RecordKey): Target['along'][number] {
  return { kind, step: targetOf({ kind, row, number, action: { do: 'cascade', with: to } }).step };
}

export function eyesOf(
  kinds: readonly Kind[],
  archived: readonly (RecordLike & { readonly key: RecordKey })[] = [],
): Eyes {
  return {
    kinds: new Map(kinds.map((kind) => [kind.id, kind])),
    childKinds: childKindsOf(kinds),
    fingerprint: print,
    archived: ({ kind, id }) => archived.find(({ key }) => key.kind === kind && key.id === id),
  };
}

/** A ledger over a journal that is kept in memory; `commits` says how many events each commit made durable. */
export function ledgerInMemory(): {
  readonly ledger: Ledger;
  readonly events: JournalEvent[];
  readonly commits: number[];
} {
  const events: JournalEvent[] = [];
  const commits: number[] = [];
  const ledger = new Ledger();
  let durable = 0;
  ledger.use({
    note: (event: JournalEvent) => void events.push(event),
    commit: async () => {
      if (events.length > durable) commits.push(events.length);
      durable = events.length;
    },
  } as Journal);
  return { ledger, events, commits };
}

/** A portal that answers each call of a batch as it is told to, and remembers what it was asked. */
export class Answering {
  readonly batches: (readonly Call[])[] = [];
  readonly options: Parameters<Portal['batch']>[1][] = [];
  readonly address = 'acme.bitrix24.ru';
  answer: (call: Call, batch: number) => Outcome;

  constructor(answer: (call: Call, batch: number) => Outcome) {
    this.answer = answer;
  }

  get portal(): Portal {
    return this as unknown as Portal;
  }

  async batch(calls: readonly Call[], options?: Parameters<Portal['batch']>[1]): Promise<readonly Outcome[]> {
    if (calls.length === 0) return [];
    this.batches.push(calls);
    this.options.push(options);
    return calls.map((call) => this.answer(call, this.batches.length));
  }

  /** What was asked, by method, a batch each. */
  get asked(): readonly (readonly string[])[] {
    return this.batches.map((calls) => calls.map(({ method }) => method));
  }
}

export const answered = (result: Json, more: Partial<Answer> = {}): Outcome => ({
  is: 'answered',
  answer: { result, ...more },
});

/** The entries of a plan, as apply reads them. */
export async function* entriesOf(...entries: readonly PlanEntry[]): AsyncGenerator<PlanEntry, void, void> {
  yield* entries;
}
