import { type Exception, exceptions } from '../contract-exceptions.ts';
import { replay, type Verdict } from './replay.ts';
import { type Documented, hasExamples } from './source.ts';
import { worlds } from './worlds.ts';

export interface Judged extends Verdict {
  /** Problems that no exception covers. */
  readonly left: readonly string[];
  readonly excepted: readonly string[];
}

function covers(exception: Exception, method: string, problem: string): boolean {
  return exception.method.toLowerCase() === method.toLowerCase() && problem.startsWith(exception.problem);
}

/** Replays a page and takes the reviewed exceptions off what was found. */
export async function judge(page: Documented): Promise<Judged> {
  const verdict = await replay(page, worlds);
  const isExcepted = (problem: string): boolean => exceptions.some((each) => covers(each, page.method, problem));
  return {
    ...verdict,
    left: verdict.problems.filter((problem) => !isExcepted(problem)),
    excepted: verdict.problems.filter(isExcepted),
  };
}

/** Exceptions that cover no problem: to be taken off the list. The digest has no texts, so it needs fewer of them. */
export async function unusedExceptions(pages: readonly Documented[]): Promise<readonly string[]> {
  if (!hasExamples) return [];
  const unused: string[] = [];
  for (const exception of exceptions) {
    const mine = pages.filter((page) => page.method.toLowerCase() === exception.method.toLowerCase());
    const verdicts = await Promise.all(mine.map((page) => replay(page, worlds)));
    const isUsed = verdicts.some(({ problems, method }) =>
      problems.some((problem) => covers(exception, method, problem)),
    );
    if (!isUsed) unused.push(`${exception.method}: ${exception.problem}`);
  }
  return unused;
}
