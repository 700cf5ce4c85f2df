import { describe, expect, it } from 'vitest';

import { PortalError } from '../../src/bitrix24/errors.ts';
import { replyOf, replyOfFailure } from '../../src/journey/apply/reply.ts';
import { answered } from './targets.ts';

const error = (kind: PortalError['kind'], portalCode = 'CODE'): PortalError =>
  new PortalError(kind, { method: 'deal.delete', portalCode });

describe('what is known of a step after the portal spoke (I3)', () => {
  it('is that it was done where the portal says so; a plain no is no answer', () => {
    for (const result of [true, null, [], {}, 0]) {
      expect(replyOf(answered(result))).toEqual({ is: 'acknowledged' });
    }
    expect(replyOf(answered(false))).toEqual({ is: 'unknown', code: 'RESULT_FALSE', isLost: true });
  });

  it('is that it was refused, with the reason; whether a missing record went just now, only a look tells', () => {
    expect(replyOf({ is: 'refused', error: error('accessDenied') })).toEqual({ is: 'refused', code: 'CODE' });
    expect(replyOf({ is: 'refused', error: error('notFound') })).toEqual({ is: 'unknown', code: 'CODE', isLost: true });
  });

  it('is that nothing more can be sent when the connection or the portal is gone (I7)', () => {
    for (const kind of ['badCredential', 'overloaded', 'portalDeleted', 'planWithoutRest'] as const) {
      const stopped = error(kind);
      expect(replyOf({ is: 'refused', error: stopped })).toEqual({ is: 'notSent', code: 'CODE', stopped });
    }
  });

  it('is nothing where the answer was lost, and that it was not sent where it was not; both are looked at', () => {
    expect(replyOf({ is: 'unknown', error: error('unanswered') })).toEqual({
      is: 'unknown',
      code: 'CODE',
      isLost: true,
    });
    expect(replyOf({ is: 'notExecuted' })).toEqual({ is: 'notSent', isLost: true });
    expect(replyOf(undefined)).toEqual({ is: 'notSent', isLost: true });
  });

  it('of a request that came to nothing is that none was sent, or that nobody knows', () => {
    const unreachable = error('unreachable');
    expect(replyOfFailure(unreachable)).toEqual({ is: 'notSent', stopped: unreachable });
    expect(replyOfFailure(error('unanswered'))).toEqual({ is: 'unknown', isLost: true });
    const cutByHand = new Error('Ctrl-C');
    expect(replyOfFailure(cutByHand)).toEqual({ is: 'unknown', stopped: cutByHand });
  });
});
