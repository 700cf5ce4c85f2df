import type { Json } from '../../base/json.ts';
import type { Chance } from './chance.ts';
import { latinOf, type PersonName } from './names.ts';

/** Ids of phones and e-mails: each element has a hundred of its own, families a billion. */
const familyStep = 1_000_000_000;
const families = { company: 1, contact: 2, lead: 3 } as const;

/** The same kind of number in the notations in which people really type it. */
export function phoneNotation(chance: Chance, digits: string): string {
  const [code, a, b, c] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6, 8), digits.slice(8, 10)];
  return chance.pick([
    `+7${digits}`,
    `8${digits}`,
    `+7 (${code}) ${a}-${b}-${c}`,
    `8 (${code}) ${a} ${b} ${c}`,
    `8-${code}-${a}-${b}-${c}`,
    `${code} ${a}${b}${c}`,
    `+7 ${code} ${a} ${b} ${c} доб. ${chance.int(100, 999)}`,
  ]);
}

type Values = readonly (readonly [kind: string, value: string])[];

function firstOf(list: Values, kind: string): string {
  return list.find(([each]) => each === kind)?.[1] ?? '';
}

export interface Ways {
  readonly phones: Values;
  readonly emails: Values;
  readonly sites?: Values;
}

/** Phones, e-mails and sites of an element, and what the portal derives from them. */
export function reachOf(family: keyof typeof families, id: number, ways: Ways): Record<string, Json> {
  const { phones, emails, sites = [] } = ways;
  const typed = [
    ['PHONE', phones],
    ['EMAIL', emails],
    ['WEB', sites],
  ] as const;
  const fm = typed.flatMap(([typeId, values]) => values.map(([valueType, value]) => ({ valueType, value, typeId })));
  const first = families[family] * familyStep + id * 100;
  return {
    hasPhone: phones.length > 0 ? 'Y' : 'N',
    hasEmail: emails.length > 0 ? 'Y' : 'N',
    hasImol: 'N',
    fm: fm.map((each, at) => ({ id: first + at, ...each })),
  };
}

/** Leads alone show the first of each sort in fields of their own, too. */
export function flatReach({ phones, emails }: Ways): Record<string, Json> {
  return {
    phoneMobile: firstOf(phones, 'MOBILE'),
    phoneWork: firstOf(phones, 'WORK'),
    phoneMailing: '',
    emailHome: firstOf(emails, 'HOME'),
    emailWork: firstOf(emails, 'WORK'),
    emailMailing: '',
    imol: '',
    email: emails[0]?.[1] ?? null,
    phone: phones[0]?.[1] ?? null,
  };
}

/** `vetrova.anna@example.com`: of a person, at a domain that is reserved for examples. */
export function personEmail(name: PersonName, domain: string): string {
  return `${latinOf(name.last)}.${latinOf(name.first)}@${domain}`;
}

export function mobileDigits(chance: Chance): string {
  return `9${chance.digits(9)}`;
}
