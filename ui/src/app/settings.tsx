import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';

import type { Language } from '../../../src/base/text.ts';
import type { Texts } from '../../../src/texts/catalogue.ts';
import { en } from '../../../src/texts/en/index.ts';
import { ru } from '../../../src/texts/ru/index.ts';

export type Light = 'system' | 'light' | 'dark';

interface Settings {
  readonly texts: Texts;
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly light: Light;
  readonly setLight: (light: Light) => void;
}

const SettingsContext = createContext<Settings | undefined>(undefined);

function stored<T extends string>(key: string, allowed: readonly T[], otherwise: T): T {
  const value = localStorage.getItem(key);
  return allowed.find((option) => option === value) ?? otherwise;
}

function browserLanguage(): Language {
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('ru')) ? 'ru' : 'en';
}

/** Language and light, kept in this browser. */
export function SettingsProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => stored('bye24.language', ['ru', 'en'], browserLanguage()));
  const [light, setLight] = useState<Light>(() => stored('bye24.light', ['system', 'light', 'dark'], 'system'));

  useEffect(() => {
    localStorage.setItem('bye24.language', language);
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    localStorage.setItem('bye24.light', light);
    document.documentElement.dataset['light'] = light;
  }, [light]);

  const settings = useMemo(
    () => ({ texts: language === 'ru' ? ru : en, language, setLanguage, light, setLight }),
    [language, light],
  );
  return <SettingsContext value={settings}>{children}</SettingsContext>;
}

export function useSettings(): Settings {
  const settings = use(SettingsContext);
  if (settings === undefined) throw new Error('useSettings outside of SettingsProvider');
  return settings;
}

/** The catalogue of the chosen language. */
export function useTexts(): Texts {
  return useSettings().texts;
}
