import { Keys } from './keys.tsx';
import { type Light, useSettings } from './settings.tsx';

const lights: readonly Light[] = ['system', 'light', 'dark'];

/** Language and light, always at hand. */
export function SettingsBar() {
  const { texts, language, setLanguage, light, setLight } = useSettings();
  return (
    <div className="settings">
      <label className="field-inline">
        <span className="visually-hidden">{texts.ui.language}</span>
        <select value={language} onChange={(event) => setLanguage(event.target.value === 'ru' ? 'ru' : 'en')}>
          <option value="ru" lang="ru">
            Русский
          </option>
          <option value="en" lang="en">
            English
          </option>
        </select>
      </label>
      <label className="field-inline">
        <span className="visually-hidden">{texts.ui.light.title}</span>
        <select
          value={light}
          onChange={(event) => setLight(lights.find((option) => option === event.target.value) ?? 'system')}
        >
          {lights.map((option) => (
            <option key={option} value={option}>
              {texts.ui.light[option]}
            </option>
          ))}
        </select>
      </label>
      <Keys />
    </div>
  );
}
