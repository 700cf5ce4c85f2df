import { contactFields, phoneOf } from './fill.ts';

/** What a person may look for among so many contacts, by the sort of question; each finds something. */
export function searchesFor(random: () => number, records: number): readonly (readonly [sort: string, text: string])[] {
  const below = (most: number): number => Math.floor(random() * most);
  const someone = (): number => 1 + below(records);
  const { name, lastName, comments, secondName } = contactFields(someone());
  const [surname = '', code = ''] = lastName.split(' ');
  return [
    ['word', name],
    ['two words', `${surname} ${name}`],
    ['rare word', code],
    ['prefix', `${surname.slice(0, 3)}*`],
    ['phrase', `"${comments.split(',')[0] ?? ''}"`],
    ['English', ['manager', 'accountant', 'discount', '"call back"'][below(4)] ?? ''],
    ['phone', phoneOf(someone()).replace(/^\+7(\d{3})(\d{3})(\d{2})/u, '8 ($1) $2-$3-')],
    ['end of a phone', phoneOf(someone()).slice(-6)],
    ['e-mail', `contact${someone()}@example.com`],
    ['other form of a word', secondName.replace(/а$/u, 'ой')],
  ];
}
