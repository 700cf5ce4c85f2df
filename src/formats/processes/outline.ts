import type { Language } from '../../base/text.ts';
import { escapeMarkdown } from '../../markup/markdown.ts';
import type { Activity } from './activity.ts';
import { conditionOf, isOtherwise } from './conditions.ts';
import { linksOf } from './nodes.ts';
import { readable } from './readable.ts';
import type { Template } from './template.ts';
import { processWords, type ProcessWords } from './words.ts';

/** One line of Markdown, whatever it was. */
const line = (text: string): string => escapeMarkdown(text.replaceAll(/\s+/gu, ' ').trim());

function headOf(activity: Activity, words: ProcessWords): string {
  const { type, title, off } = activity;
  const before: Readonly<Record<string, string>> = {
    StateActivity: `${words.state}: `,
    StateInitializationActivity: `${words.onEntry}: `,
    StateFinalizationActivity: `${words.onExit}: `,
    EventDrivenActivity: `${words.on}: `,
  };
  const kind = title === type ? '' : ` — ${line(type)}`;
  return `**${line(`${before[type] ?? ''}${title}`)}**${kind}${off ? ` *(${words.off})*` : ''}`;
}

function* linesOf(activity: Activity, language: Language, depth: number): Generator<string> {
  const words = processWords(language);
  const indent = '  '.repeat(depth);
  yield `${indent}- ${headOf(activity, words)}`;
  const condition = isOtherwise(activity) ? words.otherwise : conditionOf(activity);
  if (condition !== '') yield `${indent}  - ? ${line(condition)}`;
  const about = readable(activity, language).split('\n').filter(Boolean);
  for (const one of about.filter((text) => text !== condition)) yield `${indent}  - ${line(one)}`;
  for (const child of activity.children) yield* linesOf(child, language, depth + 1);
}

/** A template in words: what happens, in which order, on which condition. */
export function outlineOf(template: Template, language: Language): string {
  const words = processWords(language);
  const { root } = template;
  const about = readable(template, language);
  const steps = (root?.children ?? []).flatMap((child) => [...linesOf(child, language, 0)]);
  const titles = new Map((root?.children ?? []).map(({ name, title }) => [name, title]));
  const links = root?.type === 'NodeWorkflowActivity' ? linksOf(root) : [];
  return [
    `# ${line(template.name)}`,
    ...(about === ''
      ? []
      : [
          about
            .split('\n')
            .map((one) => (one.startsWith('- ') ? `- ${line(one.slice(2))}` : line(one)))
            .join('\n'),
        ]),
    steps.join('\n'),
    ...(links.length === 0
      ? []
      : [
          `## ${words.links}`,
          links
            .map(
              ({ from, fromPort, to }) =>
                `- ${line(titles.get(from) ?? from)} (${line(fromPort)}) → ${line(titles.get(to) ?? to)}`,
            )
            .join('\n'),
        ]),
    '',
  ].join('\n\n');
}
