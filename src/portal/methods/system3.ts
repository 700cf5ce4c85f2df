import type { Json, JsonObject } from '../../base/json.ts';
import { type Context, type Method, read, type Reply } from '../method.ts';

const answerSchema: JsonObject = {
  description: 'OK',
  content: { 'application/json': { schema: { type: 'object', properties: { result: {}, time: { type: 'object' } } } } },
};

/** OpenAPI of the REST 3.0 methods that this portal serves to this caller; it comes without an envelope. */
function openApi({ core, caller, origin }: Context): Reply {
  const visible = core.methods.all
    .filter((method) => method.api === 'v3')
    .filter(({ scope }) => scope === '' || caller.scopes.has(scope));
  const paths: Record<string, Json> = {};
  for (const { name, scope } of visible) {
    paths[`/${name}`] = {
      post: {
        tags: [scope === '' ? 'rest' : scope],
        operationId: name,
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: { 200: answerSchema },
      },
    };
  }
  const info = { title: 'Bitrix24 REST V3 API', version: '1.0.0' };
  const servers = [{ url: `${origin}/rest/api/` }];
  return { result: { openapi: '3.0.0', info, servers, paths }, bare: true };
}

/** What REST 3.0 tells of itself (https://apidocs.bitrix24.ru/api-reference/rest-v3.html). */
export const system3: readonly Method[] = [
  read('rest.documentation.openapi', '', openApi, { api: 'v3' }),
  read('documentation', '', openApi, { api: 'v3' }),
  read('rest.scope.list', '', ({ caller }) => ({ result: { items: [...caller.scopes].toSorted() } }), { api: 'v3' }),
];
