import { at, isList, isObject, type Json, type JsonObject, textOf } from '../../src/base/json.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import type {
  Answer,
  Call,
  Downloaded,
  DownloadRequest,
  ListOptions,
  ListReport,
  ListRequest,
  Outcome,
  Page,
  ParentList,
  Portal,
  Sink,
} from '../../src/bitrix24/port.ts';

/** What a method of the portal in memory does: answers with rows, or with a value, or refuses by throwing. */
export type Method = (params: JsonObject) => readonly JsonObject[] | { readonly value: Json };

/**
 * A portal of a few lines, for tests of what no honest portal does: counts that lie, rows that hide or come twice,
 * refusals at a chosen moment. Everything else is tested on the local portal.
 */
export class MemoryPortal implements Portal {
  readonly address = 'acme.bitrix24.ru';
  readonly methods: Map<string, Method>;
  readonly bytes = new Map<string, Uint8Array>();
  readonly calls: string[] = [];
  /** What the portal says when it is asked for a count. */
  countOf: (method: string, honest: number) => number = (_method, honest) => honest;
  /** Called before every page; throws to cut a walk there. */
  beforePage: (method: string) => void = () => undefined;
  pageSize = 50;

  constructor(methods: Readonly<Record<string, Method>>) {
    this.methods = new Map(Object.entries(methods));
  }

  #run(call: Call): readonly JsonObject[] | { readonly value: Json } {
    this.calls.push(call.method);
    const method = this.methods.get(call.method);
    if (method === undefined) throw new PortalError('noSuchMethod', { method: call.method });
    return method(isObject(call.params) ? call.params : {});
  }

  async call(call: Call): Promise<Answer> {
    const found = this.#run(call);
    if ('value' in found) return { result: found.value };
    const rows = filtered(found, at(call.params, ['filter']));
    return { result: rows.slice(0, this.pageSize), total: this.countOf(call.method, rows.length) };
  }

  async batch(calls: readonly Call[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const call of calls) {
      try {
        outcomes.push({ is: 'answered', answer: await this.call(call) });
      } catch (error) {
        if (!(error instanceof PortalError)) throw error;
        outcomes.push({ is: 'refused', error });
      }
    }
    return outcomes;
  }

  #rows(request: ListRequest): readonly JsonObject[] {
    const found = this.#run(request);
    if ('value' in found) throw new Error(`${request.method} is no list`);
    return filtered(found, at(request.params, [request.filterParam ?? 'filter']));
  }

  async *list(
    request: ListRequest,
    options: ListOptions = {},
    parent?: string,
  ): AsyncGenerator<Page, ListReport, void> {
    const byId = request.pager.by === 'id';
    let after = Number(options.afterId ?? 0);
    let start = 0;
    let given = 0;
    for (;;) {
      // As on a live portal, each page shows what is there when it is asked for.
      const now = this.#rows(request);
      const left = byId ? now.filter((row) => Number(row[request.idField]) > after) : now.slice(start);
      if (left.length === 0) break;
      this.beforePage(request.method);
      options.signal?.throwIfAborted();
      const page = left.slice(0, this.pageSize);
      start += page.length;
      given += page.length;
      after = Number(page.at(-1)?.[request.idField]);
      const body = Buffer.from(JSON.stringify({ result: page }));
      const raw = { atMs: 1, method: request.method, api: 'v2' as const, params: {}, body };
      const last = byId ? { completeThroughId: String(after) } : {};
      yield { rows: page, raw, pointer: ['result'], ...last, ...(parent === undefined ? {} : { parent }) };
      await Promise.resolve();
    }
    const total =
      request.countable === false ? {} : { total: this.countOf(request.method, this.#rows(request).length) };
    return { rows: given, ...total, requests: 1, mended: 0 };
  }

  async *listEach(
    lists: AsyncIterable<ParentList> | Iterable<ParentList>,
    options: ListOptions = {},
  ): AsyncGenerator<Page, ListReport, void> {
    let rows = 0;
    for await (const { parent, request } of lists) {
      try {
        rows += (yield* this.list(request, options, parent)).rows;
      } catch (error) {
        if (!(error instanceof PortalError)) throw error;
        options.onRefusal?.({ parent, error });
      }
    }
    return { rows, requests: 1, mended: 0 };
  }

  async download(request: DownloadRequest, sink: Sink): Promise<Downloaded> {
    const bytes = this.bytes.get(request.url);
    if (bytes === undefined) throw new PortalError('badDownload', { method: 'download', status: 404 });
    await sink.write(bytes);
    return { sizeBytes: bytes.length, contentType: 'application/octet-stream' };
  }
}

function filtered(rows: readonly JsonObject[], filter: Json | undefined): readonly JsonObject[] {
  if (!isObject(filter)) return rows;
  return rows.filter((row) =>
    Object.entries(filter).every(([key, value]) => {
      const [, operator = '', field = ''] = /^([<>=@!]*)(.*)$/u.exec(key) ?? [];
      const has = textOf(row[field]);
      if (isList(value)) return value.map(textOf).includes(has);
      return operator === '>=' ? has >= textOf(value) : has === textOf(value);
    }),
  );
}

/** `count` rows with ids from 1, named so that a failed expectation can be read. */
export function rowsOf(name: string, count: number, change: (index: number) => JsonObject = () => ({})): JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({
    ID: String(index + 1),
    NAME: `${name} ${index + 1}`,
    ...change(index),
  }));
}
