import { Chance } from './chance.ts';
import { latinOf } from './names.ts';
import { idAt, type Plan } from './plan.ts';
import { cities, type City, firmWords, legalForms } from './words.ts';

/** What a company is called wherever it is spoken of: in its own record, deals, requisites, mails. */
export interface Firm {
  readonly id: number;
  readonly form: (typeof legalForms)[number];
  readonly brand: string;
  readonly title: string;
  readonly domain: string;
  readonly city: City;
  readonly inn: string;
}

export function firmAt(plan: Plan, index: number): Firm {
  const chance = new Chance(plan.seed, 'firm', index);
  const form = chance.pick(legalForms);
  const brand = `${chance.pick(firmWords.starts)}${chance.pick(firmWords.ends)}${chance.pick(firmWords.tails)}`;
  const city = chance.pick(cities);
  const id = idAt(index);
  return {
    id,
    form,
    brand,
    title: `${form} «${brand}»`,
    domain: `${latinOf(brand)}-${id}.example.com`,
    city,
    inn: form === 'ИП' ? personalInn(chance, city.taxRegion) : companyInn(chance, city.taxRegion),
  };
}

function control(digits: string, weights: readonly number[]): string {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return String((sum % 11) % 10);
}

/** The ten-digit taxpayer number of a legal entity, with its check digit. */
export function companyInn(chance: Chance, region: string): string {
  const body = `${region}${chance.digits(7)}`;
  return body + control(body, [2, 4, 10, 3, 5, 9, 4, 6, 8]);
}

/** The twelve-digit taxpayer number of a person, with its two check digits. */
export function personalInn(chance: Chance, region: string): string {
  const body = `${region}${chance.digits(8)}`;
  const first = body + control(body, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]);
  return first + control(first, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]);
}

/** The registration number of a legal entity (13 digits) or an entrepreneur (15), with its check digit. */
export function registrationNumber(chance: Chance, personal: boolean): string {
  const body = `${personal ? '3' : '1'}${chance.digits(personal ? 13 : 11)}`;
  const rest = Number(BigInt(body) % BigInt(personal ? 13 : 11));
  return body + String(rest % 10);
}

/** A settlement account whose key fits the bank's BIK. */
export function accountNumber(chance: Chance, bik: string): string {
  const start = '40702810';
  const tail = chance.digits(11);
  const weights = [7, 1, 3];
  const all = `${bik.slice(-3)}${start}0${tail}`;
  const sum = Array.from(all).reduce((total, digit, at) => total + ((Number(digit) * (weights[at % 3] ?? 0)) % 10), 0);
  return `${start}${String(((sum % 10) * 3) % 10)}${tail}`;
}
