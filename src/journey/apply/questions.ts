import { at, isList, isObject, type Json, type JsonObject } from '../../base/json.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { Call, ListRequest, Outcome, Portal } from '../../bitrix24/port.ts';
import { objectsOf } from '../../kinds/fields.ts';

/** A read that rides in a batch, and who hears what came of it. */
export interface Question {
  readonly call: Call;
  readonly hear: (outcome: Outcome) => void;
}

/** All rows of a small list, or why they could not be had. */
export type Rows =
  | { readonly is: 'rows'; readonly rows: readonly JsonObject[] }
  | { readonly is: 'refused'; readonly error: PortalError }
  /** The question was not answered: ask again. */
  | { readonly is: 'unheard' };

/** A list's first page as one call. */
export function pageCall(request: ListRequest): Call {
  return {
    method: request.method,
    ...(request.params === undefined ? {} : { params: request.params }),
    ...(request.api === undefined ? {} : { api: request.api }),
  };
}

/** A list whose first page rides in a batch; when that page is full, the rest is fetched on its own. */
export class ListQuestion {
  readonly #request: ListRequest;
  #heard: Rows = { is: 'unheard' };
  #full = false;

  constructor(request: ListRequest) {
    this.#request = request;
  }

  get question(): Question {
    return {
      call: pageCall(this.#request),
      hear: (outcome) => {
        if (outcome.is === 'refused') this.#heard = { is: 'refused', error: outcome.error };
        if (outcome.is !== 'answered') return;
        const { result, next } = outcome.answer;
        const rows = rowsAt(result, this.#request);
        // No list where a list is due is no answer; least of all does it say that nothing is there.
        if (rows === undefined) {
          const { method } = this.#request;
          this.#heard = { is: 'refused', error: new PortalError('notJson', { method, portalCode: 'NO_LIST' }) };
          return;
        }
        this.#heard = { is: 'rows', rows };
        this.#full = next !== undefined || rows.length >= (this.#request.pageSize ?? 50);
      },
    };
  }

  async rows(portal: Portal): Promise<Rows> {
    if (!this.#full || this.#heard.is !== 'rows') return this.#heard;
    const rows: JsonObject[] = [];
    for await (const page of portal.list(this.#request)) rows.push(...page.rows);
    this.#full = false;
    this.#heard = { is: 'rows', rows };
    return this.#heard;
  }
}

function rowsAt(result: Json, { rows, single }: ListRequest): readonly JsonObject[] | undefined {
  const list = at(result, rows);
  if (single === true && isObject(list)) return Object.keys(list).length === 0 ? [] : [list];
  return isList(list) || isObject(list) ? objectsOf(list) : undefined;
}

/** Each question hears what came of it; one for which there is no outcome stays unheard. */
export function hearAll(questions: readonly Question[], outcomes: readonly Outcome[]): void {
  for (const [index, outcome] of outcomes.entries()) questions[index]?.hear(outcome);
}

/**
 * Asks questions on their own, where there is nothing for them to ride with. Gives back why one of them was not even
 * answered, if so.
 */
export async function ask(portal: Portal, questions: readonly Question[]): Promise<PortalError | undefined> {
  const outcomes = await portal.batch(questions.map(({ call }) => call));
  hearAll(questions, outcomes);
  const lost = outcomes.find((outcome) => outcome.is === 'notExecuted' || outcome.is === 'unknown');
  return lost?.error;
}
