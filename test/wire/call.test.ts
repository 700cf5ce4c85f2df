import { describe, expect, it } from 'vitest';

import { PortalError } from '../../src/bitrix24/errors.ts';
import { scene, secret } from './support.ts';

const ok = { 'user.current': () => ({ result: { ID: '1' } }) };

async function errorOf(promise: Promise<unknown>): Promise<PortalError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (error instanceof PortalError) return error;
  throw new Error('no PortalError came');
}

describe('call', () => {
  it('gives the result of a method', async () => {
    const { portal } = scene({ methods: ok });
    expect((await portal.call({ method: 'user.current' })).result).toEqual({ ID: '1' });
  });

  it.each([
    ['', 'Not found', 'notFound'],
    ['', 'Access denied.', 'accessDenied'],
    ['0', 'Something', 'refused'],
    ['insufficient_scope', '', 'missingScope'],
    ['ERROR_METHOD_NOT_FOUND', '', 'noSuchMethod'],
    ['ACCESS_DENIED', 'REST API is available only on commercial plans', 'planWithoutRest'],
    ['ERROR_CORE', 'Oops', 'refused'],
  ])(
    'takes an answer with error %j for a refusal, never for success (rule 1: b24jssdk does)',
    async (error, description, kind) => {
      const { portal, server } = scene({ methods: { get: () => ({ error, error_description: description }) } });
      expect(await errorOf(portal.call({ method: 'get' }))).toMatchObject({ kind, portalCode: error });
      expect(server.requests).toBe(1);
    },
  );

  it.each(['lost', 'html', 'cut', '500'] as const)(
    'asks a read again after: %s (rule 3: phpsdk just throws)',
    async (fault) => {
      const { portal, server } = scene({ methods: ok, fault: (nth) => (nth <= 2 ? fault : undefined) });
      expect((await portal.call({ method: 'user.current' })).result).toEqual({ ID: '1' });
      expect(server.requests).toBe(3);
    },
  );

  it.each(['lost', 'html', 'cut', '500'] as const)(
    'never sends a write twice after: %s (rule 2: b24jssdk made a document for each try)',
    async (fault) => {
      const { portal, server } = scene({
        methods: { 'crm.lead.delete': () => ({ result: true }) },
        fault: () => fault,
      });
      const error = await errorOf(portal.call({ method: 'crm.lead.delete', params: { id: 1 }, effect: 'write' }));
      expect(error.outcomeUnknown).toBe(true);
      expect(server.requests).toBe(1);
    },
  );

  it.each(['503', 'refused'] as const)('sends a write again that surely was not executed: %s', async (fault) => {
    const { portal, server } = scene({
      methods: { 'crm.lead.delete': () => ({ result: true }) },
      fault: (nth) => (nth <= 3 ? fault : undefined),
    });
    expect((await portal.call({ method: 'crm.lead.delete', effect: 'write' })).result).toBe(true);
    expect(server.commands).toHaveLength(1);
  });

  it('stops at once when the portal blocked REST by hand (OVERLOAD_LIMIT is a 503 too)', async () => {
    const { portal, server } = scene({ methods: { get: () => ({ error: 'OVERLOAD_LIMIT' }) } });
    expect((await errorOf(portal.call({ method: 'get' }))).kind).toBe('overloaded');
    expect(server.requests).toBe(1);
  });

  it('gives up waiting for an answer after 75 seconds, not before the portal does', async () => {
    const { portal, clock } = scene(
      { methods: ok },
      { transport: () => new Promise(() => undefined), policy: { read: {}, write: {} } },
    );
    const began = clock.now();
    expect((await errorOf(portal.call({ method: 'user.current' }))).kind).toBe('unanswered');
    expect(clock.now() - began).toBe(75_000);
  });

  it('puts no secret into an error (I11)', async () => {
    const { portal } = scene(
      { methods: {} },
      {
        transport: ({ url }) => Promise.reject(new Error(`failed: ${url}`)),
        policy: { read: {}, write: {} },
      },
    );
    const error = await errorOf(portal.call({ method: 'user.current' }));
    expect(`${error.stack ?? ''}${JSON.stringify(error)}${String(error.cause)}`).not.toContain(secret);
  });

  it('rejects with the reason of its signal within the wait', async () => {
    const { portal } = scene({ methods: ok }, { transport: () => new Promise(() => undefined) });
    const stop = new AbortController();
    const call = portal.call({ method: 'user.current' }, stop.signal);
    stop.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
  });
});
