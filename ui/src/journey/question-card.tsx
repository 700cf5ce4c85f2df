import { type FormEvent, useState } from 'react';

import { hiddenQuestions } from '../../../src/commands/ask.ts';
import { questionWords } from '../../../src/commands/question-words.ts';
import { answerRun, type CommandRun } from '../api/run.ts';
import type { Question } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';

/** Answered with a button; to go on must be said, and is never what a form sends by itself. */
function isYesOrNo({ about }: Question): boolean {
  return about === 'live' || about === 'goOn' || about === 'changed';
}

/** A question that a command waits with; what is typed goes to the command, which alone knows whether it is right. */
export function QuestionCard({ command }: { readonly command: CommandRun }) {
  const texts = useTexts();
  const { ui } = texts;
  const [answer, setAnswer] = useState('');
  const { run, view } = command;
  const asked = view.question;
  if (run === undefined || asked === undefined) return null;
  const { text, prompt } = questionWords(asked.question, texts);
  const say = (words: string): void => {
    setAnswer('');
    void answerRun(run.id, asked.id, words);
  };
  return (
    <form
      className="card question"
      autoComplete="off"
      aria-labelledby="question-title"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        say(answer);
      }}
    >
      <h2 id="question-title">{ui.more.asks}</h2>
      {text.split('\n').map((line) => (
        <p key={line} className="breakable">
          {line}
        </p>
      ))}
      {isYesOrNo(asked.question) ? (
        <div className="row">
          <Button look="go" onClick={() => say('yes')}>
            {ui.more.goOn}
          </Button>
          <Button onClick={() => say('no')}>{ui.more.stopHere}</Button>
        </div>
      ) : (
        <>
          <div className="field">
            <label htmlFor="answer" className="breakable">
              {prompt}
            </label>
            <input
              id="answer"
              type={hiddenQuestions.includes(asked.question.about) ? 'password' : 'text'}
              required
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={answer}
              onChange={({ target }) => setAnswer(target.value)}
            />
          </div>
          <div>
            <Button type="submit" look="go">
              {ui.more.answer}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}
