import { matches, type ParsedQuery } from './search-query.ts';
import { phoneDigits } from './words.ts';

/** Marks around what matched. */
export const MARK_BEGIN = '\u0001';
export const MARK_END = '\u0002';

const WORD = /[\p{L}\p{N}]+/gu;
const PHONE = /\+?\d[\d\s()\-–]{2,18}\d/gu;
const BEFORE = 40;
const AFTER = 120;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The best piece of a record's texts for a query: the one with the most different matches, around the first of them. */
export function snippetOf(query: ParsedQuery, texts: readonly string[]): string {
  let best: { readonly text: string; readonly spans: readonly Span[]; readonly score: number } | undefined;
  for (const original of texts) {
    const text = clean(original);
    const { spans, score } = spansIn(query, text);
    if (score > (best?.score ?? 0)) best = { text, spans, score };
    if (score === query.terms.length) break;
  }
  return best === undefined ? cut(clean(texts[0] ?? ''), []) : cut(best.text, best.spans);
}

function clean(text: string): string {
  // Our own marks must mean what we say they mean.
  return text.replaceAll(MARK_BEGIN, '').replaceAll(MARK_END, '').replace(/\s+/gu, ' ').trim();
}

function spansIn(query: ParsedQuery, text: string): { readonly spans: readonly Span[]; readonly score: number } {
  const spans: Span[] = [];
  let score = 0;
  for (const term of query.terms) {
    const found: Span[] = [];
    for (const match of text.matchAll(WORD)) {
      if (matches(term, match[0])) found.push({ from: match.index, to: match.index + match[0].length });
    }
    if (found.length === 0 && term.digits !== undefined) {
      for (const match of text.matchAll(PHONE)) {
        if (phoneDigits(match[0])?.endsWith(term.digits) === true) {
          found.push({ from: match.index, to: match.index + match[0].length });
        }
      }
    }
    if (found.length > 0) score += 1;
    spans.push(...found);
  }
  return { spans: spans.toSorted((a, b) => a.from - b.from), score };
}

function cut(text: string, spans: readonly Span[]): string {
  const first = spans[0]?.from ?? 0;
  const from = first <= BEFORE ? 0 : text.indexOf(' ', first - BEFORE) + 1;
  const end = Math.min(text.length, Math.max(first + AFTER, spans[0]?.to ?? 0));
  let marked = '';
  let at = from;
  for (const span of spans) {
    if (span.from < at || span.to > end) continue;
    marked += `${text.slice(at, span.from)}${MARK_BEGIN}${text.slice(span.from, span.to)}${MARK_END}`;
    at = span.to;
  }
  return `${from > 0 ? '…' : ''}${marked}${text.slice(at, end)}${end < text.length ? '…' : ''}`;
}
