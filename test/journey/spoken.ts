import { isList, isObject, type Json, type JsonObject, textOf } from '../../src/base/json.ts';
import type { HttpRequest } from '../../src/bitrix24/port.ts';
import { fromQuery } from '../../src/portal/form.ts';
import { undocumentedParams } from '../kinds/support/exceptions.ts';
import { checkRequest } from '../portal/request-check.ts';

interface Spoken {
  readonly api: 'v2' | 'v3';
  readonly method: string;
  readonly params: JsonObject | readonly Json[];
}

function commandsOf(request: HttpRequest): readonly Spoken[] {
  const { pathname } = new URL(request.url);
  const [, v3, method = ''] = /^\/rest\/(api\/)?\d+\/\w+\/([^/]+?)(?:\.json)?$/u.exec(pathname) ?? [];
  const api = v3 === undefined ? 'v2' : 'v3';
  if (method === '' || request.method === 'GET') return [];
  const body = JSON.parse(request.body ?? '{}') as Json;
  if (method !== 'batch') return [{ api, method, params: isList(body) ? body : isObject(body) ? body : {} }];
  if (isList(body)) {
    return body.filter(isObject).map((command) => ({
      api,
      method: textOf(command['method']),
      params: isObject(command['query']) ? command['query'] : {},
    }));
  }
  const commands = isObject(body) && isObject(body['cmd']) ? Object.values(body['cmd']) : [];
  return commands.map((command) => {
    const [name = '', query = ''] = textOf(command).split(/\?(.*)/su);
    const params = fromQuery(query);
    // `0=…&1=…` is a list of parameters by their places.
    const positional = Object.keys(params).every((key, index) => key === String(index));
    return { api, method: name, params: positional && query !== '' ? Object.values(params) : params };
  });
}

/**
 * Where the documentation contradicts itself or is silent, reviewed by hand:
 * bizproc.workflow.kill says integer, its own examples and bizproc.workflow.instances give ids like `65e5a449e8f135.2`.
 * Methods of lists take a list, an element or a section by its number or by its code, and mark both as required.
 * tasks.flow.Flow.delete tells the member of its one parameter as a parameter of its own.
 * rest.documentation.openapi has no page of its own; rest-v3.md tells of it.
 */
const byNumber = [
  ...[
    'element.get',
    'element.get.file.url',
    'field.get',
    'section.get',
    'element.delete',
    'section.delete',
    'delete',
  ].map((method) => `lists.${method}: required parameter iblock_code is missing`),
  ...['element', 'section'].map((of) => `lists.${of}.delete: required parameter ${of}_code is missing`),
  'lists.element.get.file.url: required parameter element_code is missing',
];
const reviewed = new Set([
  ...byNumber,
  ...Object.entries(undocumentedParams).flatMap(([method, names]) =>
    names.map((name) => `${method}: unknown parameter ${name.toLowerCase()}`),
  ),
  'tasks.flow.Flow.delete: required parameter flowdata.id is missing',
  'bizproc.workflow.kill: id is no integer',
  'lists.element.get.file.url: required parameter element_code is missing',
  'rest.documentation.openapi: no such method in the documentation of v3',
]);

/** Listens to requests and keeps what the vendor's documentation would say against them, each thing once. */
export class Listener {
  readonly methods = new Set<string>();
  readonly problems = new Set<string>();

  readonly hear = (request: HttpRequest): void => {
    for (const { api, method, params } of commandsOf(request)) {
      this.methods.add(method);
      for (const problem of checkRequest(method, params, api)) if (!reviewed.has(problem)) this.problems.add(problem);
    }
  };
}
