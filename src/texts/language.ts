import type { Language } from '../base/text.ts';

/** What the choice of a language looks at, strongest first. */
export interface LanguageWishes {
  /** --lang */
  readonly asked?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

function languageOf(tag: string | undefined): Language | undefined {
  const name = tag?.trim().toLowerCase().slice(0, 2);
  return name === 'ru' || name === 'en' ? name : undefined;
}

/** --lang, BYE24_LANG, LC_ALL, LC_MESSAGES, LANG; English when none of them names a language that we speak. */
export function chooseLanguage({ asked, environment }: LanguageWishes): Language {
  const tags = [
    asked,
    environment['BYE24_LANG'],
    environment['LC_ALL'],
    environment['LC_MESSAGES'],
    environment['LANG'],
  ];
  for (const tag of tags) {
    if (tag === undefined || tag === '') continue;
    const language = languageOf(tag);
    if (language !== undefined) return language;
  }
  return 'en';
}
