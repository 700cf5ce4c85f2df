import type { commands as english } from '../../en/errors/commands.ts';

const nothingDone = 'Ничего не сделано, ничего не потеряно.';

export const commands: typeof english = {
  COMMAND_UNKNOWN: (d) => ({
    happened: `Нет команды \`${d('word')}\`.`,
    lost: nothingDone,
    todo: 'Список команд: `bye24 --help`.',
  }),
  OPTION_UNKNOWN: (d) => ({
    happened: `У команды \`${d('command')}\` нет параметра ${d('option')}.`,
    lost: nothingDone,
    todo: `Её параметры: \`bye24 ${d('command')} --help\`.`,
  }),
  WORD_UNEXPECTED: (d) => ({
    happened: `Команда \`${d('command')}\` не знает, что делать с «${d('word')}».`,
    lost: nothingDone,
    todo: `Что она понимает: \`bye24 ${d('command')} --help\`.`,
  }),
  VALUE_MISSING: (d) => ({
    happened: `Для ${d('parameter')} нужно значение (${d('expected')}).`,
    lost: nothingDone,
    todo: `Что понимает команда: \`bye24 ${d('command')} --help\`.`,
  }),
  VALUE_WRONG: (d) => ({
    happened: `${d('parameter')} не может быть «${d('value')}»: нужно ${d('expected')}.`,
    lost: nothingDone,
    todo: `Что понимает команда: \`bye24 ${d('command')} --help\`.`,
  }),
  SECRET_IN_ARGUMENTS: () => ({
    happened:
      'Вебхук указан прямо в командной строке. Теперь он в истории вашей оболочки, и его могли увидеть другие программы на этом компьютере.',
    lost: 'Ничего не отправлено и не сохранено.',
    todo:
      'Обновите этот вебхук на портале (на его странице есть кнопка) и передайте новый в `bye24 connect`: по запросу, ' +
      'через BYE24_WEBHOOK или --webhook-fd.',
  }),
  WEBHOOK_OF_OTHER_PORTAL: (d) => ({
    happened: `Этот вебхук от ${d('found')}, а не от ${d('expected')}.`,
    lost: nothingDone,
    todo: 'Создайте вебхук на нужном портале или не указывайте адрес.',
  }),
  TEAM_PERSON_UNKNOWN: (d) => ({
    happened: `В команде нет «${d('asked')}».`,
    lost: nothingDone,
    todo: 'Укажите id или e-mail: `bye24 team` покажет приглашённых, `bye24 team invite` пригласит ещё.',
  }),
  TEAM_ONE_AT_A_TIME: () => ({
    happened: 'Вебхук принадлежит одному человеку: назовите одного в --who.',
    lost: nothingDone,
    todo: 'Запустите `bye24 team add` для каждого отдельно.',
  }),
  TEAM_MAIN_CONNECTION: (d) => ({
    happened: `Это вебхук сотрудника ${d('userId')}, чьё подключение и так забирает всё.`,
    lost: nothingDone,
    todo: 'Для него ничего добавлять не нужно. Вставьте вебхук коллеги.',
  }),
  TEAM_OTHER_PERSON: (d) => ({
    happened: `Этот вебхук принадлежит не тому: ${d('found')}, а ждали ${d('expected')}.`,
    lost: nothingDone,
    todo: 'Узнайте, чей он, и назовите этого человека в --who.',
  }),
  TEAM_NOT_INVITED: (d) => ({
    happened: `Этот вебхук принадлежит сотруднику ${d('userId')}, которого никто не приглашал.`,
    lost: nothingDone,
    todo: 'Если так и задумано, назовите его: --who',
  }),
  NO_CONNECTION: () => ({
    happened: 'bye24 ещё не знает вашего портала.',
    lost: nothingDone,
    todo: 'Сначала выполните `bye24 connect`.',
  }),
  CONNECTION_UNKNOWN: (d) => ({
    happened: `Нет подключения к ${d('portal')}. Есть: ${d('known')}.`,
    lost: nothingDone,
    todo: 'Выполните `bye24 connect` с вебхуком этого портала.',
  }),
  CONNECTION_UNCLEAR: (d) => ({
    happened: `Подключений несколько: ${d('known')}.`,
    lost: nothingDone,
    todo: 'Скажите, какое нужно: --portal АДРЕС.',
  }),
  CONNECTIONS_DAMAGED: (d) => ({
    happened: `Не читается файл с подключениями: ${d('path')}`,
    lost: 'Архивы не тронуты.',
    todo: 'Удалите этот файл и снова выполните `bye24 connect`.',
  }),
  ARCHIVE_UNCLEAR: (d) => ({
    happened: `Здесь несколько архивов: ${d('known')}.`,
    lost: nothingDone,
    todo: 'Скажите, какой нужен: --archive ПАПКА.',
  }),
  RECORD_UNKNOWN: (d) => ({
    happened: `В архиве нет записи ${d('kind')} ${d('id')}.`,
    lost: nothingDone,
    todo: `Какие есть, покажет \`bye24 open ${d('kind')}\`.`,
  }),
  NOTHING_TO_SEARCH: () => ({
    happened: 'Не сказано, что искать.',
    lost: nothingDone,
    todo: 'Например: bye24 search ромашка',
  }),
  NOBODY_TO_ASK: (d) => ({
    happened: `У \`bye24 ${d('command')}\` есть вопрос, а терминала, где его задать, нет.`,
    lost: nothingDone,
    todo: `Запустите её в терминале или дайте ответ так, как сказано в \`bye24 ${d('command')} --help\`.`,
  }),
  FILE_UNREADABLE: (d) => ({
    happened: `Файл ${d('path')} не читается.`,
    lost: nothingDone,
    todo: 'Проверьте имя и право на чтение.',
  }),
  FOLDER_IN_USE: (d) => ({
    happened: `В папке ${d('path')} уже лежит что-то другое.`,
    lost: nothingDone,
    todo: 'Укажите другую: --dir ПАПКА.',
  }),
  DATA_MALFORMED: (d) => ({
    happened: `${d('path')} — не та компания, которую понимает локальный портал: ${d('reason')}`,
    lost: nothingDone,
    todo: 'Дайте файл в том виде, который описан в README.ru.md.',
  }),
  PORT_TAKEN: (d) => ({
    happened: `Порт ${d('port')} занят другой программой.`,
    lost: nothingDone,
    todo: 'Укажите другой или не указывайте совсем: найдётся свободный.',
  }),
  DISK_FULL: (d) => ({
    happened: `На диске кончилось место (${d('path')}).`,
    lost: 'Ничего не потеряно: записанное целиком остаётся, остальное будет взято снова.',
    todo: 'Освободите место и повторите ту же команду.',
  }),
  DISK_REFUSED: (d) => ({
    happened: `Файловая система не принимает ${d('path')} (${d('reason')}).`,
    lost: 'Записанное целиком остаётся.',
    todo: 'Проверьте права на эту папку или выберите другую.',
  }),
  CANCELLED: () => ({
    happened: 'Остановлено, как вы просили.',
    lost: 'Ничего не потеряно: законченное сохранено.',
    todo: 'Та же команда продолжит отсюда.',
  }),
  UNEXPECTED: (d) => ({
    happened: `Случилось то, чего bye24 не предвидел: ${d('reason')}`,
    lost: 'Записанное целиком остаётся; больше ничего сделано не будет.',
    todo: 'Повторите ту же команду. Если не поможет, сообщите нам, приложив строку выше.',
  }),
};
