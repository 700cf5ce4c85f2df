import { type Access, accessTokenMs } from './access.ts';
import { textOf } from '../base/json.ts';
import { jsonResponse, paramsOf, type ParsedRequest, type PortalResponse } from './http.ts';

const refuse = (status: number, error: string): PortalResponse =>
  jsonResponse(status, { error, error_description: error.replaceAll('_', ' ') });

/**
 * `/oauth/token/`: a code or a refresh token for a pair of tokens
 * (https://apidocs.bitrix24.ru/settings/oauth/index.html).
 */
export function tokenEndpoint(access: Access, request: ParsedRequest, nowMs: number): PortalResponse {
  const params = paramsOf(request);
  const clientId = textOf(params['client_id']);
  if (!access.hasApp(clientId) || !access.checkApp(clientId, textOf(params['client_secret']))) {
    return refuse(401, 'invalid_client');
  }
  const type = textOf(params['grant_type']);
  if (type !== 'authorization_code' && type !== 'refresh_token') return refuse(400, 'invalid_request');
  const kind = type === 'authorization_code' ? 'code' : 'refresh';
  const grant = access.exchange(kind, textOf(params[kind === 'code' ? 'code' : 'refresh_token']), clientId);
  if (grant === undefined) return refuse(400, 'invalid_grant');
  return jsonResponse(200, {
    access_token: grant.access,
    client_endpoint: `${request.url.origin}/rest/`,
    domain: request.url.host,
    expires: Math.floor((nowMs + accessTokenMs) / 1000),
    expires_in: accessTokenMs / 1000,
    member_id: 'a223c6b3710f85df22e9377d6c4f7553',
    refresh_token: grant.refresh,
    scope: grant.scopes.join(','),
    server_endpoint: `${request.url.origin}/rest/`,
    status: 'L',
    user_id: grant.userId,
  });
}
