import type { Text } from '../../base/text.ts';
import type { RecordKey } from '../../archive/types.ts';
import type { Kind } from '../../kinds/kind.ts';
import { nameOf } from '../../archive/key-name.ts';

/** Why a record stays, in words for its owner. */
export const reasons = {
  chosen: { ru: 'Вы решили оставить эту запись.', en: 'You chose to keep this record.' },
  protected: {
    ru: 'Запись в списке тех, что никогда не удаляются.',
    en: 'It is on the list of records that must never go.',
  },
  vanished: {
    ru: 'При последней выгрузке этой записи на портале уже не было.',
    en: 'The last export no longer found this record on the portal.',
  },
  inactive: { ru: 'Этот сотрудник уже уволен.', en: 'This employee is dismissed already.' },
  noLook: {
    ru: 'Портал не даёт перечитать такую запись перед удалением, поэтому bye24 её не трогает.',
    en: 'The portal has no way to read such a record again before it is deleted, so bye24 leaves it alone.',
  },
  othersOnly: {
    ru: 'Её показывают не всем подключениям или не всю: через то, которое удаляет, не видно, осталась ли она и та же ли она.',
    en: 'Not every connection is shown it, or all of it: through the one that deletes nobody sees whether it is still there and still the same.',
  },
  inPart: {
    ru: 'Всю запись показывают только её автору, и в архиве её текста нет: удалить значило бы потерять его. Возьмите подключение автора (`bye24 team add`), выгрузите ещё раз и составьте план заново.',
    en: 'All of it is shown to its author alone, and the archive lacks its text: to delete it would be to lose it. Take the author’s connection (`bye24 team add`), export again, and plan anew.',
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
  const name = nameOf(child);
  return {
    ru: `Вместе с ней ушла бы запись ${name}, а она остаётся. ${why.ru}`,
    en: `Its deletion would take ${name} along, and that one stays. ${why.en}`,
  };
}

/** The same where REST does not say which records would go along. */
export function becauseOfKind({ title: { many } }: Pick<Kind, 'title'>): Text {
  return {
    ru: `Вместе с ней ушло бы и другое (${many.ru}), а из него уходит не всё; что к чему относится, портал не говорит.`,
    en: `Its deletion would take others along (${many.en}), not all of which go; the portal does not say which belong to it.`,
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

/** What somebody must delete themself, because nobody else is shown it. */
export function theirs(name: string, { title }: Pick<Kind, 'title'>, count: number): Text {
  return {
    ru: `${name} входит на портал под своим именем и удаляет: ${title.many.ru.toLowerCase()} (${count}). Другим их не показывают или показывают не целиком. Или возьмите подключение (\`bye24 team add\`) и составьте план заново: тогда они уйдут через него.`,
    en: `${name} signs in to the portal and deletes: ${title.many.en.toLowerCase()} (${count}). Others are not shown them, or not all of them. Or take their connection (\`bye24 team add\`) and plan again: then they go through it.`,
  };
}

export function webhookOf(name: string, userId: string): Text {
  return {
    ru: `Последним: удалите вебхук bye24, который сделал сотрудник ${name} (${userId}): Разработчикам → Интеграции. Потом \`bye24 team forget --who ${userId}\`.`,
    en: `Last of all: delete the webhook of bye24 that ${name} (${userId}) has made: Developer resources → Integrations. Then \`bye24 team forget --who ${userId}\`.`,
  };
}

export const webhookWhy: Text = {
  ru: 'У REST нет документированного способа удалить вебхук; пока он жив, он открывает портал тому, у кого есть адрес.',
  en: 'REST has no documented way to delete a webhook; as long as it lives, it opens the portal to whoever has its address.',
};

/** How a bin is emptied: what others threw into it is not for the plan's sake to go (I5). */
export function onlyPlanned({ ru, en }: Text): Text {
  return {
    ru: `${ru} Если там лежит и то, чего в этом плане нет, отметьте только названное в плане.`,
    en: `${en} Where other things lie there too, select only what this plan names.`,
  };
}
