import type { Text } from '../../base/text.ts';
import type { RecordKey } from '../../archive/types.ts';

/** Why a record stays, in words for its owner. */
export const reasons = {
  chosen: { ru: 'Вы решили оставить эту запись.', en: 'You chose to keep this record.' },
  vanished: {
    ru: 'При последней выгрузке этой записи на портале уже не было.',
    en: 'The last export no longer found this record on the portal.',
  },
  inactive: { ru: 'Этот сотрудник уже уволен.', en: 'This employee is dismissed already.' },
  noLook: {
    ru: 'Портал не даёт перечитать такую запись перед удалением, поэтому bye24 её не трогает.',
    en: 'The portal has no way to read such a record again before it is deleted, so bye24 leaves it alone.',
  },
  onlyWithParent: {
    ru: 'Такая запись уходит только вместе с той, к которой относится, а та остаётся.',
    en: 'Such a record goes only together with the one that it belongs to, and that one stays.',
  },
  lastAdministrator: {
    ru: 'Без этого сотрудника на портале не останется ни одного администратора.',
    en: 'Without this employee the portal would have no administrator left.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Something would go along that may not go: the record stays because of `child`. */
export function becauseOf(child: RecordKey, why: Text): Text {
  const name = `${child.kind}:${child.id}`;
  return {
    ru: `Вместе с ней ушла бы запись ${name}, а она остаётся. ${why.ru}`,
    en: `Its deletion would take ${name} along, and that one stays. ${why.en}`,
  };
}

/** Why something may not go along with another record. */
export const blocks = {
  notMatched: {
    ru: 'Под выбранные условия она не подходит.',
    en: 'It does not meet the chosen conditions.',
  },
  notCascading: {
    ru: 'Такие записи удаляются только отдельно и осознанно.',
    en: 'Such records are only ever deleted on their own, knowingly.',
  },
  absent: { ru: 'В архиве её нет.', en: 'It is not in the archive.' },
  circle: { ru: 'Записи вложены друг в друга по кругу.', en: 'The records hold each other in a circle.' },
} as const satisfies Readonly<Record<string, Text>>;
