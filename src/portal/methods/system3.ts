import type { Json, JsonObject } from '../../base/json.ts';
import { type Context, type Method, read, type Reply } from '../method.ts';

const answerSchema: JsonObject = {
  description: 'OK',
  content: { 'application/json': { schema: { type: 'object', properties: { result: {}, time: { type: 'object' } } } } },
};

/** OpenAPI of the REST 3.0 methods that this portal serves to this caller; it comes without an envelope. */
function openApi({ core, caller }: Context): Reply {
  const visible = core.methods.all
    .filter((method) => method.api === 'v3')
    .filter(({ scope }) => scope === '' || caller.scopes.has(scope));
  const paths: Record<string, Json> = {};
  for (const { name } of visible) {
    paths[`/${name}`] = {
      post: {
        tags: [moduleOf(name)],
        operationId: name,
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: { 200: answerSchema },
      },
    };
  }
  const info = { title: 'Bitrix24 REST V3 API', version: '1.0.0' };
  const modules = [...new Set(visible.map(({ name }) => moduleOf(name)))];
  const tags = modules.map((name) => ({ name, description: `${name} module methods` }));
  return { result: { openapi: '3.0.0', info, tags, paths, components: { schemas: {} } }, bare: true };
}

const moduleOf = (method: string): string => method.split('.')[0] ?? method;

/** Methods by module and controller, as the vendor's own SDK reads them (bitrix24/b24phpsdk, its issue 408). */
function methodMap({ core, params }: Context): Reply {
  const map: Record<string, Record<string, Record<string, Json>>> = {};
  for (const { name } of core.methods.all.filter(({ api }) => api === 'v3')) {
    const [module = '', ...rest] = name.split('.');
    const [controller, method] = [rest.slice(0, -1).join('.'), rest.at(-1) ?? ''];
    const asked = { filterModule: module, filterController: controller, filterMethod: method };
    if (Object.entries(asked).some(([filter, is]) => ![is, ''].includes(params.text(filter)))) continue;
    const controllers = (map[module] ??= {});
    (controllers[controller] ??= {})[method] = { scope: name, title: name, description: '', fields: null };
  }
  return { result: map };
}

/** What REST 3.0 tells of itself (https://apidocs.bitrix24.ru/api-reference/rest-v3.html). */
export const system3: readonly Method[] = [
  read('rest.documentation.openapi', '', openApi, { api: 'v3' }),
  read('documentation', '', openApi, { api: 'v3' }),
  read('rest.scope.list', '', methodMap, { api: 'v3' }),
];
