import { z } from 'zod';

/** What goes wrong, and how. */
const what = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('status'),
    status: z.number().int(),
    code: z.string().optional(),
    retryAfterSeconds: z.number().optional(),
  }),
  /** A page of HTML with status 200, as proxies and login pages answer. */
  z.strictObject({ do: z.literal('html') }),
  z.strictObject({ do: z.literal('truncate'), keepBytes: z.number().int().nonnegative().default(100) }),
  /** The connection breaks: before anything was done, or after. */
  z.strictObject({ do: z.literal('drop'), when: z.enum(['before', 'after']) }),
  z.strictObject({ do: z.literal('slow'), ms: z.number().nonnegative() }),
  z.strictObject({ do: z.literal('refuse'), code: z.string().default(''), text: z.string().default('Access denied.') }),
  /** A list gives the page that it gave before, the page after, or counts wrongly. */
  z.strictObject({ do: z.literal('duplicatePage') }),
  z.strictObject({ do: z.literal('skipPage') }),
  z.strictObject({ do: z.literal('lyingTotal'), by: z.number().int() }),
  /** A list leaves out the record with this id. */
  z.strictObject({ do: z.literal('hide'), id: z.union([z.number(), z.string()]) }),
]);

const fault = z.strictObject({
  /** Method it strikes, `*` for all; a batch is `batch`, and its commands are struck by their own names. */
  method: z.string().default('*'),
  /** Strikes the n-th call of the method, counted from 1; absent: from the first on. */
  nth: z.number().int().positive().optional(),
  /** How many times it strikes; with `nth` once by default, else always. */
  times: z.number().int().positive().optional(),
  what,
});

/** A file of faults, as `bye24 portal serve --faults FILE` reads it. */
export const faultsFile = z.array(fault);
export type Fault = z.input<typeof fault>;
export type FaultEffect = z.output<typeof what>;

/** Counts calls and says which faults strike the present one. */
export class Faults {
  readonly #rules: readonly z.output<typeof fault>[];
  readonly #calls: number[];
  readonly #struck: number[];

  constructor(faults: readonly Fault[]) {
    this.#rules = faultsFile.parse(faults);
    this.#calls = this.#rules.map(() => 0);
    this.#struck = this.#rules.map(() => 0);
  }

  /** To be called once for each call of a method. */
  strike(method: string): readonly FaultEffect[] {
    return this.#rules.flatMap((rule, index) => {
      if (rule.method !== '*' && rule.method.toLowerCase() !== method.toLowerCase()) return [];
      const call = (this.#calls[index] ?? 0) + 1;
      this.#calls[index] = call;
      const struck = this.#struck[index] ?? 0;
      const times = rule.times ?? (rule.nth === undefined ? Number.POSITIVE_INFINITY : 1);
      if (call < (rule.nth ?? 1) || struck >= times) return [];
      this.#struck[index] = struck + 1;
      return [rule.what];
    });
  }
}
