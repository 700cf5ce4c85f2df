import { applyingViews } from './applying.ts';
import { countingViews } from './counting.ts';
import { leavingViews } from './leaving.ts';
import { movingViews } from './moving.ts';
import type { Texts } from '../catalogue.ts';
import { formatFor } from '../format.ts';

const f = formatFor('ru');

const record = { one: 'запись', few: 'записи', many: 'записей', other: 'записи' };
const file = { one: 'файл', few: 'файла', many: 'файлов', other: 'файла' };

export const views: Texts['views'] = {
  stages: {
    inventory: 'Опись',
    export: 'Выгрузка',
    verify: 'Проверка',
    seal: 'Печать',
    plan: 'План',
    rehearse: 'Репетиция',
    apply: 'Выполнение',
    prove: 'Подтверждение',
    convert: 'Перевод',
    pack: 'Упаковка',
    move: 'Перенос',
    compare: 'Сверка',
    push: 'Отправка',
  },
  progress: {
    records: (count) => f.count(count, record),
    recordsWord: (count) => f.word(count, record),
    files: (count) => f.count(count, file),
    of: (done, total) => `${f.number(done)} из ${f.number(total)}`,
    eta: (fromMs, toMs, atMs) => `осталось ${f.durationRange(fromMs, toMs)}, примерно до ${f.timeOfDay(atMs)}`,
    pausedByLimit: (untilMs) =>
      untilMs === undefined
        ? 'ждём: портал просит реже обращаться'
        : `ждём до ${f.timeOfDay(untilMs)}: портал просит реже обращаться`,
    pausedByBudget: (method, untilMs) =>
      untilMs === undefined
        ? `${method} отдыхает: его десятиминутный бюджет исчерпан`
        : `${method} отдыхает до ${f.timeOfDay(untilMs)}: его десятиминутный бюджет исчерпан`,
    pausedByUser: 'пауза',
    incomplete: 'не целиком',
    tookMs: (ms) => f.duration(ms),
    stopping: 'Доводим начатое до конца. Подождите; ещё раз Ctrl-C — остановиться сразу.',
    stoppedHard: 'Остановлено сразу. Та же команда сначала посмотрит, потом продолжит.',
  },
  parameters: {
    count: (min, max) =>
      min === undefined
        ? 'целое число'
        : max === undefined
          ? `целое число от ${f.number(min)}`
          : `целое число от ${f.number(min)} до ${f.number(max)}`,
    percent: 'доля, например 5%',
  },
  ask: {
    webhook: {
      text:
        'На портале: Приложения → Разработчикам → Другое → Входящий вебхук. Отметьте права, сохраните, скопируйте адрес.\n' +
        'Этот адрес открывает портал любому, у кого он есть, поэтому вставленное не показывается.',
      prompt: 'Адрес вебхука:',
    },
    address: ({ portal, owner, planSha256, identity: { company, people, newestAtMs }, handsOver }) => ({
      text: [
        `${handsOver ? 'Дальше портал меняется, но ничего не удаляется.' : 'Дальше — насовсем.'} Портал ${portal}, от имени: ${owner}. План ${planSha256.slice(0, 12)}.`,
        company === undefined ? 'Своей компании портал не называет.' : `Компания: ${company}.`,
        people === undefined ? 'Кто там работает, он не говорит.' : `Сотрудников: ${f.number(people)}.`,
        newestAtMs === undefined ? 'Изменений не видно.' : `Последнее изменение: ${f.dateTime(newestAtMs)}.`,
      ].join('\n'),
      prompt: 'Введите адрес портала:',
    }),
    archive: ({ portal, path, records }) => ({
      text: `Архив ${path} исчезнет насовсем${records === undefined ? '' : `: ${f.count(records, record)}`} с портала ${portal}. Чего на портале уже нет, того не будет нигде.`,
      prompt: 'Введите адрес портала:',
    }),
    password: ({ host, user }) => ({
      text: 'То, что вы вводите, не видно и нигде не сохранится.',
      prompt: user === '' ? `Пароль для ${host}:` : `Пароль ${user} для ${host}:`,
    }),
    otherPortal: ({ portal, owner, count }) => ({
      text: `На ${portal} появится ${f.count(count, record)}, от имени: ${owner}. О задачах узнают их исполнители.`,
      prompt: 'Введите адрес этого портала:',
    }),
    count: ({ portal, count, handsOver }) => ({
      text: handsOver
        ? `На портале ${portal} перейдёт к другому человеку: ${f.count(count, record)}.`
        : `С портала ${portal} ${f.word(count, { one: 'уйдёт', few: 'уйдут', many: 'уйдёт', other: 'уйдут' })} ${f.count(count, record)}.`,
      prompt: 'Введите это число:',
    }),
    live: ({ portal, records, newestAtMs, kinds }) => ({
      text:
        `На портале ${portal} ещё работают: за последние дни изменено не меньше чем ${f.count(records, record)}, ` +
        `последний раз ${f.dateTime(newestAtMs)} (${f.list(kinds)}). Что изменится после выгрузки, останется на портале.`,
      prompt: 'Всё равно продолжать? да/нет:',
    }),
    goOn: ({ portal, kind, absent, left }) => ({
      text: `Первые записи ушли (${kind}: ${f.number(absent)}), и на ${portal} их больше не видно. Осталось ${f.number(left)}.`,
      prompt: 'Удалять остальные? да/нет:',
    }),
    changed: ({ portal, count, examples }) => ({
      text:
        `На ${portal} после выгрузки изменилось: ${f.count(count, record)}. Новая версия лежит в архиве рядом с прежней, перечитана с диска, на репетиции удалилась:\n` +
        examples.map(({ kind, id, name }) => `${kind} ${id}: ${name}`).join('\n') +
        (count > examples.length ? `\n… и ещё ${f.number(count - examples.length)}` : ''),
      prompt: 'Удалить их в этой версии? да/нет:',
    }),
  },
  notices: {
    ready: (url) => `Локальный портал отвечает по адресу ${url}`,
    webhook: (url, userId) =>
      userId === undefined ? `Вебхук его администратора: ${url}` : `Вебхук сотрудника ${userId}: ${url}`,
    tls: (url, ca) => `Через TLS: ${url} (доверять ${ca})`,
    servedArchive: (count) => `Из архива отдаёт ${f.count(count, record)}; файлы — те самые байты из архива.`,
    servedWithout: (kinds) => `Не отдаёт того, чего REST никому не показывает: ${f.list(kinds)}`,
    filesMissing: (count) => `${f.count(count, file)} без содержимого: в архиве его нет`,
    stopServing: 'Остановить: Ctrl-C.',
    served: 'Локальный портал остановлен.',
    company: 'Компания, которой нет, уходит со своего портала',
    madeUp: (size, seed) => `Около ${f.number(size)} записей, придуманных из числа ${seed}`,
    fromFile: (path) => `Из файла ${path}`,
    ownPortal: (url) => `Портал на этом компьютере: ${url}`,
    uiReady: 'Веб-приложение готово:',
    uiAgain: 'Адрес действует один раз и одну минуту. Enter напечатает новый, Ctrl-C остановит.',
    uiStopped: 'Веб-приложение остановлено. Место хранят архив и журнал.',
  },
  next: 'Дальше:',
  connect: {
    connected: (portal) => `Портал ${portal} подключён`,
    as: (name, admin) => (admin ? `Вы — ${name}, администратор` : `Вы — ${name}, не администратор`),
    missing: (scopes) => `Не хватает прав: ${scopes.join(', ')}`,
    keptIn: (path, isApplication) =>
      isApplication
        ? `Приложение и его токены лежат в ${path}; читать его можете только вы.`
        : `Вебхук лежит в ${path}; читать его можете только вы.`,
  },
  doctor: {
    notAdmin:
      'Обычный сотрудник видит только своё и то, чем с ним поделились. Для полного архива нужен вебхук администратора.',
    allScopes: (count) => `Все права на месте (${f.number(count)})`,
    missingScope: (scope, kinds) => `Нет права \`${scope}\`: на портале останутся ${f.list(kinds)}`,
    unavailable: {
      noMethod: (kinds) => `На этом портале нет или выключено: ${f.list(kinds)}`,
      noPlan: (kinds) => `Не входит в тариф: ${f.list(kinds)}`,
      noRight: (kinds) => `Хозяину вебхука не видно: ${f.list(kinds)}`,
    },
    clock: (ms, far) =>
      far ? `Часы расходятся на ${f.duration(ms)}; изменения рядом с выгрузкой могут прийти дважды` : 'Часы сходятся',
    planUnknown:
      'Когда кончается тариф, портал вебхуку не говорит. Посмотрите сами: без оплаченного тарифа REST остановится, а с ним и любая выгрузка.',
    planExpired: 'Тариф истёк: REST может остановиться в любой миг. Прежде всего — выгрузка.',
    planEnds: (days) =>
      `Тариф кончается через ${f.count(days, { one: 'день', few: 'дня', many: 'дней', other: 'дня' })}`,
    secret: (path, open) =>
      open ? `Файл ${path} могут прочитать другие. Закройте его: chmod 600` : 'Файл с вебхуком читаете только вы',
  },
  ...countingViews,
  missing: {
    title: 'Чего не хватает',
    kind: (_count) => 'не забрано совсем',
    list: (count) => `не целиком ${f.count(count, { one: 'список', few: 'списка', many: 'списков', other: 'списка' })}`,
    record: (count) => `не забрано ${f.count(count, record)}`,
    file: (count) => `не забрано ${f.count(count, file)}, сами записи на месте`,
  },
  export: {
    requests: (now, full) => `Запросов к порталу: ${f.number(now)}; полная выгрузка потребовала ${f.number(full)}.`,
    withheld: (what) => `Намеренно не взято, потому что в этих полях пароли и ключи: ${what}.`,
    portalSays: (count) => `портал говорит ${f.number(count)}`,
    sum: (records, files, bytes, ms) =>
      `${f.count(records, record)} и ${f.count(files, file)} (${f.bytes(bytes)}) за ${f.duration(ms)}`,
    complete: 'Всё целиком: числа портала, увиденного и сохранённого сходятся.',
    incomplete: 'Не всё: чего не хватает, названо выше. Та же команда попробует ещё раз.',
  },
  verify: {
    read: (records, files, contents, bytes) =>
      `Перечитано с диска: ${f.count(records, record)}, ${f.count(files, file)}${
        contents === files ? '' : ` (разных по содержимому ${f.number(contents)})`
      }, ${f.bytes(bytes)}`,
    sound: 'Архив цел.',
    soundAndSealed: 'Архив цел, печать не тронута.',
    damaged: (count) =>
      `Архив повреждён в ${f.count(count, { one: 'месте', few: 'местах', many: 'местах', other: 'местах' })}.`,
    damage: {
      RECORD_CHANGED: 'запись не такая, какой её прислал портал',
      RECORD_MISSING: 'записи нет',
      RAW_DAMAGED: 'ответ портала повреждён',
      RAW_MISSING: 'ответа портала нет',
      BLOB_DAMAGED: 'файл повреждён',
      BLOB_MISSING: 'файла нет',
      INDEX_DAMAGED: 'указатель повреждён',
      SEAL_BROKEN: 'печать сломана',
      FILE_EXTRA: 'посторонний файл',
    },
    more: (count) => `и ещё ${f.number(count)}`,
    whatNow: 'По повреждённому ничего нельзя запланировать. Верните копию архива или выгрузите всё в новую папку.',
  },
  seal: {
    sealed: (files, bytes) => `Печать поставлена: ${f.count(files, file)}, ${f.bytes(bytes)}`,
    root: 'Печать',
    check: 'Проверить может каждый и без bye24:',
  },
  open: {
    sum: (count, atMs) =>
      atMs === undefined ? f.count(count, record) : `${f.count(count, record)}, забрано ${f.dateTime(atMs)}`,
    missing: (count) => `Не хватает: ${f.number(count)}; каждое названо с причиной (LOSSES.md запечатанного архива)`,
    sealed: (atMs) => `Печать поставлена ${f.dateTime(atMs)}`,
    notSealed: 'Печати ещё нет.',
    range: (offset, shown, total) =>
      shown === 0
        ? `0 из ${f.number(total)}`
        : `${f.number(offset + 1)}–${f.number(offset + shown)} из ${f.number(total)}`,
    vanished: 'на портале уже нет',
    vanishedAt: (atMs) => `На портале уже нет; замечено ${f.dateTime(atMs)}`,
    files: 'Файлы',
    pointsTo: 'Ссылается на',
    pointedBy: 'Что ссылается сюда',
  },
  search: {
    nothing: (text) => `В архиве нет ничего похожего на «${text}».`,
  },
  ...leavingViews,
  ...movingViews,
  ...applyingViews,
  convert: {
    losses: 'Что формат не смог передать:',
    mapping: 'Чтобы назвать стадии и статусы иначе, измените этот файл и повторите с --replace:',
  },
  pack: {
    packed: (files, bytes) => `Упаковано: ${f.count(files, file)}, ${f.bytes(bytes)}`,
    encrypted: 'Откроют его только владельцы ключей.',
    plain: 'Файл не зашифрован: кто его получит, прочтёт всё.',
  },
  compare: {
    agrees: 'Портал и архив сходятся.',
    differs: 'С тех пор, как сделана выгрузка, портал изменился.',
    counts: (changed, fresh, gone) =>
      `изменилось ${f.number(changed)}, новых ${f.number(fresh)}, пропало ${f.number(gone)}`,
  },
  status: {
    connections: (portals) => `Подключено: ${f.list(portals)}`,
    noArchive: 'Архива здесь ещё нет.',
    archive: (path, portal, count) => `${path}: ${portal}, ${f.count(count, record)}`,
    exported: {
      running: 'Выгрузка не закончена; та же команда продолжит с того же места.',
      incomplete: 'Выгрузка забрала не всё.',
    },
    plan: (steps, hands) =>
      `План: ${f.word(steps, { one: 'уйдёт', few: 'уйдут', many: 'уйдут', other: 'уйдут' })} ${f.count(steps, record)}, вручную — ${f.number(hands)}`,
    planStale: 'План устарел: после него архив запечатали заново.',
    proved: 'Подтверждено: чего больше нет, записано.',
  },
  demo: {
    title: 'Что произошло',
    exported: 'записей забрано домой вместе с файлами',
    verified: 'перечитано с диска, всё цело',
    planned: 'по плану должно уйти',
    absent: 'удалено, и портал этого больше не показывает',
    inBin: 'в корзине, опустошить которую может только человек',
    unseen: 'ушло вместе с другими, как говорит портал; показать это он никому не может',
    byHand: 'остаётся сделать вручную: через REST это не убрать',
    failed: 'пошло не по плану',
    report: 'Что как ушло, чтобы напечатать:',
    archive: 'Архиву не нужны ни портал, ни мы:',
    searchFor: 'договор',
    honest:
      'Всё это было на вашем компьютере. У этого портала не было лимитов; настоящий принимает около двух запросов в секунду, и bye24 за один запрос берёт до 2500 записей.',
    yours: 'Ваш собственный портал:',
  },
  prove: {
    ends: {
      gone: (count) => `${f.count(count, record)}: удалено, портал их не показывает`,
      inBin: (count) => `${f.count(count, record)}: в списках нет, лежит в корзине`,
      handed: (count) => `${f.count(count, record)}: дела переданы, это видно`,
      scrubbed: (count) => `${f.count(count, record)}: поля очищены, это видно`,
      binOff: (count) => `корзина отключена: ${f.number(count)}, это видно`,
      inactive: (count) =>
        `Отключено, и это видно: ${f.count(count, { one: 'человек', few: 'человека', many: 'человек', other: 'человека' })}`,
      alreadyGone: (count) => `${f.count(count, record)}: не было ещё раньше`,
      acknowledged: (count) => `${f.count(count, record)}: удалено только со слов портала, посмотреть не вышло`,
      stillThere: (count) => `${f.count(count, record)}: портал сказал «да», а они на месте`,
      changed: (count) => `${f.count(count, record)}: изменилось после выгрузки и не тронуто`,
      childAppeared: (count) => `${f.count(count, record)}: не тронуто, к ним добавилось новое`,
      refused: (count) => `${f.count(count, record)}: портал отказал`,
      unknown: (count) => `${f.count(count, record)}: судьба неизвестна`,
      unreachable: (count) =>
        `${f.count(count, record)}: отдельно не показывается, но того, частью чего было, на портале нет`,
      left: (count) => `${f.count(count, record)}: не сделано`,
    },
    short: {
      planned: 'по плану',
      gone: 'удалено',
      inBin: 'в корзине',
      inactive: 'отключено',
      handed: 'передано',
      scrubbed: 'очищено',
      binOff: 'без корзины',
      alreadyGone: 'не было раньше',
      acknowledged: 'посмотреть не вышло',
      stillThere: 'на месте',
      changed: 'изменилось',
      childAppeared: 'добавилось новое',
      refused: 'отказ',
      unknown: 'неизвестно',
      unreachable: 'часть ушедшего',
      left: 'не сделано',
    },
    binUntil: (kind, count, untilMs) =>
      `${kind}: ${f.number(count)} в корзине${untilMs === undefined ? '; на сколько, не сказано' : ` до ${f.date(untilMs)}`}`,
    byHand: (count) => `Вручную и пока без подтверждения: ${f.number(count)}`,
    kept: (count) => `Оставлено намеренно или потому, что так должно быть: ${f.count(count, record)}`,
    folder: (path) => `Подтверждение, чтобы напечатать и хранить: ${path}`,
    earlier: (atMs) => `По сравнению с подтверждением от ${f.date(atMs)}:`,
    sinceThen: (end, was, is) => `${end}: ${f.number(was)} → ${f.number(is)}`,
    nothingSince: 'ничего не изменилось',
    title: (portal) => `Что сейчас видно на ${portal}`,
  },
  rehearse: {
    adjust: '`bye24 rehearse --adjust-plan` выведет их из плана.',
    takenOut: (count, sha256) => `${f.count(count, record)}: выведено из плана; его новый хэш ${sha256.slice(0, 12)}`,
    clean: 'На копии всё прошло по плану. На настоящий портал не отправлено ничего.',
    notClean:
      'На копии часть записей ушла не по плану; на настоящем портале они тоже останутся. На него не отправлено ничего.',
    without: (kinds) =>
      `Не репетировали: REST этого никому не показывает, и на копии этому нет места: ${f.list(kinds)}.`,
  },
  error: {
    code: 'код',
    rule: (id) => `Правило ${id}`,
    tryExplain: 'Добавьте --explain, чтобы увидеть правило, которое за этим стоит.',
  },
};
