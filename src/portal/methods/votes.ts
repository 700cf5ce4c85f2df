import { type Context, type Method, read, type Reply } from '../method.ts';
import { Refusal } from '../refusal.ts';
import { idsWith, shown } from '../shelf.ts';
import { talkShelves } from '../shelves/talk.ts';

const { poll } = talkShelves;

const connector = String.raw`Bitrix\Vote\Attachment\BlogPostConnector`;

/** A poll by its own number, or by the post of the Feed that it belongs to, with who gave which answer. */
function withVoters({ core, params }: Context): Reply {
  const byPost = params.text('moduleId') === 'blog' && params.text('entityType') === connector;
  if (!params.has('attachId') && !(byPost && params.has('entityId'))) {
    throw new Refusal(
      '100',
      String.raw`Bitrix\Vote\Attach All parameters in the constructor must have real class type`,
    );
  }
  const id = byPost
    ? idsWith(core, poll, '_post', params.integer('entityId') ?? 0)[0]
    : (params.integer('attachId') ?? 0);
  const found = id === undefined ? undefined : core.store.table(poll.table).get(id);
  if (found === undefined) throw new Refusal('ATTACH_NOT_FOUND', 'Attach not found');
  return { result: shown(found) };
}

/** https://apidocs.bitrix24.ru/api-reference/vote/ */
export const votes: readonly Method[] = [read('vote.AttachedVote.getWithVoted', 'vote', withVoters)];
