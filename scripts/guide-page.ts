// Makes docs/guide.md and docs/guide.ru.md from src/guide/.
import type { Language } from '../src/base/text.ts';
import { topics } from '../src/guide/index.ts';
import { tell, type ToldBlock, type ToldClaim, type ToldTopic } from '../src/guide/tell.ts';
import { words } from '../src/guide/words.ts';

const other: Readonly<Record<Language, string>> = { ru: '[English](guide.md)', en: '[Русский](guide.ru.md)' };
const made: Readonly<Record<Language, string>> = {
  ru: 'Эта страница сделана из `src/guide/`; то же показывает `bye24 guide`. Её не правят руками: `npm run docs`.',
  en: 'This page is made from `src/guide/`; `bye24 guide` shows the same. Do not edit it, run `npm run docs`.',
};

const escaped = (text: string): string => text.replaceAll(/[\\*_<>|#~]/gu, String.raw`\$&`);
/** Code keeps its characters; all else is text. */
const prose = (text: string): string =>
  text
    .split(/(`[^`]+`)/u)
    .map((part) => (part.startsWith('`') ? part : escaped(part)))
    .join('');

function claimText({ text, sources, note }: ToldClaim, topic: ToldTopic): string {
  const marks = sources.map((number) => `<sup>[${number}](#${topic.id}-${number})</sup>`).join('');
  return `${prose(text)}${note === undefined ? '' : ` *(${note})*`}${marks}`;
}

function blockText(block: ToldBlock, topic: ToldTopic): string {
  switch (block.block) {
    case 'facts':
      return [`### ${block.title}`, '', ...block.claims.map((claim) => `- ${claimText(claim, topic)}`)].join('\n');
    case 'steps':
      return [
        `### ${block.title}`,
        '',
        ...block.claims.map((claim, index) => `${index + 1}. ${claimText(claim, topic)}`),
      ].join('\n');
    case 'warning':
      return `> **!** ${claimText(block.claim, topic)}`;
    case 'command':
      return `\`${block.command}\` ${prose(block.what)}`;
    default:
      return block satisfies never;
  }
}

function topicText(topic: ToldTopic): string {
  const { id, question, answer, blocks, sources, sourcesTitle } = topic;
  const list = sources.map(({ number, title, address, about }) => {
    const shown = address.startsWith('http') ? `[${title}](${address})` : `${title}: \`${address}\``;
    return `${number}. <a id="${id}-${number}"></a>${shown} (${about})`;
  });
  return [
    `<a id="${id}"></a>`,
    '',
    `## ${question}`,
    '',
    answer.map((claim) => claimText(claim, topic)).join(' '),
    '',
    ...blocks.flatMap((block) => [blockText(block, topic), '']),
    ...(list.length === 0 ? [] : [`### ${sourcesTitle}`, '', ...list]),
  ].join('\n');
}

/** The whole guide as one page. */
export function guidePage(language: Language): string {
  const told = topics.map((topic) => tell(topic, language));
  return [
    `# ${words.title[language]}`,
    '',
    other[language],
    '',
    `${words.intro[language]} ${words.noTextHere[language]}`,
    '',
    made[language],
    '',
    ...told.map(({ id, question }) => `- [${question}](#${id})`),
    '',
    ...told.flatMap((topic) => [topicText(topic), '']),
  ].join('\n');
}
