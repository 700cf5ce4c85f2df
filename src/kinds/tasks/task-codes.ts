import type { Codes } from '../kind.ts';

/** api-reference/tasks/fields.md. */
export const statuses: Codes = {
  2: { ru: 'Ждёт выполнения', en: 'Waiting' },
  3: { ru: 'Выполняется', en: 'In progress' },
  4: { ru: 'Ждёт контроля', en: 'Awaiting control' },
  5: { ru: 'Завершена', en: 'Done' },
  6: { ru: 'Отложена', en: 'Deferred' },
};

/** The same page. */
export const priorities: Codes = {
  0: { ru: 'Низкий', en: 'Low' },
  1: { ru: 'Средний', en: 'Medium' },
  2: { ru: 'Высокий', en: 'High' },
};

/** The same page. */
export const marks: Codes = {
  P: { ru: 'Положительная', en: 'Positive' },
  N: { ru: 'Отрицательная', en: 'Negative' },
};

/** The same page, of its flags. */
export const flags: Codes = {
  Y: { ru: 'Да', en: 'Yes' },
  N: { ru: 'Нет', en: 'No' },
};
