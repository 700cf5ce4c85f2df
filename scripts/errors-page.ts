import type { Language } from '../src/base/text.ts';
import { exitCodeOf } from '../src/cli/exit.ts';
import { ruleOf } from '../src/commands/rules.ts';
import { textsFor } from '../src/texts/catalogue.ts';

const words = {
  en: {
    title: '# Errors',
    intro:
      'Every error has a code that never changes and is never translated. This page is generated from the catalogues; `…` stands for what the case itself fills in.',
    exit: 'exit code',
    lost: 'Is anything lost?',
    todo: 'What to do',
    rule: 'rule',
  },
  ru: {
    title: '# Ошибки',
    intro:
      'У каждой ошибки есть код, который не меняется и не переводится. Страница собрана из каталогов; `…` стоит там, где случай подставит своё.',
    exit: 'код выхода',
    lost: 'Потеряно ли что-нибудь?',
    todo: 'Что делать',
    rule: 'правило',
  },
} as const;

/** The page of all errors in a language, from the catalogue that the program itself speaks from. */
export function errorsPage(language: Language): string {
  const say = words[language];
  const { errors } = textsFor(language);
  const sections = Object.entries(errors)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([code, make]) => {
      const { happened, lost, todo } = make(() => '…');
      const rule = ruleOf(code);
      const marks = [`${say.exit} ${exitCodeOf(code)}`, ...(rule === undefined ? [] : [`${say.rule} ${rule}`])];
      return `## ${code}\n\n${happened}\n\n${marks.join(' · ')}\n\n- **${say.lost}** ${lost}\n- **${say.todo}:** ${todo}\n`;
    });
  return [say.title, say.intro, ...sections].join('\n\n');
}
