import type { Text } from '../../base/text.ts';
import type { Losses } from '../../formats/losses.ts';

/** What holds for every push into Redmine, whatever the archive holds. */
export function noteLosses(losses: Losses): void {
  losses.note({
    ru: 'Время создания и изменения в Redmine — время переноса: его REST не даёт задать. Исходное время и автор стоят в тексте задач и комментариев.',
    en: 'Times of creation and change in Redmine are those of the push: its REST lets nobody set them. The original time and author stand in the texts of issues and comments.',
  });
  losses.note({
    ru: 'Чек-листы стали списками в описании. Результаты, история, метки, чаты задач, роботы, шаблоны, привязки к CRM и права не переносятся.',
    en: 'Checklists became lists in the description. Results, history, tags, task chats, robots, templates, links to the CRM and rights are not taken along.',
  });
  losses.note({
    ru: 'Тексты — в Markdown: включите CommonMark (Администрирование → Настройки → Общие). Сроки и приоритет родителей Redmine считает по подзадачам, пока в «Задачи» не стоит «Независимо».',
    en: 'Texts are Markdown: switch CommonMark on (Administration → Settings → General). Redmine counts dates and priority of parents from their subtasks unless “Independent of subtasks” is set under Issue tracking.',
  });
  losses.note({
    ru: 'Redmine шлёт участникам письма о задачах по своим настройкам: на время переноса выключите уведомления.',
    en: 'Redmine mails its members about issues as its own settings say: switch notifications off for the time of the push.',
  });
}

export const cutSubject: Text = {
  ru: 'Название длиннее 255 знаков: в Redmine его начало.',
  en: 'A title is longer than 255 characters: Redmine has the beginning of it.',
};
export const startDropped: Text = {
  ru: 'Начало позже крайнего срока: Redmine такого не берёт, начало опущено.',
  en: 'The start is later than the due date, which Redmine refuses: the start was left out.',
};
export const authorLost: Text = {
  ru: 'Автора задачи в Redmine нет или он не может её завести: автор — владелец ключа, исходный назван в тексте.',
  en: 'The author of a task is not in Redmine or may not make issues: it is by the owner of the key, the text names the author.',
};
export const assigneeLost: Text = {
  ru: 'Исполнителя в Redmine нет или ему нельзя назначать задачи.',
  en: 'The responsible person is not in Redmine or can’t be given issues.',
};
export const watcherLost: Text = {
  ru: 'Соисполнителя или наблюдателя в Redmine нет, или он не видит эту задачу.',
  en: 'A participant or observer is not in Redmine, or does not see that issue.',
};
export const noteAuthorLost: Text = {
  ru: 'Автора комментария в Redmine нет или он не видит задачу: комментарий — от владельца ключа, автор назван в тексте.',
  en: 'The author of a comment is not in Redmine or does not see the issue: it is by the owner of the key, the text names the author.',
};
export const spentByOther: Text = {
  ru: 'Времени за этого человека Redmine не записал: оно записано за владельца ключа, имя — в примечании.',
  en: 'Redmine did not record time for that person: it is recorded for the owner of the key, the name is in the note.',
};
export const hoursRounded: Text = {
  ru: 'Redmine считает часы до сотых: секунды округлены.',
  en: 'Redmine counts hundredths of an hour: seconds were rounded.',
};
export const noBytes: Text = {
  ru: 'Байтов файла нет в архиве.',
  en: 'The bytes of a file are not in the archive.',
};
export const fileRefused: Text = {
  ru: 'Redmine не принял файл (предел размера — в Администрирование → Настройки → Файлы).',
  en: 'Redmine did not take a file (its limit is under Administration → Settings → Files).',
};
export const statusByOther: Text = {
  ru: 'Для этого состояния в Redmine нет своего слова: стоит ближайшее.',
  en: 'Redmine has no word of its own for that state: the nearest one stands.',
};
export const statusRefused: Text = {
  ru: 'Redmine не дал поставить состояние (порядок состояний или открытые подзадачи).',
  en: 'Redmine did not let the state be set (its workflow, or open subtasks).',
};
export const parentLost: Text = {
  ru: 'Redmine не принял связь с родительской задачей.',
  en: 'Redmine did not take the link to the parent task.',
};
export const privacyLost: Text = {
  ru: 'Задачу без группы не удалось сделать личной.',
  en: 'A task of no group could not be made private.',
};
export const privateNote: Text = {
  ru: 'Задачи без группы в Redmine личные: их видят автор, исполнитель и те, чья роль видит все.',
  en: 'Tasks of no group are private in Redmine: their author, the responsible person and roles that see everything can read them.',
};
