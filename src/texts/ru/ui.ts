import type { ui as english } from '../en/ui.ts';
import { formatFor } from '../format.ts';
import { archivePages } from './ui-archive.ts';
import { doorPages } from './ui-doors.ts';
import { journeyPages } from './ui-journey.ts';

const f = formatFor('ru');

const record = { one: 'запись', few: 'записи', many: 'записей', other: 'записи' };

/** Что говорит веб-приложение, по-русски. */
export const ui: typeof english = {
  name: 'bye24',
  skip: 'К содержанию',
  journey: 'Путь',
  library: 'Архив',
  tools: 'Рядом',
  language: 'Язык',
  light: { title: 'Оформление', system: 'Авто', light: 'Светлое', dark: 'Тёмное' },
  keys: {
    title: 'Клавиши',
    listen: 'Показывать это по клавише «?»',
    list: [
      ['Tab', 'к следующему'],
      ['Shift + Tab', 'к предыдущему'],
      ['Enter', 'открыть, нажать, раскрыть'],
      ['Пробел', 'отметить; нажать кнопку'],
      ['← ↑ ↓ →', 'выбрать из нескольких, прокрутить таблицу или схему'],
      ['Esc', 'закрыть окно поверх страницы'],
      ['?', 'эта подсказка'],
    ],
  },
  independence:
    'Независимая программа с открытым кодом. Битрикс24 — товарный знак своего владельца; он к ней не причастен.',
  records: (count) => f.count(count, record),
  number: (value) => f.number(value),
  states: {
    notStarted: 'не начато',
    running: 'идёт',
    needsYou: 'ждёт вас',
    done: 'готово',
    blocked: 'ещё рано',
  },
  pages: {
    start: 'Начало',
    overview: 'Обзор',
    inventory: 'Опись',
    export: 'Выгрузка',
    verify: 'Проверка и печать',
    plan: 'План',
    rehearse: 'Репетиция',
    apply: 'Удаление',
    prove: 'Подтверждение',
    archive: 'Всё, что есть',
    search: 'Поиск',
    byHand: 'Вручную',
    handover: 'Передача дел',
    profile: 'Профиль',
    subject: 'Данные человека',
    desktop: 'Приложение',
    box: 'Коробка',
    more: 'Другие команды',
  },
  entry: {
    noSession: 'Эта страница открывается по адресу, который напечатала bye24',
    noSessionMore:
      'В адресе есть код: он действует один раз и одну минуту, чтобы ни чужая страница, ни другой человек за этим ' +
      'компьютером не вошли. Запустите `bye24 ui` ещё раз или нажмите Enter в её окне и откройте новый адрес.',
    opening: 'Открываем…',
  },
  error: {
    lost: 'Потеряно ли что-нибудь?',
    todo: 'Что делать',
    retry: 'Повторить',
    code: 'Код',
    copy: 'Скопировать подробности',
    copied: 'Скопировано',
  },
  loading: 'Загружаем…',
  pager: { title: 'Страницы', back: 'Назад', on: 'Дальше' },
  demo: {
    badge: 'ДЕМО',
    more: 'Выдуманная компания на портале этого компьютера. Ничего настоящего здесь нет, и ничто его не покидает.',
    leave: 'Выйти из демо',
  },
  notFound: 'Такой страницы нет',
  notFoundMore: 'Адрес мог остаться с прошлого раза. Путь слева ведёт куда угодно.',
  toStart: 'К началу',
  ...journeyPages,
  ...archivePages,
  ...doorPages,
};
