import type { desktop as english } from '../../en/errors/desktop.ts';

const nothingDone = 'Ничего не тронуто, ничего не потеряно.';

export const desktop: typeof english = {
  DESKTOP_SYSTEM_UNKNOWN: (d) => ({
    happened: `Приложения Битрикс24 для ${d('system')} не бывает.`,
    lost: nothingDone,
    todo: 'Запустите эту команду на том компьютере с macOS, Windows или Linux, где стоит приложение.',
  }),
  DESKTOP_STILL_RUNS: (d) => ({
    happened: `Приложение ещё работает: ${d('program')} (процесс ${d('pid')}).`,
    lost:
      'Из приложения ничего не перенесено. Его Диск работает в обе стороны: что перенести при работающем приложении, ' +
      'то он удалит на портале. Поэтому bye24 ждёт, пока оно закроется.',
    todo: 'Закройте Битрикс24 через значок возле часов (во всех открытых здесь учётных записях) и повторите команду.',
  }),
  DESKTOP_TRACE_UNKNOWN: (d) => ({
    happened: `На этом компьютере не найдено ничего с именем «${d('trace')}».`,
    lost: nothingDone,
    todo: 'Что найдено, показывает `bye24 desktop scan`; укажите имя так, как оно там написано.',
  }),
  DESKTOP_DRIVE_UNKNOWN: (d) => ({
    happened: `Папки ${d('path')} нет.`,
    lost: nothingDone,
    todo: 'Укажите полный путь к папке, которую синхронизирует Битрикс24.Диск.',
  }),
  DESKTOP_DRIVE_LEFT: (d) => ({
    happened: `Папку ${d('path')} нельзя перенести безопасно (${d('reason')}).`,
    lost: nothingDone,
    todo: 'Уберите --move-drive: папка останется на месте. Перенесите её сами, когда приложения уже не будет.',
  }),
  DESKTOP_GUARD_REFUSED: (d) => ({
    happened: `Введено не «${d('expected')}».`,
    lost: nothingDone,
    todo: 'Повторите команду и введите слово в слово или оставьте всё как есть.',
  }),
  DESKTOP_PLAN_OTHER: (d) => ({
    happened: 'Указанный хеш — не того, что было бы сделано сейчас.',
    lost: nothingDone,
    todo: `Прочитайте \`bye24 desktop scan\` ещё раз. Нынешний хеш начинается с ${d('found')}; нужно не меньше 12 знаков.`,
  }),
  DESKTOP_NOTHING_KEPT: (d) => ({
    happened: `В ${d('path')} нет ни одного сохранённого удаления.`,
    lost: nothingDone,
    todo: `Сохранённые удаления: ${d('known')}`,
  }),
  DESKTOP_REMOVAL_OPEN: (d) => ({
    happened: `Удаление в ${d('path')} было прервано: в нём может лежать половина чего-нибудь.`,
    lost: nothingDone,
    todo: 'Сначала доведите его до конца (`bye24 desktop remove`) или отмените (`bye24 desktop restore`).',
  }),
  DESKTOP_EMPTIED: (d) => ({
    happened: `То, что хранилось в ${d('path')}, стёрто навсегда.`,
    lost: nothingDone,
    todo: 'Вернуть это нельзя. Удалённую программу устанавливают заново.',
  }),
  DESKTOP_ITEM_ABSENT: (d) => ({
    happened: `${d('path')} исчез, пока на него смотрели.`,
    lost: 'bye24 его не забирал. Перенесённое раньше хранится в карантине.',
    todo: 'Повторите команду: она продолжит с этого места.',
  }),
  DESKTOP_QUARANTINE_DAMAGED: (d) => ({
    happened: `Не удаётся понять файл карантина: ${d('path')}`,
    lost: 'Перенесённое лежит рядом, в `items`, в папках с номерами шагов; ничего из этого не удалено.',
    todo: 'Загляните в эту папку: у каждого предмета есть `content` и `manifest.jsonl`, где сказано, откуда он.',
  }),
};
