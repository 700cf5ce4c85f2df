import type { Language } from '../base/text.ts';
import type { KindCompared } from '../journey/move/compare.ts';
import type { KindMoved } from '../journey/move/move.ts';
import type { MovePlan } from '../journey/move/plan.ts';
import type { NotMade } from '../journey/move/tally.ts';
import { textsFor } from '../texts/catalogue.ts';
import { titlesIn } from './titles.ts';

/** A cell of a table: no bar, no line end. */
const cell = (text: string | number): string => String(text).replaceAll('|', '\\|').replaceAll(/\s+/gu, ' ');
const row = (cells: readonly (string | number)[]): string => `| ${cells.map(cell).join(' | ')} |`;

const part = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`### ${title}`, '', ...lines, ''];

function inLanguage(
  language: Language,
  plan: MovePlan,
  moved: readonly KindMoved[],
  compared: readonly KindCompared[],
): readonly string[] {
  const words = textsFor(language).views.move;
  const titleOf = titlesIn(language);
  const byKind = new Map(compared.map((each) => [each.kind, each]));
  const rows = moved.map(({ kind, total, made, found }) => {
    const { equal = 0, differ = 0, absent = 0 } = byKind.get(kind) ?? {};
    return row([titleOf(kind), total, made, found, equal, differ + absent]);
  });
  const told = (kind: string, all: readonly NotMade[]): readonly string[] =>
    all.map(({ why, count, examples }) => `- ${titleOf(kind)}: ${why[language]} (${count}: ${examples.join(', ')})`);
  const links = moved.flatMap(({ kind, links: all }) =>
    all.map(({ kind: of, count }) => `- ${titleOf(kind)} → ${titleOf(of)} (${count})`),
  );
  const loses = plan.kinds.flatMap(({ kind, loses: text }) =>
    text === undefined ? [] : [`- ${titleOf(kind)}: ${text[language]}`],
  );
  const differ = compared.flatMap(({ kind, differences }) =>
    differences.map(({ id, thereId, field = words.absent }) => `- ${titleOf(kind)} ${id} → ${thereId}: ${field}`),
  );
  return [
    `## ${words.title(plan.from, plan.to)}`,
    '',
    row(words.head),
    row(words.head.map(() => '---')),
    ...rows,
    '',
    ...part(words.differences, differ),
    ...part(
      words.notMade,
      moved.flatMap(({ kind, notMade }) => told(kind, notMade)),
    ),
    ...part(
      words.without,
      moved.flatMap(({ kind, without }) => told(kind, without)),
    ),
    ...part(words.links, links),
    ...part(words.loses, loses),
    ...part(
      words.notCarried,
      plan.notCarried.map(({ kind, count, why }) => `- ${titleOf(kind)} (${count}): ${why[language]}`),
    ),
  ];
}

/** What a move did, what it read back, and what stayed behind, in both languages. */
export function moveReport(plan: MovePlan, moved: readonly KindMoved[], compared: readonly KindCompared[]): string {
  return [...inLanguage('ru', plan, moved, compared), ...inLanguage('en', plan, moved, compared)].join('\n');
}
