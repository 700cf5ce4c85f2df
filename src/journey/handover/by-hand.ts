import type { Text } from '../../base/text.ts';
import type { PlanFacts } from '../plan/facts.ts';
import type { ByHandStep } from '../types.ts';
import type { Handover } from './plan.ts';

interface Work {
  readonly name: Text;
  readonly kind: string;
  readonly path?: (handover: Handover) => string;
  readonly steps: Text;
  readonly why: Text;
}

/** What no method hands over. The robots come first: they act on the very changes that a hand-over makes. */
const WORK: readonly Work[] = [
  {
    kind: 'user',
    name: { ru: 'Роботы и триггеры', en: 'Automation rules and triggers' },
    path: () => '/crm/deal/automation/0/',
    steps: {
      ru: 'До передачи: CRM → Сделки → Роботы (и в лидах, смарт-процессах, задачах): роботы и триггеры, которые срабатывают на смену ответственного, выключите. После передачи включите снова.',
      en: 'Before the hand-over: CRM → Deals → Automation rules (and in leads, smart processes, tasks): switch off rules and triggers that act when the responsible person changes. Switch them on again after it.',
    },
    why: {
      ru: 'Изменения через REST запускают роботов и уведомления, а сами роботы через REST не отдаются.',
      en: 'Changes through REST start automation rules and notifications, and REST does not give the rules.',
    },
  },
  {
    kind: 'bp-template',
    name: { ru: 'Участники шаблонов процессов', en: 'Participants of process templates' },
    steps: {
      ru: 'В дизайнере каждого шаблона замените уходящего в заданиях и уведомлениях на преемника.',
      en: 'In the designer of each template put the successor in the leaver’s place in assignments and notifications.',
    },
    why: { ru: 'REST не меняет нарисованные шаблоны.', en: 'REST does not change templates that were drawn.' },
  },
  {
    kind: 'calendar-event',
    name: { ru: 'Встречи уходящего', en: 'The leaver’s meetings' },
    path: ({ from }) => `/company/personal/user/${from}/calendar/`,
    steps: {
      ru: 'Откройте календарь уходящего и создайте его будущие встречи заново от имени преемника, затем отмените старые.',
      en: 'Open the leaver’s calendar, make the coming meetings again as the successor, then cancel the old ones.',
    },
    why: { ru: 'Владельца события портал не меняет.', en: 'The portal does not change the owner of an event.' },
  },
  {
    kind: 'disk-storage',
    name: { ru: 'Личный диск уходящего', en: 'The leaver’s own drive' },
    path: ({ from }) => `/company/personal/user/${from}/disk/path/`,
    steps: {
      ru: 'Файлы личного диска есть в архиве, если он пополнялся и через подключение уходящего (`bye24 team`). Рабочие файлы загрузите на общий диск или диск группы.',
      en: 'The files of the own drive are in the archive where it was filled through the leaver’s connection, too (`bye24 team`). Upload work files to the company drive or that of a group.',
    },
    why: {
      ru: 'После увольнения личный диск открывается только администратору, а прав на файлы REST не передаёт.',
      en: 'After a dismissal only an administrator opens the own drive, and REST does not hand over rights to files.',
    },
  },
  {
    kind: 'open-line',
    name: { ru: 'Открытые линии', en: 'Open channels' },
    path: () => '/contact_center/',
    steps: {
      ru: 'CRM → Контакт-центр → линия → Настройки → Очередь: уберите уходящего, добавьте преемника. Текущие диалоги переведите на него.',
      en: 'CRM → Contact center → the channel → Settings → Queue: take the leaver out, put the successor in. Forward running dialogs.',
    },
    why: {
      ru: 'Метод линии заменяет очередь целиком и не показывает всех её участников, поэтому bye24 её не трогает.',
      en: 'The method replaces the whole queue and does not show all of its members, so bye24 leaves it alone.',
    },
  },
  {
    kind: 'call',
    name: { ru: 'Телефония', en: 'Telephony' },
    path: () => '/telephony/',
    steps: {
      ru: 'Телефония → Настройки: уберите уходящего из групп очереди и правил номера, добавьте преемника.',
      en: 'Telephony → Configure: take the leaver out of queue groups and number rules, put the successor in.',
    },
    why: { ru: 'Очереди телефонии через REST не меняются.', en: 'REST does not change telephony queues.' },
  },
];

/** The by-hand part of a hand-over, each step confirmed by a person. */
export function byHandOf({ portal }: PlanFacts, handover: Handover): readonly Omit<ByHandStep, 'number'>[] {
  return WORK.map(({ kind, name, path, steps, why }) => ({
    kind,
    name: name.ru === name.en ? name.ru : `${name.ru} · ${name.en}`,
    steps,
    why,
    ...(path === undefined ? {} : { url: `https://${portal}${path(handover)}` }),
    check: 'person' as const,
  }));
}
