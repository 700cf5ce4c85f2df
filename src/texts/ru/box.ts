import type { Texts } from '../catalogue.ts';
import { formatFor } from '../format.ts';

const f = formatFor('ru');

const file = { one: 'файл', few: 'файла', many: 'файлов', other: 'файла' };
const row = { one: 'строка', few: 'строки', many: 'строк', other: 'строки' };
const key = { one: 'ключ', few: 'ключа', many: 'ключей', other: 'ключа' };

function whyLeft(code: string): string {
  const known: Readonly<Record<string, string>> = {
    mount: 'здесь подключён другой диск; если он относится к кешу, очистите его отдельно',
    link: 'ссылка, которую её владелец ведёт в чужую папку; по ней не ходим',
    EACCES: 'нет прав: запустите от root или от владельца файлов',
    EPERM: 'нет прав, или файл закрыт от изменений',
    EROFS: 'диск только для чтения',
    EBUSY: 'занято',
  };
  return known[code] ?? code;
}

export const box: Texts['box'] = {
  doing: {
    read: 'читается',
    dump: 'выгружается база',
    restore: 'восстанавливается база',
    pack: 'упаковывается',
    compare: 'сверяется',
  },
  export: {
    records: (kept, all) => (kept === all ? f.count(kept, row) : `${f.number(kept)} из ${f.number(all)}`),
    others: (count) =>
      `Не взято видов: ${f.number(count)}. Их даёт только REST: \`bye24 export\` возьмёт их в тот же архив.`,
    files: (count, bytes) => `Файлов из папки загрузок: ${f.number(count)}, ${f.bytes(bytes)}`,
    noTables: (titles) => `В этой базе нет таблиц (модуль не установлен): ${titles.join(', ')}`,
    complete: 'Полностью: счёт таблиц и того, что сохранено, совпадает.',
    incomplete: 'Не полностью: чего не хватает, названо в архиве.',
  },
  uninstall: {
    ask: ({ name, steps }) => ({
      text: `На этом сервере будет сделано шагов: ${f.number(steps)}. ${name} уйдёт; вернуть можно командой --undo и из копии.`,
      prompt: `Наберите ${name}:`,
    }),
    title: 'Что будет сделано, в этом порядке',
    steps: {
      cronOff: 'выключить в cron',
      stop: 'остановить и выключить службу',
      setAside: 'отложить',
      reload: 'проверить настройки и перечитать',
      dropDatabase: 'удалить базу',
      lockLogin: 'закрыть вход в базу для',
      lockUser: 'закрыть вход для пользователя',
      removePackages: 'удалить пакеты',
    },
    byHandTitle: 'Остаётся вам',
    byHand: {
      sharedService: (name) => `служба ${name}: может быть нужна другим; удалите сами, когда никому не нужна`,
      sharedSettings: (path) =>
        `${path}: от окружения вендора, но для программы, которая остаётся. Посмотрите, нужны ли они ей; после правки настроек PHP перечитайте их`,
      sharedSite: (name) => `${name} отдаёт и другие сайты: уберите оттуда наш`,
      user: (name) =>
        `пользователь ${name}: \`userdel ${name}\`, когда от его имени ничего не работает и других файлов у него нет`,
      databaseLogin: (name) => `логин базы ${name}: DROP USER, когда им никто не пользуется`,
      openLogin: (name) =>
        `логин базы ${name} остаётся открытым: DROP USER, когда им никто не пользуется (с администратором в BYE24_DB_ADMIN bye24 закроет вход по логину, который больше ничему не служит)`,
      changedSettings: (path) => `${path} меняли после установки пакета: rpm сохранит этот файл как ${path}.rpmsave`,
      selinux: (path) =>
        `SELinux выключило окружение вендора; прежние настройки: ${path}. Возвращайте их, только если готовы к переразметке и перезапуску`,
    },
    outside: {
      dns: 'записи DNS этих сайтов',
      certificates: 'сертификаты и их продление',
      webhooks: 'чужие вебхуки и приложения, которые обращаются к порталу',
      buckets: 'файлы в облачных хранилищах, облачные копии и CDN',
      licence: 'лицензия и её продление',
    },
    nothingYet: 'Пока ничего не произошло.',
    done: (done, steps) => `Сделано шагов: ${f.number(done)} из ${f.number(steps)}`,
    failed: (step, code) => `Не получилось: ${step} (${code}). После этого ничего не делалось.`,
    stillThere: (name) => `Всё ещё здесь: ${name}`,
    undoHint:
      'Файлы лежат рядом с прежними местами, в .bye24-removed-…: --undo вернёт всё, кроме пакетов, --purge удалит их насовсем.',
    proof: 'Новый осмотр ничего из этого не нашёл. Подтверждение:',
    undone: (count) => `Возвращено шагов: ${f.number(count)}`,
    installAgain: (name) => `Установите заново сами: ${name}`,
    purged: (files, bytes) => `Окончательно удалено: ${f.count(files, file)}, освобождено ${f.bytes(bytes)}`,
  },
  find: {
    nothing: 'На этом сервере Битрикс24 не найден.',
    vendorEnvironment: 'Окружение вендора (BitrixVM)',
    plainStack: 'Веб-сервер, настроенный вручную',
    kernel: 'Общее ядро в',
    database: 'База данных:',
    cache: 'Кеш:',
    unreadable: (what) => `Настройки не прочитать: ${what}`,
    vendorBackups: (count) => `Собственные копии Битрикс24 в bitrix/backup: ${f.count(count, file)}`,
    cron: 'По расписанию (cron)',
    services: 'Службы',
    uses: { own: 'служит только Битрикс24', shared: 'может служить и другим' },
    foreign: 'Отсюда отдаются и другие сайты:',
  },
  backup: {
    tables: (count, rows) =>
      `${f.count(count, { one: 'таблица', few: 'таблицы', many: 'таблиц', other: 'таблицы' })}, ${f.count(rows, row)}: восстановлено и совпало`,
    files: (count) => `${f.count(count, file)}: прочитано обратно и совпало`,
    changed: (count) =>
      `Пока делалась копия, сайт писал в ${f.count(count, { one: 'место', few: 'места', many: 'мест', other: 'места' })}; там копия промежуточного момента:`,
    outside: (path, target) => `${path} ведёт в ${target}, этого в копии нет.`,
    bucket: (name, files, bytes) =>
      `В облачном хранилище ${name}: ${f.count(files, file)}, ${f.bytes(bytes)}. В копии их нет.`,
    verified: 'Копия есть: один раз восстановлена и сверена.',
    unverified: 'Это не копия: она отличается от оригинала в местах выше. Повторите команду в новую папку.',
  },
  vendorBackup: {
    content: (files, bytes) => `Файлов: ${f.number(files)}, ${f.bytes(bytes)}`,
    volumes: (count, bytes) => `Томов: ${f.number(count)}, ${f.bytes(bytes)}`,
    top: 'в самом верху',
    dump: (bytes) => `дамп базы, ${f.bytes(bytes)}`,
    noDump: 'дампа базы нет',
    weak: 'Копия зашифрована, но слабо (AES без сцепления блоков): не рассчитывайте, что она хранит тайны.',
    masked: 'Логины базы вендор в настройках затирает: в копии их нет.',
    leftOut: (name) => `Не распаковано: ${name}`,
    whole: 'Цела: каждый том прочитан до конца.',
    unpacked: 'Распаковано в',
    restored: (name, tables, rows) => `Восстановлено в ${name}: таблиц ${f.number(tables)}, ${f.count(rows, row)}`,
    dropped: 'Эта база была нужна на время, и её уже нет.',
  },
  cache: {
    choices: {
      expired: 'Устаревший кеш',
      all: 'Весь кеш',
      menu: 'Кеш меню',
      managed: 'Управляемый кеш',
      html: 'HTML-кеш',
      landing: 'Кеш блоков сайтов',
    },
    files: (count) => f.count(count, file),
    rows: (count) => f.count(count, row),
    keys: (count) => f.count(count, key),
    gone: (what, files, bytes) => `${what}: удалено ${f.count(files, file)}, освобождено ${f.bytes(bytes)}`,
    wouldGo: (what, files, bytes) =>
      `${what}: ушло бы ${f.count(files, file)}, освободилось бы ${f.bytes(bytes)}. Ничего не изменено.`,
    left: (count) => `Не удалено: ${f.number(count)}`,
    whyLeft,
    remarks: {
      apcRestart: () =>
        'Кеш лежит в памяти веб-сервера (APC). Его очистит только перезапуск: systemctl reload php-fpm (или httpd, apache2).',
      opcacheReload: () =>
        'PHP здесь не проверяет, изменились ли файлы (opcache.validate_timestamps = 0), и выполняет уже собранное. Перечитать: systemctl reload php-fpm (или httpd, apache2).',
      outdatedOnlyInFiles: (code) =>
        `Кеш лежит не в файлах (${code}), устаревшее там уходит само. Как и на странице администратора, делать было нечего.`,
      clusterEngine: (code) =>
        `Кеш разложен по кластеру (${code}). Его серверы не тронуты: очистите их со страницы администратора каждой группы.`,
      compositeMemcached: () =>
        'Страницы композитного сайта лежат в memcached, которым могут пользоваться и другие. Он не очищен: сделайте это со страницы администратора.',
      tagsKept: () =>
        'Часть файлов кеша осталась, поэтому остались и их теги в базе: без них эти файлы никогда бы не устарели.',
      landingNeedsDatabase: () => 'Блоки сайтов находятся по тегам в базе данных. Ничего не удалено.',
      databaseFailed: (code) => `База данных не очищена (${code}). Повторите команду, когда она ответит.`,
      serverFailed: (code) => `Сервер кеша не очищен (${code}). Повторите команду, когда он ответит.`,
    },
  },
};
