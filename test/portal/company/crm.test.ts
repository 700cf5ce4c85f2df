import { describe, expect, it } from 'vitest';

import { sha256 } from '../../../src/base/hash.ts';
import { type JsonObject, textOf } from '../../../src/base/json.ts';
import { sampleCompany } from '../../../src/portal/company/company.ts';
import type { Family, Made } from '../../../src/portal/company/made.ts';
import { surnameOf } from '../../../src/portal/company/names.ts';

const rows = [...sampleCompany({ seed: 7, size: 3000 })];
const of = (family: Family): readonly JsonObject[] =>
  rows.filter((each) => each.family === family).map(({ row }) => row);
const fingerprint = (made: Iterable<Made>): string => sha256([...made].map((each) => JSON.stringify(each)).join('\n'));

function check(inn: string, weights: readonly number[]): string {
  return String((weights.reduce((sum, weight, at) => sum + weight * Number(inn[at]), 0) % 11) % 10);
}

describe('a sample company', () => {
  it('is the same, byte for byte, for the same seed and size, and another for another seed', () => {
    expect(fingerprint(sampleCompany({ seed: 7, size: 3000 }))).toBe(fingerprint(rows));
    expect(fingerprint(sampleCompany({ seed: 8, size: 3000 }))).not.toBe(fingerprint(rows));
  });

  it('never gives two records of a family the same id', () => {
    for (const family of new Set(rows.map((each) => each.family))) {
      if (family === 'groupMember') continue;
      const mine = rows.filter((each) => each.family === family);
      const ids = mine.map(({ key, row }) => textOf(key ?? row['id'] ?? row['ID']));
      expect(new Set(ids).size, family).toBe(ids.length);
    }
  });

  it('refers only to records that it has', () => {
    const companies = new Set(of('company').map((row) => row['id']));
    const contacts = new Set(of('contact').map((row) => row['id']));
    const users = new Set(of('user').map((row) => textOf(row['ID'])));
    for (const deal of of('deal')) {
      expect(companies).toContain(deal['companyId']);
      for (const id of deal['contactIds'] as readonly number[]) expect(contacts).toContain(id);
      expect(users).toContain(textOf(deal['assignedById']));
    }
    const requisites = new Set(of('requisite').map((row) => row['ID']));
    for (const detail of of('bankDetail')) expect(requisites).toContain(detail['ENTITY_ID']);
  });

  it('links contacts and companies from both ends alike', () => {
    const fromContacts = of('contact').flatMap((row) =>
      (row['companyIds'] as readonly number[]).map((company) => `${String(company)}-${textOf(row['id'])}`),
    );
    const fromCompanies = of('company').flatMap((row) =>
      (row['contactIds'] as readonly number[]).map((contact) => `${textOf(row['id'])}-${String(contact)}`),
    );
    expect(fromCompanies.toSorted()).toEqual(fromContacts.toSorted());
  });

  it('gives every requisite an INN whose check digits are right', () => {
    for (const { RQ_INN } of of('requisite')) {
      const inn = textOf(RQ_INN);
      if (inn.length === 10) expect(inn[9]).toBe(check(inn, [2, 4, 10, 3, 5, 9, 4, 6, 8]));
      else {
        expect(inn).toHaveLength(12);
        expect(inn[10]).toBe(check(inn, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]));
        expect(inn[11]).toBe(check(inn, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]));
      }
    }
  });

  it('writes a woman’s surname as a woman’s', () => {
    expect(['Ветров', 'Журавский', 'Полевой', 'Заозёрный', 'Берёзкин', 'Косых', 'Юрченко', 'Мельник'].map((name) => surnameOf(name, 'F'))).toEqual(
      ['Ветрова', 'Журавская', 'Полевая', 'Заозёрная', 'Берёзкина', 'Косых', 'Юрченко', 'Мельник'],
    ); // prettier-ignore
    for (const user of of('user')) {
      const woman = user['PERSONAL_GENDER'] === 'F';
      expect(textOf(user['SECOND_NAME'])).toMatch(woman ? /на$/u : /ич$/u);
      expect(textOf(user['LAST_NAME'])).not.toMatch(woman ? /(?:ов|ев|ин|ий|ый|ой)$/u : /(?:ова|ева|ина|ая)$/u);
    }
  });

  it('keeps every address on domains that are reserved for examples', () => {
    const text = rows.map((each) => JSON.stringify(each)).join('\n');
    for (const [, domain] of text.matchAll(/[\w.-]+@([\w-]+(?:\.[\w-]+)+)/gu))
      expect(domain).toMatch(/(?:^|\.)example\.(?:com|org)$/u);
    for (const [, domain] of text.matchAll(/https?:\/\/([\w.-]+)/gu)) expect(domain).toMatch(/(?:^|\.)example\.com$/u);
  });

  it('uses all three funnels, every stage of them, and texts that break careless programs', () => {
    const stages = new Set(of('deal').map((row) => row['stageId']));
    expect(stages.size).toBe(18);
    const text = rows.map((each) => JSON.stringify(each)).join('\n');
    for (const trap of ['<script>', 'DROP TABLE', '=HYPERLINK', '🎄']) expect(text).toContain(trap);
  });

  it.each([1000, 1200, 3000, 20_000])('has %d records when that many are asked for', (size) => {
    let count = 0;
    for (const _ of sampleCompany({ seed: 2, size })) count += 1;
    expect(count).toBe(size);
  });

  it('streams, and is never without anything', () => {
    let count = 0;
    for (const _ of sampleCompany({ seed: 1, size: 1_000_000 })) {
      count += 1;
      if (count > 20_000) break;
    }
    expect(count).toBe(20_001);
    expect([...sampleCompany({ seed: 1, size: 100 })].length).toBeGreaterThan(100);
  });
});
