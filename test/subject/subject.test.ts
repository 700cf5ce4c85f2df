import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { nodeDisk } from '../../src/base/disk.ts';
import { textOf } from '../../src/base/json.ts';
import { apply } from '../../src/journey/apply/apply.ts';
import { prove } from '../../src/journey/prove/prove.ts';
import { writeDossier } from '../../src/journey/subject/dossier.ts';
import { findSubject } from '../../src/journey/subject/find.ts';
import { startOfSubject, subjectEntries } from '../../src/journey/subject/plan.ts';
import { valuesAt } from '../../src/kinds/fields.ts';
import { kinds } from '../../src/kinds/index.ts';
import { planFile, type TakenHome, takenHome } from '../support/taken-home.ts';

/** A contact with a phone, and that phone. */
function someContact({ archive }: TakenHome) {
  for (const { key, row } of archive.records('contact')) {
    const phone = valuesAt(row, 'fm[typeId=PHONE].value')
      .map(textOf)
      .find((text) => text.replaceAll(/\D/gu, '').length === 11);
    if (phone !== undefined) return { key, row, phone };
  }
  throw new Error('no contact with a phone');
}

describe('one person', () => {
  it('is found by phone in any notation, by e-mail and by name in any order, with the reason', async () => {
    const { archive, ...home } = await takenHome(120);
    const { key, row, phone } = someContact({ archive, ...home });
    const digits = phone.replaceAll(/\D/gu, '').slice(-10);
    const notations = [phone, `8 (${digits.slice(0, 3)}) ${digits.slice(3, 6)} ${digits.slice(6)}`, `+7-${digits}`];
    for (const notation of notations) {
      const found = [...findSubject(archive, { phone: notation }, kinds)];
      expect(
        found.find((each) => each.key.kind === 'contact' && each.key.id === key.id),
        notation,
      ).toMatchObject({ is: 'about' });
      expect(found.flatMap(({ why }) => why).some(({ by }) => by === 'phone')).toBe(true);
    }
    const [email] = valuesAt(row, 'fm[typeId=EMAIL].value').map(textOf);
    if (email !== undefined) {
      const byMail = [...findSubject(archive, { email: email.toUpperCase() }, kinds)];
      expect(byMail.map((each) => `${each.key.kind} ${each.key.id}`)).toContain(`contact ${key.id}`);
    }
    const name = `${textOf(row['lastName'])} ${textOf(row['name'])}`;
    const byName = [...findSubject(archive, { name }, kinds)];
    expect(byName.find((each) => each.key.id === key.id)?.why).toContainEqual(expect.objectContaining({ by: 'name' }));
    // In another form of the words, in another order.
    const instrumental = { name: 'ивановой анной' };
    const holder = {
      all: () => [{ key, row: { lastName: 'Иванова', name: 'Анна' } }],
      files: () => [],
      children: () => [],
    };
    expect([...findSubject(holder as never, instrumental, kinds)]).toMatchObject([
      { is: 'about', why: [{ by: 'name' }] },
    ]);
    for (const email of ['не почта', 'anna@', '', 'anna@example.com, boris@example.com'])
      expect(() => [...findSubject(archive, { email }, kinds)], email).toThrow(/SUBJECT_BAD_EMAIL/u);
    expect(() => [...findSubject(archive, {}, kinds)]).toThrow(/SUBJECT_EMPTY/u);
    expect(() => [...findSubject(archive, { phone: 'x' }, kinds)]).toThrow(/SUBJECT_BAD_PHONE/u);
  }, 60_000);

  it('gets every file in the dossier, however many bear one name, and is told of those that the archive lacks', async () => {
    const { archive, folder } = await takenHome(60);
    const [one, other] = [...archive.files()].flatMap(({ blob }) => blob ?? []);
    if (one === undefined || other === undefined) throw new Error('no files');
    const key = { kind: 'contact', id: '5:7' };
    const holder = {
      place: archive.place,
      record: () => ({ row: { lastName: 'Иванова' } }),
      files: () => [{ name: 'договор.pdf', blob: one }, { name: 'Договор.pdf', blob: other }, { name: 'утрачен.pdf' }],
    };
    const why = [{ field: '', by: 'belongs', to: { kind: 'deal', id: '3' } }] as const;
    const found = [{ key, name: 'Иванова', is: 'about', why }] as const;
    const place = join(folder, 'named-alike');
    const made = { archive: holder as never, disk: nodeDisk, folder: place, kinds, found, language: 'ru' } as const;
    expect(await writeDossier(made)).toMatchObject({ records: 1, files: 2 });
    expect(await nodeDisk.list(join(place, 'files'))).toEqual(['contact-5_7-2-Договор.pdf', 'contact-5_7-договор.pdf']);
    const html = await readFile(join(place, 'index.html'), 'utf8');
    expect(html).toContain('утрачен.pdf — в архиве этого файла нет');
    expect(html).toContain('найдено по: тому, к чему относится: Сделка 3');
    expect(html).toContain('Что написано внутри файлов, не читалось');
  }, 60_000);

  it('gets a dossier, and is deleted with what hangs on them, and nobody else is', async () => {
    const home = await takenHome(120);
    const { archive, facts, options, folder } = home;
    const { key, phone } = someContact(home);
    const found = [...findSubject(archive, { phone }, kinds)];
    const dossier = await writeDossier({
      archive,
      disk: nodeDisk,
      folder: join(folder, 'dossier'),
      kinds,
      found,
      language: 'ru',
    });
    expect(dossier.records).toBe(found.length);
    expect(await readFile(join(folder, 'dossier', 'index.html'), 'utf8')).toContain(phone.slice(-4));

    const plan = await planFile(home, startOfSubject(facts, found), subjectEntries(facts, found));
    const own = new Set(found.filter(({ is }) => is !== 'mentions').map((each) => `${each.key.kind} ${each.key.id}`));
    let hasContact = false;
    for await (const entry of plan.entries()) {
      if (entry.type !== 'step' || entry.step.action.do === 'scrub') continue;
      const name = `${entry.step.key.kind} ${entry.step.key.id}`;
      expect(own).toContain(name);
      hasContact ||= name === `contact ${key.id}`;
    }
    expect(hasContact).toBe(true);
    const report = await apply({ ...options, plan });
    expect(report).toMatchObject({
      ended: 'finished',
      states: { refused: 0, unknown: 0, changed: 0, childAppeared: 0 },
    });
    const { total } = await prove({ ...options, archived: options.archive.archived });
    expect(total.stillThere).toBe(0);
    expect(total.gone + total.inBin + total.scrubbed + total.acknowledged).toBe(total.planned);
  }, 60_000);
});
