import type { Language, Text } from '../../base/text.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import { escapeHtml } from '../../markup/html.ts';
import type { Kept } from '../types.ts';
import type { Ends, ProofReport } from './types.ts';
import { binTime, stamp } from './act-words.ts';
import { endWords, keptWords, obstacleText, throughText, words } from './words.ts';

/** Columns that are shown only when some kind has a number there. */
const COLUMNS = Object.keys(endWords).filter((name) => name !== 'planned') as (keyof Ends)[];

/**
 * The report as a page for people: one file, no scripts, nothing loaded from anywhere, made to be printed. Holds ids
 * and numbers, never the portal's data.
 */
export function reportHtml(report: ProofReport, kinds: readonly Kind[], language: Language): string {
  return new Page(report, kinds, language).html();
}

class Page {
  readonly #report: ProofReport;
  readonly #language: Language;
  readonly #titles: ReadonlyMap<KindId, Kind['title']>;

  constructor(report: ProofReport, kinds: readonly Kind[], language: Language) {
    this.#report = report;
    this.#language = language;
    this.#titles = new Map(kinds.map(({ id, title }) => [id, title]));
  }

  html(): string {
    const { portal } = this.#report;
    const title = `${this.#say(words.title)} · ${portal}`;
    return `<!doctype html>
<html lang="${this.#language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(this.#say(words.title))}</h1>
${this.#facts()}
${this.#kinds()}
${this.#proofs()}
${this.#bins()}
${this.#exceptions()}
${this.#brought()}
${this.#byHand()}
${this.#kept()}
${this.#limits()}
</main>
</body>
</html>
`;
  }

  #say(text: Text): string {
    return text[this.#language];
  }

  #name(kind: KindId): string {
    const title = this.#titles.get(kind)?.many;
    return title === undefined ? kind : this.#say(title);
  }

  #facts(): string {
    const { portal, plan, sealRoot, journal, provedAtMs, absentFromMs, absentToMs, broughtHome } = this.#report;
    const rows: (readonly [Text, string])[] = [
      [words.portal, portal],
      [words.plan, plan],
      [words.archive, sealRoot],
      ...(broughtHome?.seals ?? []).map(({ atMs, to }) => [words.sealedAnew, `${stamp(atMs)} · ${to}`] as const),
      [words.journal, `${journal.lines} ${this.#say(words.journalOf)}: ${journal.head}`],
      [words.from, stamp(journal.firstAtMs)],
      [words.proved, provedAtMs === undefined ? '—' : stamp(provedAtMs)],
    ];
    for (const one of this.#report.through ?? []) rows.push([words.through, this.#say(throughText(one))]);
    if (absentFromMs !== undefined && absentToMs !== undefined) {
      rows.push([words.absent, `${stamp(absentFromMs)} – ${stamp(absentToMs)}`]);
    }
    const warning = provedAtMs === undefined ? `<p class="warn">${escapeHtml(this.#say(words.notProved))}</p>` : '';
    const items = rows.map(([term, value]) => `<dt>${escapeHtml(this.#say(term))}</dt><dd>${escapeHtml(value)}</dd>`);
    return `<dl>${items.join('')}</dl>${warning}`;
  }

  #kinds(): string {
    const { kinds, total } = this.#report;
    const shown = COLUMNS.filter((name) => total[name] > 0);
    const head = [words.kind, words.before, endWords.planned, ...shown.map((name) => endWords[name]), words.after];
    const rows = kinds.map((kind) => [
      this.#name(kind.kind),
      kind.before ?? '—',
      kind.planned,
      ...shown.map((name) => kind[name]),
      kind.after ?? '—',
    ]);
    const sum = [this.#say(words.total), '', total.planned, ...shown.map((name) => total[name]), ''];
    return this.#section(words.kinds, this.#table(head, [...rows, sum]));
  }

  /** What each reading could say: a later one beside the earlier ones. */
  #proofs(): string {
    const { proofs } = this.#report;
    if (proofs.length < 2) return '';
    const shown = COLUMNS.filter((name) => proofs.some(({ total }) => total[name] > 0));
    const head = [words.proofAt, ...shown.map((name) => endWords[name])];
    const rows = proofs.map(({ atMs, total }) => [stamp(atMs), ...shown.map((name) => total[name])]);
    return this.#section(words.proofs, this.#table(head, rows));
  }

  #bins(): string {
    const bins = this.#report.kinds.filter(({ inBin }) => inBin > 0);
    if (bins.length === 0) return '';
    const items = bins.map(
      ({ kind, inBin, binUntilMs }) =>
        `<li>${escapeHtml(this.#name(kind))}: ${inBin}, ${escapeHtml(this.#say(binTime(binUntilMs)))}</li>`,
    );
    return this.#section(
      words.bins,
      `<ul>${items.join('')}</ul><p class="warn">${escapeHtml(this.#say(words.binNote))}</p>`,
    );
  }

  #exceptions(): string {
    const { exceptions, exceptionCount } = this.#report;
    if (exceptions.length === 0) return '';
    const head = [words.step, words.kind, words.record, words.end, words.code];
    const rows = exceptions.map((exception) => [
      exception.step,
      this.#name(exception.kind),
      exception.id,
      this.#say(endWords[exception.end]),
      this.#say(obstacleText(exception)),
    ]);
    const more =
      exceptionCount > exceptions.length ? `<p>${escapeHtml(this.#say(words.more))} ${exceptionCount}.</p>` : '';
    return this.#section(words.exceptions, `${this.#table(head, rows)}${more}`);
  }

  /** What changed after the export and went in its new version. */
  #brought(): string {
    const { broughtHome } = this.#report;
    if (broughtHome === undefined || broughtHome.count === 0) return '';
    const head = [words.step, words.kind, words.record, words.versionBefore, words.versionNow];
    const rows = broughtHome.records.map(({ step, kind, id, was, fingerprint }) => [
      step,
      this.#name(kind),
      id,
      was.slice(0, 16),
      fingerprint.slice(0, 16),
    ]);
    const isAll = broughtHome.count === broughtHome.records.length;
    const more = isAll ? '' : `<p>${escapeHtml(this.#say(words.more))} ${broughtHome.count}.</p>`;
    const note = `<p>${escapeHtml(this.#say(words.broughtNote))}</p>`;
    return this.#section(words.brought, `${note}${this.#table(head, rows)}${more}`);
  }

  #byHand(): string {
    const { byHand } = this.#report;
    if (byHand.length === 0) return '';
    const items = byHand.map(({ number, kind, id = '', doneBy }) => {
      const state =
        doneBy === undefined
          ? this.#say(words.open)
          : `${this.#say(words.done)}: ${doneBy === 'api' ? this.#say(words.seenByApi) : `${this.#say(words.confirmedBy)} ${doneBy}`}`;
      return `<li value="${number}">${escapeHtml(`${this.#name(kind)} ${id} — ${state}`)}</li>`;
    });
    return this.#section(words.byHand, `<ol>${items.join('')}</ol>`);
  }

  #kept(): string {
    const { kept } = this.#report;
    if (kept.length === 0) return '';
    const items = kept.map(({ kind, reason, count }) => {
      const why = keptWords[reason as Kept['reason']];
      return `<li>${escapeHtml(`${this.#name(kind)}: ${count} — ${this.#say(why)}`)}</li>`;
    });
    return this.#section(words.kept, `<ul>${items.join('')}</ul>`);
  }

  #limits(): string {
    const items = [words.limitArchive, words.limitVendor, words.limitTool].map(
      (limit) => `<li>${escapeHtml(this.#say(limit))}</li>`,
    );
    return this.#section(words.limits, `<ul>${items.join('')}</ul>`);
  }

  #section(title: Text, content: string): string {
    return `<section><h2>${escapeHtml(this.#say(title))}</h2>${content}</section>`;
  }

  #table(head: readonly Text[], rows: readonly (readonly (string | number)[])[]): string {
    const cells = head.map((text) => `<th scope="col">${escapeHtml(this.#say(text))}</th>`).join('');
    const lines = rows.map((row) => {
      const [first = '', ...rest] = row;
      const values = rest.map((value) => `<td>${escapeHtml(String(value))}</td>`).join('');
      return `<tr><th scope="row">${escapeHtml(String(first))}</th>${values}</tr>`;
    });
    return `<div class="wide"><table><thead><tr>${cells}</tr></thead><tbody>${lines.join('')}</tbody></table></div>`;
  }
}

const STYLE = `
:root{color-scheme:light}
body{margin:0;font:15px/1.5 system-ui,sans-serif;color:#1b1f24;background:#fff}
main{max-width:72rem;margin:0 auto;padding:2rem 1.25rem}
h1{font-size:1.6rem;margin:0 0 1rem}
h2{font-size:1.1rem;margin:2rem 0 .5rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0}
dt{color:#57606a}
dd{margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid #d0d7de;padding:.35rem .6rem;text-align:right;vertical-align:top;font-weight:400}
th:first-child{text-align:left}
thead th{color:#57606a}
tbody tr:last-child{font-weight:600}
.warn{border-left:3px solid #9a6700;padding-left:.75rem}
@media print{main{padding:0}h2{break-after:avoid}tr{break-inside:avoid}}
@media (max-width:40rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}
`;
