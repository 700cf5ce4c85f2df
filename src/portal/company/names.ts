import type { Chance } from './chance.ts';

export type Gender = 'M' | 'F';

export interface PersonName {
  readonly gender: Gender;
  readonly first: string;
  readonly patronymic: string;
  readonly last: string;
}

// prettier-ignore
const men = [
  'Александр', 'Алексей', 'Андрей', 'Антон', 'Артём', 'Борис', 'Вадим', 'Виктор', 'Владимир', 'Глеб', 'Григорий',
  'Денис', 'Дмитрий', 'Евгений', 'Егор', 'Иван', 'Игорь', 'Илья', 'Кирилл', 'Лев', 'Максим', 'Матвей', 'Михаил',
  'Никита', 'Николай', 'Олег', 'Павел', 'Пётр', 'Роман', 'Семён', 'Сергей', 'Степан', 'Тимур', 'Фёдор', 'Юрий',
] as const;

// prettier-ignore
const women = [
  'Алина', 'Алёна', 'Анастасия', 'Анна', 'Валентина', 'Валерия', 'Вера', 'Вероника', 'Виктория', 'Галина', 'Дарья',
  'Евгения', 'Екатерина', 'Елена', 'Жанна', 'Зоя', 'Инна', 'Ирина', 'Ксения', 'Лариса', 'Любовь', 'Людмила',
  'Маргарита', 'Марина', 'Мария', 'Надежда', 'Наталья', 'Нина', 'Оксана', 'Ольга', 'Полина', 'Светлана', 'София',
  'Татьяна', 'Ульяна', 'Юлия', 'Яна',
] as const;

/** A father's name in its two patronymic forms, for a son and for a daughter. */
// prettier-ignore
const patronymics = [
  ['Александрович', 'Александровна'], ['Алексеевич', 'Алексеевна'], ['Андреевич', 'Андреевна'],
  ['Антонович', 'Антоновна'], ['Борисович', 'Борисовна'], ['Васильевич', 'Васильевна'],
  ['Викторович', 'Викторовна'], ['Владимирович', 'Владимировна'], ['Геннадьевич', 'Геннадьевна'],
  ['Дмитриевич', 'Дмитриевна'], ['Евгеньевич', 'Евгеньевна'], ['Иванович', 'Ивановна'], ['Игоревич', 'Игоревна'],
  ['Ильич', 'Ильинична'], ['Львович', 'Львовна'], ['Михайлович', 'Михайловна'], ['Никитич', 'Никитична'],
  ['Николаевич', 'Николаевна'], ['Олегович', 'Олеговна'], ['Павлович', 'Павловна'], ['Петрович', 'Петровна'],
  ['Романович', 'Романовна'], ['Сергеевич', 'Сергеевна'], ['Степанович', 'Степановна'], ['Юрьевич', 'Юрьевна'],
] as const;

/** Surnames as a man bears them. */
// prettier-ignore
const surnames = [
  'Абрикосов', 'Берёзкин', 'Боровой', 'Вересков', 'Ветров', 'Горностаев', 'Громов', 'Дальский', 'Дорожкин', 'Жаворонков',
  'Журавский', 'Заозёрный', 'Зимин', 'Иволгин', 'Калинин', 'Каменский', 'Кедров', 'Клёнов', 'Косых', 'Кузьмин',
  'Лесной', 'Липатов', 'Луговой', 'Малинин', 'Маяковский', 'Мельник', 'Морозов', 'Невский', 'Озеров', 'Орешкин',
  'Островский', 'Парусов', 'Полевой', 'Приходько', 'Рассветов', 'Речной', 'Рябинин', 'Садовский', 'Северин', 'Синицын',
  'Снегирёв', 'Соколовский', 'Степной', 'Тихонравов', 'Туманов', 'Уточкин', 'Филинов', 'Хлебников', 'Цветаев',
  'Черных', 'Шелестов', 'Шмидт', 'Щеглов', 'Юрченко', 'Яблоков', 'Ясенев',
] as const;

/** The surname as a woman bears it; those that do not change (Косых, Юрченко, Мельник) stay. */
export function surnameOf(surname: string, gender: Gender): string {
  if (gender === 'M') return surname;
  if (/(?:[оеё]в|[иы]н)$/u.test(surname)) return `${surname}а`;
  if (/(?:ий|ый|ой)$/u.test(surname)) return `${surname.slice(0, -2)}ая`;
  return surname;
}

/** A believable person: first name, patronymic and surname of one gender. */
export function personName(chance: Chance): PersonName {
  const gender: Gender = chance.yes(0.5) ? 'M' : 'F';
  const [son, daughter] = chance.pick(patronymics);
  return {
    gender,
    first: gender === 'M' ? chance.pick(men) : chance.pick(women),
    patronymic: gender === 'M' ? son : daughter,
    last: surnameOf(chance.pick(surnames), gender),
  };
}

export function fullName(name: PersonName): string {
  return `${name.last} ${name.first} ${name.patronymic}`;
}

// prettier-ignore
const latin: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm',
  н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '',
  ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
};

/** Cyrillic text in Latin letters, small, fit for an address. */
export function latinOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[а-яё]/gu, (letter) => latin[letter] ?? letter)
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '');
}
