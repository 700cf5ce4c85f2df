import type { archive as english } from '../../en/errors/archive.ts';

const untouched = 'Ничего не изменено.';

export const archive: typeof english = {
  ARCHIVE_ABSENT: (d) => ({
    happened: `В ${d('path')} нет архива.`,
    lost: 'Ничего не сделано, ничего не потеряно.',
    todo: 'Сначала выполните `bye24 export` или скажите, где архив: --archive ПАПКА.',
  }),
  ARCHIVE_EXISTS: (d) => ({
    happened: `В ${d('path')} уже есть архив.`,
    lost: untouched,
    todo: 'Продолжайте с ним или выберите другую папку: --archive ПАПКА.',
  }),
  ARCHIVE_LOCKED: (d) => ({
    happened: `В этот архив с ${d('since')} пишет другой bye24 (процесс ${d('pid')} на ${d('host')}).`,
    lost: untouched,
    todo: `Дождитесь, пока он закончит. Если он точно уже не работает, удалите файл ${d('path')}.`,
  }),
  ARCHIVE_FOREIGN: (d) => ({
    happened: `Архив ${d('path')} от портала ${d('portal')}, а не ${d('expected')}.`,
    lost: untouched,
    todo: 'Укажите архив этого портала или новую папку: --archive ПАПКА.',
  }),
  ARCHIVE_DAMAGED: (d) => ({
    happened: `Архив повреждён (${d('path')}).`,
    lost: 'Всё, что ещё читается, остаётся как есть; в повреждённый архив bye24 не пишет и ничего по нему не удаляет.',
    todo: 'Что задето, покажет `bye24 verify`; затем верните копию архива или выгрузите всё в новую папку.',
  }),
  ARCHIVE_READ_ONLY: (d) => ({
    happened: `Архив ${d('path')} открыт для чтения, а в него хотели записать. Это ошибка в bye24.`,
    lost: untouched,
    todo: 'Пожалуйста, сообщите о ней.',
  }),
  ARCHIVE_NEWER: () => ({
    happened: 'Этот архив записан более новым bye24.',
    lost: untouched,
    todo: 'Возьмите ту версию: npx bye24@latest',
  }),
  ARCHIVE_OLDER: () => ({
    happened: 'Этот архив написан более старым bye24, и таблицы в нём устроены иначе.',
    lost: untouched,
    todo: 'Читайте его той версией, которая его сделала, или выгрузите заново в новую папку: bye24 export --archive DIR',
  }),
  ARCHIVE_UNSEALED: (d) => ({
    happened: `На архиве ${d('path')} нет печати, а план привязан к ней.`,
    lost: untouched,
    todo: 'Выполните `bye24 verify`, затем `bye24 seal`.',
  }),
  ARCHIVE_NO_RUN: () => ({
    happened: 'Что-то хотели сохранить, хотя выгрузка не начата. Это ошибка в bye24.',
    lost: untouched,
    todo: 'Пожалуйста, сообщите о ней.',
  }),
  ARCHIVE_BUSY: () => ({
    happened: 'Выгрузка в этот архив была прервана и не закончена.',
    lost: 'Всё, что она успела забрать, сохранено.',
    todo: 'Выполните `bye24 export`: она продолжит с того же места.',
  }),
  ARCHIVE_UNKNOWN_KIND: (d) => ({
    happened: `В архиве есть записи вида, которого этот bye24 не знает (${d('kind')}).`,
    lost: untouched,
    todo: 'Возьмите версию поновее: npx bye24@latest',
  }),
  ARCHIVE_BAD_PAGE: (d) => ({
    happened: `Страница вида ${d('kind')} называет запись ${d('id')}, которой нет в ответе портала. Это ошибка bye24.`,
    lost: 'Из этой страницы ничего не сохранено; сохранённое раньше цело.',
    todo: 'Сообщите о ней: укажите вид данных, но не саму запись.',
  }),
  ARCHIVE_BAD_BLOB: () => ({
    happened: 'Содержимое файла не такое, каким было заявлено.',
    lost: 'Файл не сохранён; его запись сохранена.',
    todo: 'Повторите выгрузку. Не виноват ли диск, покажет `bye24 verify`.',
  }),
  ARCHIVE_CHANGED: () => ({
    happened: 'Архив изменился после проверки.',
    lost: untouched,
    todo: 'Повторите ту же команду: она проверит его заново. Пусть другие программы пока не пишут в архив.',
  }),
};
