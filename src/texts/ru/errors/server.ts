import type { server as english } from '../../en/errors/server.ts';

const nothingDone = 'Ничего не сделано, ничего не потеряно.';
const asTheyWere = 'Из-за этого ничего не удалено. Архив и журнал остались как были.';

const comeInAgain = 'Откройте адрес, который печатает `bye24 ui`; Enter в её окне напечатает новый.';

function closed(happened: string, todo: string): typeof english.SERVER_NOT_FOUND {
  return () => ({ happened, lost: nothingDone, todo });
}

export const server: typeof english = {
  UI_NOT_BUILT: () => ({
    happened: 'Страницы веб-приложения не собраны.',
    lost: nothingDone,
    todo: 'В исходниках сначала выполните `npm run build`. В установленной bye24 они уже есть.',
  }),
  SERVER_BAD_INPUT: (d) => ({
    happened: `Сервер не понял, что прислала страница (${d('parameter')}).`,
    lost: nothingDone,
    todo: 'Проверьте введённое. Если всё верно, обновите страницу: она может быть старше программы.',
  }),
  SERVER_ARCHIVE_BUSY: () => ({
    happened: 'Сейчас архив записывается.',
    lost: 'Ничего не потеряно.',
    todo: 'Подождите, пока закончится выгрузка или опечатывание; страница продолжит сама.',
  }),
  SERVER_NOT_REHEARSED: closed(
    'Этот план ещё не репетировали.',
    'Сначала проведите репетицию: тот же план играется на копии портала, на этом компьютере.',
  ),
  SERVER_NOT_FOUND: closed('По этому адресу у сервера ничего нет.', 'Вернитесь назад или выберите страницу слева.'),
  SERVER_NO_SESSION: closed('Этот браузер не впущен, или его время вышло.', comeInAgain),
  SERVER_CODE_USED: closed('Код из адреса уже использован или устарел.', comeInAgain),
  SERVER_FOREIGN_HOST: closed('К серверу обратились под чужим именем.', comeInAgain),
  SERVER_FOREIGN_PAGE: closed('Чужая страница пыталась распоряжаться bye24. Ей отказано.', comeInAgain),
  SERVER_NOT_JSON: closed('Сервер принимает только JSON.', comeInAgain),
  SERVER_GONE: () => ({
    happened: 'bye24 больше не отвечает.',
    lost: asTheyWere,
    todo: 'Её окно закрыли, или компьютер спал. Запустите `bye24 ui` снова.',
  }),
  SERVER_FAILED: () => ({
    happened: 'Внутри bye24 что-то пошло не так.',
    lost: asTheyWere,
    todo: 'Повторите. Если не поможет, запустите bye24 заново: она продолжит с того же места.',
  }),
};
