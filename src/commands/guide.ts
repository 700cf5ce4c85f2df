import { topicById, topics } from '../guide/index.ts';
import { tell, type ToldTopic } from '../guide/tell.ts';
import { words } from '../guide/words.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['guide']['parameters']>;

export interface GuideResult {
  readonly type: 'guide';
  readonly title: string;
  readonly intro: string;
  /** The topic that was asked for; without one, only what there is. */
  readonly topic?: ToldTopic;
  readonly topics: readonly { readonly id: string; readonly question: string }[];
}

/** Tells a topic of the guide, or which topics there are. Needs no portal, no archive and no network. */
export async function run({ language }: Context, { topic: asked }: Input): Promise<Done<GuideResult>> {
  const topic = asked === undefined ? undefined : topicById(asked);
  return Promise.resolve({
    ending: 'whole',
    result: {
      type: 'guide',
      title: words.title[language],
      intro: words.intro[language],
      ...(topic === undefined ? {} : { topic: tell(topic, language) }),
      topics: topics.map(({ id, question }) => ({ id, question: question[language] })),
    },
  });
}
