import type { Json } from '../../base/json.ts';
import { Chance } from './chance.ts';
import { made, type Made } from './made.ts';
import { after, lastMoment, moment, past } from './moments.ts';
import { latinOf, personName, type PersonName } from './names.ts';
import { phoneNotation, mobileDigits } from './contacts.ts';
import { idAt, type Plan } from './plan.ts';
import { cities, departmentNames, positions } from './words.ts';

export interface Person {
  readonly id: number;
  readonly name: PersonName;
  readonly email: string;
  readonly position: string;
  readonly departmentId: number;
  readonly active: boolean;
}

/** The company's own mail domain. */
export const ownDomain = 'nasha-kompaniya.example.com';

/** The first user is the administrator and never left. */
export const administratorId = 1;

export function personAt(plan: Plan, index: number): Person {
  const chance = new Chance(plan.seed, 'user', index);
  const name = personName(chance);
  const id = idAt(index);
  const department = index === 0 ? 0 : (index - 1) % plan.counts.departments;
  return {
    id,
    name,
    email: `${latinOf(name.last)}.${id}@${ownDomain}`,
    position: index === 0 ? 'Генеральный директор' : chance.pick(positions),
    departmentId: idAt(department),
    active: index < 4 || index % 11 !== 10,
  };
}

/** Ids of those who still work there, for the records that need somebody. */
export function activeUserIds(plan: Plan): readonly number[] {
  return Array.from({ length: plan.counts.users }, (_, index) => index)
    .filter((index) => index < 4 || index % 11 !== 10)
    .map((index) => idAt(index));
}

export function shortName(person: Person): string {
  return `${person.name.first} ${person.name.last}`;
}

export function* peopleRows(plan: Plan): Generator<Made> {
  for (let index = 0; index < plan.counts.users; index += 1) yield made('user', userRow(plan, index));
  yield made('profileField', profileField);
  for (let index = 0; index < plan.counts.departments; index += 1) yield made('department', departmentRow(plan, index));
  const organisers = activeUserIds(plan).slice(0, 40);
  for (let index = 0; index < plan.counts.groups; index += 1) yield* groupRows(plan, organisers, index);
}

function userRow(plan: Plan, index: number): Readonly<Record<string, Json>> {
  const person = personAt(plan, index);
  const chance = new Chance(plan.seed, 'user-more', index);
  const registered = past(chance, 2000);
  const birth = new Date(Date.UTC(chance.int(1960, 2003), chance.int(0, 11), chance.int(1, 28))).toISOString();
  const seen = person.active ? past(chance, 7) : after(chance, registered, 300);
  return {
    ID: String(person.id),
    ACTIVE: person.active,
    NAME: person.name.first,
    LAST_NAME: person.name.last,
    SECOND_NAME: person.name.patronymic,
    EMAIL: person.email,
    LAST_LOGIN: moment(seen),
    DATE_REGISTER: moment(registered).replace(/T.*/u, 'T00:00:00+03:00'),
    TIME_ZONE: '',
    IS_ONLINE: person.active && chance.yes(0.2) ? 'Y' : 'N',
    TIMESTAMP_X: {},
    LAST_ACTIVITY_DATE: {},
    PERSONAL_GENDER: person.name.gender,
    PERSONAL_WWW: '',
    PERSONAL_BIRTHDAY: birth.replace(/T.*/u, 'T00:00:00+03:00'),
    PERSONAL_MOBILE: phoneNotation(chance, mobileDigits(chance)),
    PERSONAL_CITY: chance.pick(cities).name,
    WORK_PHONE: chance.yes(0.5) ? `+7 495 000-${chance.digits(2)}-${chance.digits(2)}` : '',
    WORK_POSITION: person.position,
    UF_EMPLOYMENT_DATE: moment(registered).replace(/T.*/u, 'T00:00:00+03:00'),
    UF_PHONE_INNER: String(100 + index),
    UF_DEPARTMENT: [person.departmentId],
    UF_USR_1724228142162: chance.yes(0.2) ? [chance.pick([26, 27])] : [],
    USER_TYPE: 'employee',
  };
}

/** The custom field of users. */
const profileField = {
  ID: '176',
  ENTITY_ID: 'USER',
  FIELD_NAME: 'UF_USR_1724228142162',
  USER_TYPE_ID: 'enumeration',
  XML_ID: null,
  SORT: '100',
  MULTIPLE: 'Y',
  MANDATORY: 'N',
  SHOW_FILTER: 'E',
  SHOW_IN_LIST: 'Y',
  EDIT_IN_LIST: 'Y',
  IS_SEARCHABLE: 'N',
  SETTINGS: { DISPLAY: 'UI', LIST_HEIGHT: 1, CAPTION_NO_VALUE: '', SHOW_NO_VALUE: 'Y' },
  LIST: [
    { ID: '26', SORT: '0', VALUE: 'Первая помощь', DEF: 'N', XML_ID: 'first-aid' },
    { ID: '27', SORT: '100', VALUE: 'Погрузчик', DEF: 'N', XML_ID: 'loader' },
  ],
};

/** A tree: the company, its departments, and groups inside them. Each has a head who works there. */
function departmentRow(plan: Plan, index: number): Readonly<Record<string, Json>> {
  const head = index === 0 ? 0 : index + 1;
  const name = departmentNames[(index - 1) % departmentNames.length] ?? '';
  const turn = Math.floor((index - 1) / departmentNames.length);
  const parent = index < 5 ? 0 : 1 + ((index - 5) % 4);
  return {
    ID: String(idAt(index)),
    NAME: index === 0 ? 'Наша компания' : turn === 0 ? name : `${name}, группа ${turn}`,
    SORT: (index + 1) * 100,
    ...(index === 0 ? {} : { PARENT: String(idAt(parent)) }),
    ...(head < plan.counts.users && personAt(plan, head).active ? { UF_HEAD: String(idAt(head)) } : {}),
  };
}

const groupNames = ['Переезд в новый офис', 'Каталог', 'Клуб настольных игр', 'Внедрение учёта', 'Выставка', 'Ремонт'];

export function groupAt(
  plan: Plan,
  organisers: readonly number[],
  index: number,
): { readonly id: number; readonly name: string; readonly ownerId: number } {
  const chance = new Chance(plan.seed, 'group', index);
  const base = groupNames[index % groupNames.length] ?? '';
  const turn = Math.floor(index / groupNames.length);
  return {
    id: idAt(index),
    name: turn === 0 ? base : `${base} ${turn + 1}`,
    ownerId: chance.pick(organisers),
  };
}

/** Who is in a group beside its owner. */
export function othersInGroup(plan: Plan, organisers: readonly number[], index: number): readonly number[] {
  const { ownerId } = groupAt(plan, organisers, index);
  const chance = new Chance(plan.seed, 'group-members', index);
  return organisers.filter((id) => id !== ownerId && chance.yes(0.4));
}

function* groupRows(plan: Plan, organisers: readonly number[], index: number): Generator<Made> {
  const group = groupAt(plan, organisers, index);
  const chance = new Chance(plan.seed, 'group-more', index);
  const created = past(chance, 900);
  const changed = after(chance, created, 200);
  const others = othersInGroup(plan, organisers, index);
  yield made('group', {
    ID: String(group.id),
    SITE_ID: 's1',
    NAME: group.name,
    DESCRIPTION: chance.yes(0.5) ? 'Рабочая группа. Все материалы — на Диске.' : null,
    DATE_CREATE: moment(created),
    DATE_UPDATE: moment(changed),
    ACTIVE: 'Y',
    VISIBLE: index % 5 === 4 ? 'N' : 'Y',
    OPENED: chance.yes(0.5) ? 'Y' : 'N',
    CLOSED: index % 7 === 6 ? 'Y' : 'N',
    SUBJECT_ID: '1',
    OWNER_ID: String(group.ownerId),
    KEYWORDS: null,
    NUMBER_OF_MEMBERS: String(others.length + 1),
    DATE_ACTIVITY: moment(Math.min(lastMoment, changed)),
    SUBJECT_NAME: 'Рабочие группы',
    PROJECT: index % 2 === 0 ? 'Y' : 'N',
    ...(index === 0 ? { SCRUM_MASTER_ID: String(group.ownerId) } : {}),
    IS_EXTRANET: 'N',
  });
  const members = [[group.ownerId, 'A'] as const, ...others.map((id, at) => [id, at === 0 ? 'E' : 'K'] as const)];
  for (const [userId, role] of members) {
    yield made('groupMember', { GROUP_ID: String(group.id), USER_ID: String(userId), ROLE: role });
  }
}
