import type { Block, Paper } from '../../base/paper.ts';
import type { Language, Text } from '../../base/text.ts';
import type { Kind } from '../../kinds/kind.ts';
import type { Kept } from '../types.ts';
import { binTime, stamp } from './act-words.ts';
import type { BroughtReport, Ends, ProofReport } from './types.ts';
import { endWords, keptWords, obstacleText, throughText, words } from './words.ts';

/** Exceptions that are printed; the others are in the export of the journal. */
const MOST_EXCEPTIONS = 200;

function list(items: readonly string[]): readonly Block[] {
  return items.length === 0 ? [] : [{ is: 'list', items }];
}

/** Records that went in a version that was taken home once more, with both fingerprints. */
function broughtBlocks(
  brought: BroughtReport | undefined,
  say: (text: Text) => string,
  named: (kind: string) => string,
): readonly Block[] {
  if (brought === undefined || brought.count === 0) return [];
  const items = brought.records
    .slice(0, MOST_EXCEPTIONS)
    .map(
      ({ step, kind, id, was, fingerprint }) =>
        `${say(words.step)} ${step}: ${named(kind)} ${id} — ${was.slice(0, 16)} → ${fingerprint.slice(0, 16)}`,
    );
  const isAll = items.length === brought.count;
  return [
    { is: 'text', text: say(words.broughtNote) },
    ...list(items),
    ...(isAll ? [] : [{ is: 'text', text: `${say(words.more)} ${brought.count}.` } as const]),
  ];
}

/** The report as a paper to print and to file: the same facts and numbers as its page, ids and no data of the portal. */
export function reportPaper(report: ProofReport, kinds: readonly Kind[], language: Language): Paper {
  const titles = new Map(kinds.map(({ id, title }) => [id, title.many[language]]));
  const say = (text: Text): string => text[language];
  const named = (kind: string): string => titles.get(kind) ?? kind;
  const section = (title: Text, blocks: readonly Block[]): readonly Block[] =>
    blocks.length === 0 ? [] : [{ is: 'heading', text: say(title) }, ...blocks];
  const { portal, plan, sealRoot, journal, provedAtMs, absentFromMs, absentToMs, total, broughtHome } = report;
  const facts = [
    `${say(words.portal)}: ${portal}`,
    `${say(words.plan)}: ${plan}`,
    `${say(words.archive)}: ${sealRoot}`,
    ...(broughtHome?.seals ?? []).map(({ atMs, to }) => `${say(words.sealedAnew)}: ${stamp(atMs)} · ${to}`),
    `${say(words.journal)}: ${journal.lines} ${say(words.journalOf)}: ${journal.head}`,
    `${say(words.from)}: ${stamp(journal.firstAtMs)}`,
    provedAtMs === undefined ? say(words.notProved) : `${say(words.proved)}: ${stamp(provedAtMs)}`,
    ...(report.through ?? []).map((one) => `${say(words.through)}: ${say(throughText(one))}`),
    ...(absentFromMs === undefined || absentToMs === undefined
      ? []
      : [`${say(words.absent)}: ${stamp(absentFromMs)} – ${stamp(absentToMs)}`]),
  ];
  const ends = (Object.keys(endWords) as (keyof Ends)[]).filter((end) => total[end] > 0);
  const kindsPlanned = report.kinds.filter(({ planned }) => planned > 0);
  const bins = report.kinds.filter(({ inBin }) => inBin > 0);
  const rest = report.exceptionCount - Math.min(MOST_EXCEPTIONS, report.exceptions.length);
  return {
    language,
    title: `${say(words.title)} · ${portal}`,
    blocks: [
      { is: 'list', items: facts },
      ...section(words.total, list(ends.map((end) => `${say(endWords[end])}: ${total[end]}`))),
      ...section(
        words.kinds,
        list(
          kindsPlanned.map((kind) => {
            const counts = ends.filter((end) => kind[end] > 0).map((end) => `${say(endWords[end])} ${kind[end]}`);
            return `${named(kind.kind)}: ${counts.join('; ')}`;
          }),
        ),
      ),
      ...section(words.bins, [
        ...list(bins.map(({ kind, inBin, binUntilMs }) => `${named(kind)}: ${inBin}, ${say(binTime(binUntilMs))}`)),
        ...(bins.length === 0 ? [] : [{ is: 'text', text: say(words.binNote) } as const]),
      ]),
      ...section(words.exceptions, [
        ...list(
          report.exceptions.slice(0, MOST_EXCEPTIONS).map((exception) => {
            const { step, kind, id, end } = exception;
            const text = `${say(words.step)} ${step}: ${named(kind)} ${id} — ${say(endWords[end])}`;
            return `${text} ${say(obstacleText(exception))}`.trim();
          }),
        ),
        ...(rest > 0 ? [{ is: 'text', text: `${say(words.more)} ${report.exceptionCount}.` } as const] : []),
      ]),
      ...section(words.brought, broughtBlocks(broughtHome, say, named)),
      ...section(
        words.byHand,
        list(
          report.byHand.map(({ number, kind, id = '', doneBy }) => {
            const by = doneBy === 'api' ? say(words.seenByApi) : `${say(words.confirmedBy)} ${doneBy}`;
            return `${number}. ${named(kind)} ${id} — ${doneBy === undefined ? say(words.open) : `${say(words.done)}: ${by}`}`;
          }),
        ),
      ),
      ...section(
        words.kept,
        list(
          report.kept.map(
            ({ kind, reason, count }) => `${named(kind)}: ${count} — ${say(keptWords[reason as Kept['reason']])}`,
          ),
        ),
      ),
      ...section(words.limits, list([words.limitArchive, words.limitVendor, words.limitTool].map(say))),
    ],
    footer: `${say(words.title)} · ${portal}`,
  };
}
