import type { Paper } from '../../base/paper.ts';
import type { Kind } from '../../kinds/kind.ts';
import { binTime, categoryWords, stamp } from './act-words.ts';
import { type DestroyedSummary, sharesOf } from './destroyed.ts';
import { keptWords, words } from './words.ts';
import type { Kept } from '../types.ts';

/** Record of an erasure: counts, categories, times, what is not proven. No id and no value of what was erased. */
export function euPaper(summary: DestroyedSummary, kinds: readonly Kind[]): Paper {
  const { report, fromMs = 0, toMs = 0, count } = summary;
  const titles = new Map(kinds.map(({ id, title }) => [id, title.many.en]));
  const rows = sharesOf(report).map(({ kind, shares }) => [titles.get(kind) ?? kind, ...shares.map(String)]);
  const bins = report.kinds.filter(({ inBin }) => inBin > 0);
  return {
    language: 'en',
    title: 'Record of erasure of personal data',
    blocks: [
      { is: 'field', mark: '1', label: 'System', value: `Bitrix24 portal ${report.portal}` },
      { is: 'field', mark: '2', label: 'Records erased and seen absent', value: String(count) },
      { is: 'field', mark: '3', label: 'When', value: `${stamp(fromMs)} – ${stamp(toMs)}` },
      {
        is: 'field',
        mark: '4',
        label: 'Categories of data',
        value: summary.categories.map((category) => categoryWords[category].en).join('; ') || 'none',
      },
      {
        is: 'field',
        mark: '5',
        label: 'Verification',
        value: 'Full: every record was read again, independently, after the erasure.',
      },
      {
        is: 'field',
        mark: '6',
        label: 'Tool',
        value: 'bye24, an open-source program; methods of the REST API as listed in record.json',
      },
      { is: 'table', head: ['Kind', 'Planned', 'Erased', 'Emptied', 'In a bin', 'Not erased'], rows },
      { is: 'heading', text: 'What this record does not say' },
      {
        is: 'list',
        items: [
          words.limitArchive.en,
          ...bins.map(
            ({ kind, inBin, binUntilMs }) =>
              `${titles.get(kind) ?? kind}: ${inBin} in a bin, ${binTime(binUntilMs).en}; not erased.`,
          ),
          words.limitVendor.en,
          words.limitTool.en,
          ...report.kept.map(
            ({ kind, reason, count: left }) =>
              `${titles.get(kind) ?? kind}: ${left} left (${keptWords[reason as Kept['reason']].en}).`,
          ),
        ],
      },
      {
        is: 'text',
        text: `Journal: ${report.journal.lines} lines, the last one ${report.journal.head}. Plan ${report.plan}.`,
      },
      { is: 'signature', who: 'Carried out by', hint: 'name, position, signature, date' },
      { is: 'signature', who: 'Checked by', hint: 'name, position, signature, date' },
    ],
    footer: `Record of erasure · ${report.portal}`,
  };
}
