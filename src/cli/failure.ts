import type { Bye24Error } from '../base/error.ts';
import { ruleOf } from '../commands/rules.ts';
import type { Texts } from '../texts/catalogue.ts';
import { detailReader, type ErrorText } from '../texts/detail.ts';
import { exitCodeOf } from './exit.ts';
import { tame, wrap } from './layout.ts';
import type { Page } from './terminal.ts';

/** The words for an error, in the language of the catalogue. An unknown code still gets honest ones. */
export function wordsFor(error: Bye24Error, texts: Texts): ErrorText {
  const known: Readonly<Record<string, (detail: (name: string) => string) => ErrorText>> = texts.errors;
  const make = known[error.code] ?? texts.errors.UNEXPECTED;
  const detail = make === texts.errors.UNEXPECTED ? { reason: error.message, ...error.detail } : error.detail;
  return make(detailReader(detail, texts.format));
}

/** What happened, whether anything is lost, what to do: three short paragraphs and the code. */
export function showFailure(error: Bye24Error, page: Page, explain: boolean): void {
  const { texts, style, columns, line } = page;
  const { happened, lost, todo } = wordsFor(error, texts);
  const [first = '', ...rest] = wrap(tame(happened), columns - 2);
  const cancelled = error.code === 'CANCELLED';
  line(`${cancelled ? style.yellow('■') : style.red('✗')} ${style.bold(first)}`);
  for (const text of rest) line(`  ${style.bold(text)}`);
  for (const text of wrap(tame(lost), columns - 2)) line(`  ${text}`);
  for (const text of wrap(tame(todo), columns - 2)) line(`  ${text}`);
  const near = error.detail['near'];
  if (typeof near === 'string') line(`  ${texts.help.didYouMean(near)}`);
  const rule = ruleOf(error.code);
  if (rule !== undefined && explain) {
    line();
    for (const text of wrap(`${texts.views.error.rule(rule)}: ${texts.rules[rule]}`, columns - 2)) line(`  ${text}`);
  }
  const hint = rule !== undefined && !explain ? ` · ${texts.views.error.tryExplain}` : '';
  if (!cancelled) line(style.dim(`  ${texts.views.error.code} ${error.code}${hint}`));
}

/** The same as one object for programs. */
export function failureObject(error: Bye24Error, texts: Texts): object {
  const rule = ruleOf(error.code);
  return {
    type: 'error',
    code: error.code,
    exitCode: exitCodeOf(error.code),
    ...wordsFor(error, texts),
    detail: error.detail,
    ...(rule === undefined ? {} : { rule }),
  };
}
