import type { formats as english } from '../../en/errors/formats.ts';

/** Ошибки перевода в форматы, которые открывают другие. */
export const formats: typeof english = {
  FORMAT_UNKNOWN: (d) => ({
    happened: `Формата ${d('format')} нет. Есть: ${d('known')}.`,
    lost: 'Ничего не сделано, ничего не потеряно.',
    todo: '`bye24 convert --list` расскажет о каждом.',
  }),
  CONVERT_FOLDER_TAKEN: (d) => ({
    happened: `В папке ${d('path')} уже что-то есть.`,
    lost: 'Ничего не изменено.',
    todo: 'Добавьте --replace, чтобы записать её заново, или назовите другую папку: --into DIR.',
  }),
  PACK_TAKEN: (d) => ({
    happened: `Файл ${d('path')} уже есть.`,
    lost: 'Ничего не изменено.',
    todo: 'Назовите другой файл: --to FILE, или уберите этот.',
  }),
  PACK_RECIPIENT: (d) => ({
    happened: `Получатель номер ${d('number')} — не открытый ключ age.`,
    lost: 'Ничего не сделано, ничего не потеряно.',
    todo: 'Нужен ключ, который начинается с age1: age-keygen показывает его как «Public key».',
  }),
};
