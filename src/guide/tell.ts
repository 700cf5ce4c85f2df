import type { Language, Text } from '../base/text.ts';
import { beyond, kindsByFate, type KindFate, workByHand } from './kinds.ts';
import { type SourceId, sourceOf } from './sources.ts';
import type { Block, Claim, Topic } from './types.ts';
import { fates, speakers, words } from './words.ts';

/** A claim in one language; `sources` are numbers of the topic's list, from 1 on. */
export interface ToldClaim {
  readonly text: string;
  readonly sources: readonly number[];
  /** What is said of it beside: that it is not confirmed. */
  readonly note?: string;
}

export type ToldBlock =
  | { readonly block: 'facts' | 'steps'; readonly title: string; readonly claims: readonly ToldClaim[] }
  | { readonly block: 'warning'; readonly claim: ToldClaim }
  | { readonly block: 'command'; readonly command: string; readonly what: string };

export interface ToldSource {
  readonly number: number;
  readonly title: string;
  readonly address: string;
  /** Who speaks, of when the text is where that is known, and when we read it. */
  readonly about: string;
}

export interface ToldTopic {
  readonly id: string;
  readonly question: string;
  readonly answer: readonly ToldClaim[];
  readonly blocks: readonly ToldBlock[];
  readonly sources: readonly ToldSource[];
  /** What is to be said under a list of sources. */
  readonly sourcesTitle: string;
  readonly sourcesNote: string;
}

function month(when: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${when}-01T00:00:00Z`));
}

/** A topic in one language, its sources numbered in the order in which they are named. */
export function tell(topic: Topic, language: Language): ToldTopic {
  const numbers = new Map<SourceId, number>();
  const say = (text: Text): string => text[language];
  const numberOf = (id: SourceId): number => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, numbers.size + 1);
    return numbers.size;
  };
  const claim = (one: Claim): ToldClaim => {
    if ('ours' in one) return { text: say(one.text), sources: [] };
    const sources = one.from.map(numberOf);
    const note = one.unconfirmed === true ? { note: say(words.unconfirmed) } : {};
    return { text: say(one.text), sources, ...note };
  };
  const block = (one: Block): readonly ToldBlock[] => {
    switch (one.block) {
      case 'facts':
      case 'steps':
        return [{ block: one.block, title: say(one.title), claims: one.claims.map(claim) }];
      case 'warning':
        return [{ block: 'warning', claim: claim(one.claim) }];
      case 'command':
        return [{ block: 'command', command: one.command, what: say(one.what) }];
      case 'kinds':
        return kindBlocks(language);
      default:
        return one satisfies never;
    }
  };
  const answer = topic.answer.map(claim);
  const blocks = topic.blocks.flatMap(block);
  const sources = [...numbers].map(([id, number]): ToldSource => {
    const { title, address, who, of, read } = sourceOf(id);
    return { number, title: say(title), address, about: aboutSource(language, say(speakers[who]), of, read) };
  });
  return {
    id: topic.id,
    question: say(topic.question),
    answer,
    blocks,
    sources,
    sourcesTitle: say(words.sources),
    sourcesNote: say(words.noTextHere),
  };
}

function aboutSource(language: Language, who: string, of: string | undefined, read: string): string {
  const when = month(read, language);
  const text = of === undefined ? '' : month(of, language);
  if (language === 'ru') return `${who}${text === '' ? '' : `; текст: ${text}`}; прочитано: ${when}`;
  return `${who}${text === '' ? '' : `; text of ${text}`}; read in ${when}`;
}

const small = (text: string): string =>
  /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

function days(count: number | undefined, language: Language): string {
  if (count === undefined) return words.unknownDays[language];
  if (language === 'en') return `${count} days`;
  const forms: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'день', few: 'дня' };
  return `${count} ${forms[new Intl.PluralRules('ru').select(count)] ?? 'дней'}`;
}

const own = (text: string): ToldClaim => ({ text, sources: [] });

/** The part that is made from the kinds: names together where there is nothing more to say, one by one where there is. */
function kindBlocks(language: Language): readonly ToldBlock[] {
  const nameOf = ({ title }: KindFate): string => small(title[language]);
  const groups = kindsByFate.map(({ fate, kinds }): ToldBlock => {
    const title = fates[fate][language];
    if (fate === 'byHand' || fate === 'never') {
      const claims = kinds.map(({ title: name, steps, why }) =>
        own([`${name[language]}.`, steps?.[language], why?.[language]].filter((part) => part !== undefined).join(' ')),
      );
      return { block: 'facts', title, claims };
    }
    if (fate !== 'bin') return { block: 'facts', title, claims: [own(`${kinds.map(nameOf).join(', ')}.`)] };
    const byDays = Map.groupBy(kinds, (kind) => kind.days);
    const claims = [...byDays].map(([count, some]) => own(`${days(count, language)}: ${some.map(nameOf).join(', ')}.`));
    return { block: 'facts', title, claims };
  });
  const lines = (
    some: readonly { readonly title: Text; readonly why: Text; readonly steps?: Text }[],
  ): readonly ToldClaim[] =>
    some.map(({ title, steps, why }) =>
      own([`${title[language]}.`, steps?.[language], why[language]].filter((part) => part !== undefined).join(' ')),
    );
  return [
    ...groups,
    { block: 'steps', title: words.byHand[language], claims: lines(workByHand) },
    { block: 'facts', title: words.beyond[language], claims: lines(beyond) },
  ];
}
