import { textOf } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import { elementsOf, textAt } from '../../kinds/fields.ts';
import type { Kind, KindId, PersonField } from '../../kinds/kind.ts';
import type { PlanFacts } from '../plan/facts.ts';

interface CustomField {
  readonly name: string;
  readonly title: Text;
  readonly multiple: boolean;
}

/** Which custom fields belong to which kind, by the portal's own names. */
const ENTITIES: Readonly<Record<string, KindId>> = {
  CRM_LEAD: 'lead',
  CRM_DEAL: 'deal',
  CRM_CONTACT: 'contact',
  CRM_COMPANY: 'company',
  CRM_QUOTE: 'quote',
  CRM_SMART_INVOICE: 'smart-invoice',
};

/** Types of list fields whose files belong to the element itself; files of the Drive are other objects. */
const FILES: ReadonlySet<string> = new Set(['F', 'PREVIEW_PICTURE', 'DETAIL_PICTURE']);

/** Fields of the portal's own making that hold people: custom fields of the CRM, properties of lists. */
export class CustomPeople {
  readonly #ofKind = new Map<KindId, CustomField[]>();
  readonly #ofList = new Map<string, CustomField[]>();
  /** By list: the fields that hold files of their own, which no update takes back. */
  readonly #filesOfList = new Map<string, string[]>();

  /** As the archive tells them. */
  static async of(facts: PlanFacts): Promise<CustomPeople> {
    const people = new CustomPeople();
    for await (const held of facts.records('custom-field')) {
      const { row } = 'verified' in held ? held.verified : held.unverified;
      if (textAt(row, 'userTypeId') !== 'employee') continue;
      const entity = textAt(row, 'entityId');
      // Types of smart processes are called CRM_7; their names in rows tell which one a field is of.
      const kind = ENTITIES[entity] ?? (/^CRM_\d+$/u.test(entity) ? 'smart-process-item' : undefined);
      if (kind === undefined) continue;
      const name = textAt(row, 'fieldName');
      const ru = textAt(row, 'editFormLabel.ru') || name;
      const en = textAt(row, 'editFormLabel.en') || ru;
      add(people.#ofKind, kind, { name, title: { ru, en }, multiple: textAt(row, 'multiple') === 'Y' });
    }
    for await (const held of facts.records('list-field')) {
      const { row, parent } = 'verified' in held ? held.verified : held.unverified;
      const list = parent?.id ?? '';
      const type = textAt(row, 'TYPE');
      if (FILES.has(type)) add(people.#filesOfList, list, textAt(row, 'FIELD_ID'));
      if (type !== 'S:employee') continue;
      const title = textAt(row, 'NAME');
      add(people.#ofList, list, { name: textAt(row, 'FIELD_ID'), title: { ru: title, en: title }, multiple: true });
    }
    return people;
  }

  /** All fields of a record that may hold people. */
  fieldsOf(kind: Kind, { row, parent }: ArchivedRecord): readonly PersonField[] {
    const custom = kind.id === 'list-element' ? this.#ofList.get(parent?.id ?? '') : this.#ofKind.get(kind.id);
    if (custom === undefined || kind.customPerson === undefined) return kind.people;
    const names = new Map(Object.keys(row).map((name) => [plain(name), name]));
    const more = custom.flatMap(({ name, title, multiple }) => {
      const inRow = names.get(plain(name));
      return (inRow === undefined ? undefined : kind.customPerson?.(`${inRow}${multiple ? '[]' : ''}`, title)) ?? [];
    });
    return [...kind.people, ...more];
  }

  /** Whether a change would cost a record its files, because its update empties what can't be sent back. */
  losesFiles(kind: Kind, { row, parent }: ArchivedRecord): boolean {
    if (kind.id !== 'list-element') return false;
    const fields = this.#filesOfList.get(parent?.id ?? '') ?? [];
    return fields.some((field) => elementsOf(row[field]).some((value) => textOf(value) !== ''));
  }
}

/** `UF_CRM_5_TEXT` and `ufCrm5Text` are one field. */
function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, field: Value): void {
  map.set(key, [...(map.get(key) ?? []), field]);
}
