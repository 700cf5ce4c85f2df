import type { box as english } from '../../en/errors/box.ts';

const untouched = 'Ничего не изменено.';

export const box: typeof english = {
  BOX_ABSENT: (d) => ({
    happened: `В ${d('path')} нет Битрикс24: нет папки bitrix/modules/main.`,
    lost: untouched,
    todo: 'Укажите папку, которую отдаёт веб-сервер. `bye24 box find` покажет, что есть на этом сервере.',
  }),
  BOX_CONFIG_UNREADABLE: (d) => ({
    happened: `Настройки в ${d('path')} нельзя понять в месте ${d('key')}, не запуская PHP.`,
    lost: untouched,
    todo: 'Поставьте туда простое значение или проверьте, что файл можно читать.',
  }),
  BOX_DATABASE_UNKNOWN: (d) => ({
    happened: `bye24 не знает движок базы данных ${d('name')}.`,
    lost: untouched,
    todo: 'Известны MySQL, MariaDB, Percona и PostgreSQL.',
  }),
  BOX_DATABASE_UNREACHABLE: (d) => ({
    happened: `База данных ${d('database')} на ${d('host')} не пускает (${d('reason')}).`,
    lost: untouched,
    todo: 'Проверьте, что она запущена и что логин из .settings.php подходит.',
  }),
  BOX_SERVER_UNREACHABLE: (d) => ({
    happened: `Сервер кеша ${d('address')} не отвечает (${d('reason')}).`,
    lost: untouched,
    todo: 'Проверьте, что он запущен, и повторите ту же команду.',
  }),
  BOX_SERVER_REFUSED: (d) => ({
    happened: `Сервер кеша ${d('address')} отказал (${d('reason')}).`,
    lost: untouched,
    todo: 'Проверьте его пароль в .settings.php.',
  }),
  BOX_ARCHIVE_DAMAGED: (d) => ({
    happened: `Упакованный файл повреждён (${d('reason')}).`,
    lost: untouched,
    todo: 'Проверьте диск и сделайте копию заново в новую папку.',
  }),
  BOX_PROGRAM_FAILED: (d) => ({
    happened: `Программа ${d('program')} не справилась (${d('reason')}).`,
    lost: 'На сайте ничего не изменено.',
    todo: 'ENOENT значит, что она не установлена. Иначе проверьте права и свободное место и повторите команду: она продолжит.',
  }),
  BOX_SCRATCH_REFUSED: (d) => ({
    happened: `Копию базы ${d('database')} не удалось восстановить для проверки (${d('reason')}).`,
    lost: 'На сайте ничего не изменено; выгрузка сохранена, но копией не называется.',
    todo: 'Укажите логин, которому можно создавать базы, в BYE24_DB_ADMIN и BYE24_DB_ADMIN_PASSWORD и повторите команду.',
  }),
  BOX_BACKUP_INSIDE: (d) => ({
    happened: `${d('path')} лежит внутри сайта: копия отдавалась бы всем и содержала бы саму себя.`,
    lost: untouched,
    todo: 'Выберите папку вне сайта, лучше на другом диске.',
  }),
  BOX_BACKUP_ABSENT: (d) => ({
    happened: `В ${d('path')} нет копии.`,
    lost: untouched,
    todo: 'Сделайте её: `bye24 box backup --to ПАПКА`.',
  }),
  BOX_BACKUP_UNVERIFIED: (d) => ({
    happened: `Не доказано, что копия в ${d('path')} равна оригиналу, поэтому это не копия.`,
    lost: untouched,
    todo: 'Сделайте новую: `bye24 box backup --to ПАПКА`.',
  }),
  BOX_BACKUP_DAMAGED: (d) => ({
    happened: `${d('path')} уже не тот, каким был, когда копию делали.`,
    lost: untouched,
    todo: 'Сделайте новую копию в новую папку.',
  }),
  BOX_SHARED: (d) => ({
    happened: `Этим сервером пользуются и другие (${d('kind')}): ${d('names')}.`,
    lost: untouched,
    todo: 'Сначала перенесите их или добавьте --keep-shared: тогда уйдёт только то, что принадлежит одному Битрикс24.',
  }),
  BOX_BACKUP_PARTIAL: (d) => ({
    happened: `В копии ${d('path')} нет ${d('what')}.`,
    lost: untouched,
    todo: 'Сделайте копию именно того, что хотите убрать: `bye24 box backup`.',
  }),
  BOX_PLAN_OTHER: (d) => ({
    happened: `Хеш не подходит к нынешнему плану (${d('planSha256')}).`,
    lost: untouched,
    todo: 'Посмотрите план ещё раз: выполните команду без --plan-sha256.',
  }),
  BOX_NAME_OTHER: (d) => ({
    happened: `Набрано не ${d('name')}.`,
    lost: untouched,
    todo: 'Повторите команду и наберите слово в слово.',
  }),
  BOX_STEP_FAILED: (d) => ({
    happened: `Шаг не получился: ${d('step')} (${d('reason')}).`,
    lost: 'Сделанное до него записано, и его можно вернуть.',
    todo: 'Устраните причину и повторите команду или верните всё: --undo.',
  }),
  BOX_NOTHING_REMOVED: (d) => ({
    happened: `В ${d('path')} не записано законченного удаления.`,
    lost: untouched,
    todo: 'Укажите папку копии, с которой удаляли.',
  }),
  BOX_LOCKED: (d) => ({
    happened: `На этом сервере уже работает другой bye24 (процесс ${d('pid')} на ${d('host')}, с ${d('since')}).`,
    lost: untouched,
    todo: 'Дождитесь его. Если он был убит, та же команда сама продолжит за него.',
  }),
  BOX_PURGED: (d) => ({
    happened: `То, что было удалено с копией ${d('path')}, стёрто окончательно.`,
    lost: 'В копии всё цело.',
    todo: 'Как вернуть вручную, сказано в RESTORE.md в папке копии.',
  }),
  BOX_VENDOR_BACKUP_ABSENT: (d) => ({
    happened: `Файла ${d('path')} нет.`,
    lost: untouched,
    todo: 'Укажите первый том копии: система вендора хранит их в bitrix/backup. Считает их `bye24 box find`.',
  }),
  BOX_FOLDER_IN_USE: (d) => ({
    happened: `Папка ${d('path')} не пуста.`,
    lost: untouched,
    todo: 'Укажите новую: поверх того, что есть, ничего не распаковывается.',
  }),
  BOX_DATABASE_EXISTS: (d) => ({
    happened: `База ${d('database')} уже есть.`,
    lost: untouched,
    todo: 'Укажите имя новой: поверх того, что есть, ничего не восстанавливается.',
  }),
  BOX_DUMP_ABSENT: (d) => ({
    happened: `В этой копии нет дампа базы (${d('path')}).`,
    lost: 'Ничего не изменилось. Распакованное остаётся.',
    todo: 'Система вендора выгружает только MySQL и только в полные копии. Возьмите базу из другого места.',
  }),
  BOX_DUMP_STRANGE: (d) => ({
    happened: `В дампе базы есть то, чего в дампах таблиц не бывает (${d('what')}). Это не выполнялось.`,
    lost: 'Начатая база удалена. Распакованное остаётся.',
    todo: 'Посмотрите на дамп: он может быть повреждён или изменён.',
  }),
  BOX_TABLE_ABSENT: (d) => ({
    happened: `${d('kind')}: в базе нет таблицы ${d('message')}`,
    lost: untouched,
    todo: 'У модуля, который не установлен, таблиц нет. Иначе возьмите этот вид через REST: `bye24 export`.',
  }),
  BOX_FILE_UNKNOWN: (d) => ({
    happened: `${d('kind')}: таблицы ссылаются на файл, о котором сами ничего не знают`,
    lost: untouched,
    todo: 'Файл удалён на портале, сделать ничего нельзя.',
  }),
  BOX_FILE_ABSENT: (d) => ({
    happened: `${d('kind')}: файла нет в папке загрузок (${d('message')})`,
    lost: untouched,
    todo: 'Поищите его в резервной копии сервера.',
  }),
  BOX_FILE_OTHER: (d) => ({
    happened: `${d('kind')}: файл не читается или его размер не тот, что в таблице (${d('message')})`,
    lost: untouched,
    todo: 'Поищите целый в резервной копии сервера.',
  }),
  BOX_FILE_IN_BUCKET: (d) => ({
    happened: `${d('kind')}: файл лежит в облачном хранилище, а не на этом сервере`,
    lost: untouched,
    todo: 'Возьмите эти виды ещё и через REST: `bye24 export` допишет файлы в тот же архив.',
  }),
  BOX_TABLE_UNREAD: (d) => ({
    happened: `${d('kind')}: значения не прочитаны: таблицы ${d('message')} нет или она устроена иначе`,
    lost: untouched,
    todo: 'Возьмите этот вид через REST в тот же архив: `bye24 export`.',
  }),
  BOX_NOT_FROM_TABLES: (d) => ({
    happened: `${d('kind')} нельзя взять из таблиц. Можно: ${d('kinds')}.`,
    lost: untouched,
    todo: 'Остальное возьмите через REST: `bye24 export`.',
  }),
  BOX_ADDRESS_UNKNOWN: () => ({
    happened: 'В настройках коробки не сказано, по какому адресу она работает.',
    lost: untouched,
    todo: 'Укажите его: --portal АДРЕС.',
  }),
  BOX_BACKUP_PASSWORD: () => ({
    happened: 'Эта копия зашифрована, а пароля нет или он не тот.',
    lost: untouched,
    todo: 'Найдите пароль, заданный при создании копии; без него её никто не прочтёт.',
  }),
};
