import type { countingViews as english } from '../en/counting.ts';
import { formatFor } from '../format.ts';

const f = formatFor('ru');

const record = { one: 'запись', few: 'записи', many: 'записей', other: 'записи' };

export const countingViews: typeof english = {
  inventory: {
    states: {
      here: '',
      noMethod: 'такого инструмента нет',
      noScope: 'нет права',
      noRight: 'хозяину вебхука не видно',
      noPlan: 'не входит в тариф',
    },
    costsTitle: 'На что уйдёт больше всего',
    cost: (kind, from, to, fromMs, toMs) =>
      `${kind}: от ${f.number(from)} до ${f.number(to)} запросов, ${f.durationRange(fromMs, toMs)}`,
    leaveOut: (kind) =>
      `Не брать какой-то вид: bye24 export --without ${kind}. Тогда его не будет в архиве, и apply не тронет то, с чем он ушёл бы.`,
    countedLater: '? — там, где REST не даёт числа заранее: посчитаем при выгрузке.',
    sum: (count, fromMs, toMs) =>
      `Не меньше чем ${f.count(count, record)}. При обычных лимитах портала выгрузка займёт ${f.durationRange(fromMs, toMs)}.`,
  },
  plan: {
    title: (portal) => `План для ${portal}: пока ничего не произошло`,
    goesForGood: (count) => `${f.number(count)} насовсем`,
    goesIntoBin: (count, days) =>
      `${f.number(count)} в корзину (${days === undefined ? 'на сколько, неизвестно' : f.count(days, { one: 'день', few: 'дня', many: 'дней', other: 'дня' })})`,
    goesAlong: (count) => `${f.number(count)} вместе со своими родителями`,
    isDeactivated: (count) => `${f.number(count)} отключается`,
    isScrubbed: (count) => `${f.number(count)} с очисткой полей`,
    isBinOff: (count) => `сначала отключается корзина: ${f.number(count)}`,
    isHandedOver: (count) => `${f.number(count)} передаётся`,
    goesThrough: (people) =>
      `через подключения: ${f.list(people.map(({ name, count }) => `${name} (${f.number(count)})`))}`,
    nothingGoes: 'Не уходит ничего.',
    stays: (count) => `Что останется и почему: ${f.count(count, record)}`,
    below: 'Чего план не предвидит: этого нет в архиве',
    belowOf: (kinds, notTaken) =>
      `${f.list(kinds)}: останутся те, к которым относится что-то из этого: ${f.list(notTaken)}.`,
    byHand: (count) => `Вручную: ${f.number(count)}`,
    bin: (kinds, whose) => `Корзина: ${f.list(kinds)}${whose === '' ? '' : ` (${whose})`}`,
    sum: (steps, kept, hands) =>
      `${f.word(steps, { one: 'Уйдёт', few: 'Уйдут', many: 'Уйдут', other: 'Уйдут' })} ${f.count(steps, record)}, из выбранного останется ${f.number(kept)}, вручную — ${f.number(hands)}.`,
    table: (path) => `Всё целиком в таблице: ${path}`,
    through: (name) => `через подключение: ${name}`,
    ways: {
      gone: 'насовсем',
      bin: 'в корзину',
      cascade: 'вместе с',
      deactivate: 'отключается',
      hand: 'передаётся',
      binOff: 'отключение корзины',
      scrub: 'очищается',
      stays: 'остаётся',
      byHand: 'вручную',
    },
    tableHead: ['Номер', 'Как', 'Вид', 'Код', 'Название', 'Примечание'],
  },
};
