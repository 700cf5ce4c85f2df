import { type Access, accessTokenMs } from './access.ts';
import { textOf } from '../base/json.ts';
import { htmlResponse, jsonResponse, paramsOf, type ParsedRequest, type PortalResponse } from './http.ts';

const memberId = 'a223c6b3710f85df22e9377d6c4f7553';

const refuse = (status: number, error: string): PortalResponse =>
  jsonResponse(status, { error, error_description: error.replaceAll('_', ' ') });

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/gu, (letter) => escapes[letter] ?? letter);

/**
 * `/oauth/authorize/`: asks which person lets the application in (there is no signing in here), then sends the browser to
 * the application's own address with a code (https://apidocs.bitrix24.ru/settings/oauth/index.html).
 */
export function consentEndpoint(access: Access, request: ParsedRequest): PortalResponse {
  const params = paramsOf(request);
  const clientId = textOf(params['client_id']);
  const state = textOf(params['state']);
  if (!access.hasApp(clientId)) return htmlResponse(400, 'invalid_client', 'This portal knows no such application.');
  const userId = Number(textOf(params['user_id']));
  const person = access.people().find((each) => each.userId === userId);
  if (request.method !== 'POST' || person === undefined) {
    const people = access
      .people()
      .map(
        ({ userId: id, name, isAdmin }) =>
          `<p><button name="user_id" value="${id}">${escaped(name)}${isAdmin ? ' (administrator)' : ''}</button></p>`,
      );
    const hidden = `<input type="hidden" name="client_id" value="${escaped(clientId)}"><input type="hidden" name="state" value="${escaped(state)}">`;
    const form = `<form method="post" action="/oauth/authorize/"><p>Let ${escaped(clientId)} in as:</p>${hidden}${people.join('')}</form>`;
    return htmlResponse(200, 'OAuth', form);
  }
  const location = new URL(access.redirectOf(clientId));
  location.search = new URLSearchParams({
    code: access.issueCode(clientId, userId, request.url.origin),
    state,
    domain: request.url.host,
    member_id: memberId,
    scope: 'app',
    server_domain: request.url.host,
  }).toString();
  return { status: 302, headers: { location: location.href }, body: new Uint8Array() };
}

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
  const origin = grant.origin === '' ? request.url.origin : grant.origin;
  return jsonResponse(200, {
    access_token: grant.access,
    client_endpoint: `${origin}/rest/`,
    domain: request.url.host,
    expires: Math.floor((nowMs + accessTokenMs) / 1000),
    expires_in: accessTokenMs / 1000,
    member_id: memberId,
    refresh_token: grant.refresh,
    scope: grant.scopes.join(','),
    server_endpoint: `${request.url.origin}/rest/`,
    status: 'L',
    user_id: grant.userId,
  });
}
