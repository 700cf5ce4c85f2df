import type { movingViews as english } from '../en/moving.ts';
import { formatFor } from '../format.ts';

const f = formatFor('ru');

/** Что показывают перенос в другой портал и отправка на сервер. */
export const movingViews: typeof english = {
  move: {
    title: (from, to) => `Из архива ${from} в ${to}`,
    onlyFound: 'ищем там',
    done: (count) => `уже там: ${f.number(count)}`,
    of: (made, found, total) => `создано ${f.number(made)}, было ${f.number(found)}, всего ${f.number(total)}`,
    read: (equal, wrong) =>
      wrong === 0 ? `перечитано, совпало: ${f.number(equal)}` : `совпало ${f.number(equal)}, нет: ${f.number(wrong)}`,
    people: (found, total, path) =>
      `Люди: по почте нашлось ${f.number(found)} из ${f.number(total)}. Кто за кого, можно поправить: ${path}`,
    stands: (id) => `За остальных там будет пользователь ${id}.`,
    loses: 'Чего не сохранит ни один метод',
    notMade: 'Не создано, и почему',
    without: 'Создано не целиком',
    notCarried: 'Остаётся в архиве, и почему',
    links: 'Потерянные связи: второго конца там нет',
    differences: 'Перечитано и не совпало',
    absent: 'запись целиком',
    head: ['Что', 'В архиве', 'Создано', 'Уже было', 'Совпало', 'Не совпало'],
  },
  push: {
    apiKey: ({ host }) => ({
      text: 'Моя учётная запись → Ключ доступа к API, у администратора. То, что вы вводите, не видно и нигде не сохранится.',
      prompt: `Ключ API для ${host}:`,
    }),
    counts: (written, equal) => `положено и перечитано: ${f.number(written)}, уже лежало: ${f.number(equal)}`,
    why: {
      changedThere: 'там это изменили, оставлено как есть',
      refused: 'сервер не принял',
      differs: 'читается не так, как отправлено',
    },
    more: (count) => `и ещё ${f.number(count)}`,
    people: (path) => `Кто там за кого — решаете вы: поправьте и повторите. ${path}`,
    losses: (path) => `Что перенести не удалось: ${path}`,
  },
};
