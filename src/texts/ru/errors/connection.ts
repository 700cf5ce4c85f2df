import type { ErrorText } from '../../detail.ts';
import type { connection as english } from '../../en/errors/connection.ts';

const nothingLost = 'Ничего не потеряно.';
const example = 'Он выглядит так: https://ваш-портал.bitrix24.ru/rest/1/a1b2c3d4e5f6/';
const copyAgain = `Скопируйте с портала адрес входящего вебхука целиком и вставьте ещё раз. ${example}`;

export const connection: typeof english = {
  CONNECTION_EMPTY: (): ErrorText => ({
    happened: 'Вебхук не указан.',
    lost: nothingLost,
    todo: copyAgain,
  }),
  CONNECTION_NOT_A_URL: () => ({
    happened: 'То, что указано, — не адрес.',
    lost: nothingLost,
    todo: copyAgain,
  }),
  CONNECTION_NOT_HTTPS: (d) => ({
    happened: `С ${d('address')} пришлось бы говорить без шифрования, и вебхук могли бы прочесть по пути.`,
    lost: nothingLost,
    todo: 'Укажите адрес, который начинается с https://. Просто http — только для локального портала на этом компьютере.',
  }),
  CONNECTION_NOT_A_WEBHOOK: (d) => ({
    happened: `Это адрес на ${d('address')}, но не вебхук: нет /rest/, номера пользователя или кода.`,
    lost: nothingLost,
    todo: copyAgain,
  }),
  CONNECTION_WITH_PASSWORD: () => ({
    happened: 'В адресе есть имя или пароль. Вебхуку они не нужны.',
    lost: nothingLost,
    todo: copyAgain,
  }),
  CONNECTION_CLIENT_EMPTY: () => ({
    happened: 'Не хватает кода или ключа приложения.',
    lost: nothingLost,
    todo: 'Скопируйте оба со страницы локального приложения: client_id, затем client_secret.',
  }),
  CONNECTION_PORTAL_UNNAMED: () => ({
    happened: 'Приложение не говорит, с какого оно портала.',
    lost: nothingLost,
    todo: 'Назовите портал: `bye24 connect acme.bitrix24.ru --oauth`.',
  }),
  CONNECTION_NO_CODE: () => ({
    happened: 'Во вставленном нет кода, или он от другого вопроса.',
    lost: nothingLost,
    todo: 'Выполните команду ещё раз и вставьте адрес, на котором остановится браузер, целиком.',
  }),
  CONNECTION_CODE_REFUSED: (d) => ({
    happened: `Приложение не впустили (${d('portalCode')}).`,
    lost: nothingLost,
    todo: 'Проверьте client_id и client_secret и выполните команду ещё раз: код живёт 30 секунд и действует один раз.',
  }),
  CONNECTION_REFRESH_REFUSED: (d) => ({
    happened: `Сервер авторизации не выдал новый токен для ${d('address')} (${d('portalCode')}).`,
    lost: 'Ничего не потеряно: что в архиве, то остаётся, и та же команда продолжит с этого места.',
    todo: 'Впустите приложение заново: `bye24 connect --oauth`.',
  }),
};
