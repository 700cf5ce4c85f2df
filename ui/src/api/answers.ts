import { useEffect, useRef } from 'react';

import { answerRun, type CommandRun } from './run.ts';
import type { Question } from './types.ts';

export type Answers = Partial<Readonly<Record<Question['about'], string>>>;

export interface Answering {
  /** Whether what is asked now was typed already, so that nobody need be asked. */
  readonly isCovered: boolean;
  readonly give: (answers: Answers) => void;
}

/**
 * Answers a run's questions with what was typed beforehand: each answer is used once and each question is answered once,
 * however often the list of runs is read again meanwhile. A question that nothing was typed for is left to be asked.
 */
export function useAnswers({ run, view: { question } }: CommandRun): Answering {
  const typed = useRef<Answers>({});
  const answered = useRef<string>(undefined);
  const id = run?.id;
  useEffect(() => {
    if (id === undefined || question === undefined || question.id === answered.current) return;
    const { about } = question.question;
    const { [about]: answer, ...rest } = typed.current;
    if (answer === undefined) return;
    typed.current = rest;
    answered.current = question.id;
    void answerRun(id, question.id, answer);
  }, [id, question]);
  const isCovered =
    question !== undefined &&
    (question.id === answered.current || typed.current[question.question.about] !== undefined);
  return {
    isCovered,
    give: (answers) => {
      typed.current = answers;
    },
  };
}
