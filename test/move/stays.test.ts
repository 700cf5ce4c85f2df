import { describe, expect, it } from 'vitest';

import { kindById } from '../../src/kinds/index.ts';
import { staysByReason, whyItStays } from '../../src/kinds/stays.ts';

describe('what a move leaves in the archive', () => {
  it('has a reason for kinds that are known, and for none that is carried', () => {
    const wrong = staysByReason.filter((id) => {
      const kind = kindById(id);
      return kind === undefined || kind.creation !== undefined;
    });
    expect(wrong).toEqual([]);
  });

  it('says of chats and the Feed that they would notify everybody, of the rest that it is whole in the archive', () => {
    expect(whyItStays('chat-message').en).toContain('a notification to everybody');
    expect(whyItStays('feed-post').ru).toContain('уведомлением');
    expect(whyItStays('site').en).toContain('in the archive they are whole');
  });
});
