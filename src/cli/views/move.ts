import type { MoveResult } from '../../commands/move.ts';
import { titlesIn } from '../../commands/titles.ts';
import { table, tame, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showNext } from './next.ts';
import { placeOf } from './place.ts';

type Ran = Extract<MoveResult, { did: 'run' }>;

function lines(page: Page, title: string, all: readonly string[]): void {
  const { style, columns, line } = page;
  if (all.length === 0) return;
  line();
  line(style.bold(title));
  for (const each of all) for (const one of wrap(tame(each), columns - 2)) line(`  ${one}`);
}

/** Kinds that stay in the archive, those of one reason together. */
function showStays({ notCarried }: Ran['plan'], page: Page): void {
  const { texts } = page;
  const titleOf = titlesIn(texts.language);
  const byReason = Map.groupBy(notCarried, ({ why }) => why[texts.language]);
  lines(
    page,
    texts.views.move.notCarried,
    [...byReason].map(([why, kinds]) => {
      const named = kinds.map(({ kind, count }) => `${titleOf(kind)} (${texts.format.number(count)})`);
      return `${named.join(', ')}: ${why}`;
    }),
  );
}

function showPlan({ plan, people }: Extract<MoveResult, { did: 'plan' }>, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.views.move;
  const titleOf = titlesIn(texts.language);
  const rows = plan.kinds.map(({ kind, total, done, onlyFound }) => [
    titleOf(kind),
    texts.format.number(total),
    onlyFound ? style.dim(words.onlyFound) : done > 0 ? words.done(done) : '',
  ]);
  for (const text of table(rows, [{ gives: true }, { align: 'right' }, {}], columns)) line(text);
  const missing = plan.people.filter(({ there }) => there === '');
  line();
  line(words.people(plan.people.length - missing.length, plan.people.length, placeOf(people)));
  if (missing.length > 0) for (const one of wrap(words.stands(plan.fallback), columns)) line(style.yellow(one));
  lines(
    page,
    words.loses,
    plan.kinds.flatMap(({ kind, loses }) =>
      loses === undefined ? [] : [`${titleOf(kind)}: ${loses[texts.language]}`],
    ),
  );
  showStays(plan, page);
  line();
  line(style.dim(`SHA-256 ${plan.sha256}`));
}

function showRun({ plan, moved, compared, report }: Ran, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.views.move;
  const titleOf = titlesIn(texts.language);
  const equal = new Map(compared.map((each) => [each.kind, each]));
  const rows = moved.map(({ kind, total, made, found }) => {
    const read = equal.get(kind);
    const wrong = (read?.differ ?? 0) + (read?.absent ?? 0) + (read?.unreadable ?? 0);
    const mark = wrong > 0 ? style.red('✗') : made + found < total ? style.yellow('!') : style.green('✓');
    return [mark, titleOf(kind), words.of(made, found, total), read === undefined ? '' : words.read(read.equal, wrong)];
  });
  for (const text of table(rows, [{}, { gives: true }, {}, {}], columns)) line(text);
  lines(
    page,
    words.notMade,
    moved.flatMap(({ kind, notMade }) =>
      notMade.map(({ why, count }) => `${titleOf(kind)}: ${why[texts.language]} (${texts.format.number(count)})`),
    ),
  );
  lines(
    page,
    words.without,
    moved.flatMap(({ kind, without }) =>
      without.map(({ why, count }) => `${titleOf(kind)}: ${why[texts.language]} (${texts.format.number(count)})`),
    ),
  );
  showStays(plan, page);
  line();
  line(style.dim(placeOf(report)));
}

export function show(result: MoveResult, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.move;
  line(style.bold(words.title(result.from, result.to)));
  line();
  if (result.did === 'plan') {
    showPlan(result, page);
    return showNext(`bye24 move run --portal ${result.to}`, page);
  }
  if (result.did === 'run') {
    showRun(result, page);
    return showNext(`bye24 move check --portal ${result.to}`, page);
  }
  const titleOf = titlesIn(texts.language);
  for (const { kind, equal, differ, absent, unreadable } of result.compared) {
    const wrong = differ + absent + unreadable;
    line(`${wrong > 0 ? style.red('✗') : style.green('✓')} ${titleOf(kind)}: ${words.read(equal, wrong)}`);
  }
}
