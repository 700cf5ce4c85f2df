import type { Text } from '../base/text.ts';
import type { Fate } from './kinds.ts';
import type { Source } from './sources.ts';

/** The frame around what the guide says. */
export const words = {
  title: { ru: 'Как уйти из Битрикс24', en: 'How to leave Bitrix24' },
  intro: {
    ru: 'Ответы, которые мы проверили, насколько смогли, с источниками и датами. Это не юридическая консультация.',
    en: 'Answers that we checked as well as we could, with sources and dates. This is not legal advice.',
  },
  unknownDays: { ru: 'Сколько лежат, нигде не сказано', en: 'How long, nobody says' },
  unconfirmed: { ru: 'не подтверждено', en: 'not confirmed' },
  sources: { ru: 'Источники', en: 'Sources' },
  noTextHere: {
    ru: 'Страницы справки без дат: в скобках — месяц, когда мы их читали. Что-то могло измениться; если видите иное, верьте порталу и скажите нам.',
    en: 'Help pages bear no dates: in brackets stands the month in which we read them. Something may have changed; if you see otherwise, believe the portal and tell us.',
  },
  byHand: { ru: 'Только руками, в порядке ухода', en: 'Only by hand, in the order of an exit' },
  beyond: { ru: 'Нельзя забрать или удалить', en: 'Cannot be taken or cannot be deleted' },
} as const satisfies Readonly<Record<string, Text>>;

export const fates: Readonly<Record<Fate, Text>> = {
  bin: { ru: 'Попадает в корзину', en: 'Goes into a recycle bin' },
  gone: { ru: 'Удаляется сразу навсегда', en: 'Deleted for good at once' },
  withParent: { ru: 'Уходит вместе с тем, в чём лежит', en: 'Goes along with what it lies in' },
  deactivate: { ru: 'Не удаляется, а деактивируется', en: 'Not deleted: deactivated' },
  byHand: { ru: 'Удаляется вручную', en: 'Deleted by hand' },
  never: { ru: 'Не удаляется', en: 'Not deleted' },
};

export const speakers: Readonly<Record<Source['who'], Text>> = {
  help: { ru: 'справка Битрикс24', en: 'the maker’s help' },
  documentation: { ru: 'документация разработчика', en: 'the maker’s documentation' },
  program: { ru: 'сама программа', en: 'the program itself' },
  blog: { ru: 'блог Битрикс24', en: 'the maker’s blog' },
  others: { ru: 'не разработчик', en: 'not the maker' },
};
