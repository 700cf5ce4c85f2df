import type { Text } from '../base/text.ts';
import { crmBin } from './crm/bin.ts';
import type { ByHand, Fate } from './kind.ts';
import { taskBin } from './tasks/bin.ts';

/** How it is seen that a step was done: by the API's own answers, or by a person who says so by name (I6). */
export type Check = { readonly by: 'api'; readonly how: Text } | { readonly by: 'person' };

/** Something that only a person can finish on a portal, beside the records that kinds declare so. */
interface HandWork {
  readonly id: string;
  readonly title: Text;
  readonly steps: Text;
  readonly why: Text;
  /** Page on the portal, where it has a fixed address. */
  readonly path?: string;
  readonly check: Check;
  /** Where the fact comes from. */
  readonly source: string;
  /** When in an exit: before anything is deleted, after it, or as the very last. */
  readonly when: 'before' | 'after' | 'last';
}

const person: Check = { by: 'person' };
const helpdesk = (number: number): string => `https://helpdesk.bitrix24.com/open/${number}/`;

function emptyOf(fate: Fate): ByHand {
  if (fate.to !== 'bin') throw new Error('a bin was expected');
  return fate.empty;
}

function bin(id: string, title: Text, fate: Fate, source: string): HandWork {
  const { steps, why, path } = emptyOf(fate);
  return { id, title, steps, why, ...(path && { path: path(undefined) }), check: person, source, when: 'after' };
}

/** All of it, in the order of an exit. */
export const handWork: readonly HandWork[] = [
  {
    id: 'applications',
    title: { ru: 'Вебхуки и приложения', en: 'Webhooks and applications' },
    path: '/devops/list/',
    steps: {
      ru: 'Разработчикам → Интеграции: удалите все вебхуки и локальные приложения, кроме вебхука bye24. Маркет → Ещё → Установленные: у каждого приложения «Удалить» с галочкой об удалении настроек и данных. Вебхук bye24 удалите последним.',
      en: 'Developer resources → Integrations: delete every webhook and local application but the webhook of bye24. Market → More → Installed: Uninstall each application with the tick that removes its settings and data. Delete the webhook of bye24 last of all.',
    },
    why: {
      ru: 'У REST нет документированного способа показать или удалить чужие вебхуки и приложения.',
      en: 'REST has no documented way to show or delete other webhooks and applications.',
    },
    check: {
      by: 'api',
      how: {
        ru: 'В журнале событий больше нет входов через вебхуки и приложения.',
        en: 'The event log shows no more sign-ins by webhooks and applications.',
      },
    },
    source: 'local-integrations/local-webhooks.md',
    when: 'before',
  },
  {
    id: 'robots',
    title: { ru: 'Роботы, триггеры, глобальные переменные', en: 'Automation rules, triggers, global variables' },
    path: '/crm/deal/automation/0/',
    steps: {
      ru: 'В каждой воронке откройте «Роботы» (CRM → Сделки → Роботы) и удалите роботов и триггеры на всех стадиях. Так же в лидах, смарт-процессах и задачах (Задачи → Роботы).',
      en: 'In each pipeline open Automation rules (CRM → Deals → Automation rules) and delete rules and triggers of every stage. The same in leads, smart processes and tasks (Tasks → Automation rules).',
    },
    why: {
      ru: 'Роботы не отдаются и не удаляются через REST. Пока они есть, они срабатывают на изменения при передаче дел.',
      en: 'REST neither gives nor deletes automation rules. While they are there, they act on the changes of a hand-over.',
    },
    check: person,
    source: 'api-reference/bizproc/bizproc-robot/bizproc-robot-list.md',
    when: 'before',
  },
  bin('crm-bin', { ru: 'Корзина CRM', en: 'CRM recycle bin' }, crmBin, 'https://helpdesk.bitrix24.de/open/8868123/'),
  bin(
    'task-bin',
    { ru: 'Корзина задач', en: 'Recycle bin of tasks' },
    taskBin,
    'api-reference/tasks/tasks-task-delete.md',
  ),
  {
    id: 'drive-bin',
    title: { ru: 'Корзина Диска', en: 'Drive recycle bin' },
    steps: {
      ru: 'На каждом диске (мой, общий, групп): ⚙ → Корзина → «Очистить корзину».',
      en: 'On every drive (own, company, groups): ⚙ → Recycle Bin → Empty Recycle Bin.',
    },
    why: {
      ru: 'bye24 удаляет файлы мимо корзины, но то, что люди удалили раньше, лежит в ней до 30 дней, и REST её не показывает.',
      en: 'bye24 deletes files past the bin, but what people deleted before lies in it for up to 30 days, and REST does not show it.',
    },
    check: person,
    source: 'api-reference/disk/file/disk-file-restore.md',
    when: 'after',
  },
  {
    id: 'notes-bin',
    title: { ru: 'Корзина базы знаний 2.0', en: 'Trash of Knowledge base 2.0' },
    steps: {
      ru: 'База знаний → Корзина: выделите всё и удалите навсегда.',
      en: 'Knowledge base → Trash: select everything and delete for good.',
    },
    why: {
      ru: 'REST убирает документы только в корзину; окончательно их удаляет человек.',
      en: 'REST only moves documents to the trash; a person deletes them for good.',
    },
    check: person,
    source: 'api-reference/note/document/note-document-delete.md',
    when: 'after',
  },
  {
    id: 'own-things',
    title: { ru: 'Личное сотрудников', en: 'What only an employee sees' },
    steps: {
      ru: 'Каждый сотрудник под своим именем: на своём Диске удаляет файлы и очищает корзину, в Календаре удаляет личные события, из чатов выходит, в Почте отключает ящик. Что забрано через подключения сотрудников, план перечисляет по именам, с числом записей.',
      en: 'Every employee, signed in as themselves: delete the files of their own Drive and empty its bin, delete private events of the Calendar, leave the chats, disable the mailbox. What came through employees’ connections the plan lists by name, with numbers of records.',
    },
    why: {
      ru: 'REST показывает это только подключению самого человека, а удаляет bye24 через одно подключение: через него не видно, осталось ли личное.',
      en: 'REST shows these to the person’s own connection alone, and bye24 deletes through one connection, which would not see whether they are still there.',
    },
    check: person,
    source: 'api-reference/disk/storage/disk-storage-get-list.md',
    when: 'after',
  },
  {
    id: 'mailboxes',
    title: { ru: 'Почтовые ящики', en: 'Mailboxes' },
    path: '/mail/',
    steps: {
      ru: 'Почта → выберите ящик → ⚙ → «Настройки ящика» → «Отключить». Отключить ящик может только тот, кто его подключил.',
      en: 'Webmail → choose the mailbox → ⚙ → Mailbox settings → Disable. Only the person who connected a mailbox can disable it.',
    },
    why: { ru: 'REST не отключает почтовые ящики.', en: 'REST does not disconnect mailboxes.' },
    check: {
      by: 'api',
      how: { ru: 'mail.mailbox.list больше не показывает ящик.', en: 'mail.mailbox.list no longer shows the mailbox.' },
    },
    source: helpdesk(21970368),
    when: 'after',
  },
  {
    id: 'consents',
    title: { ru: 'Согласия на обработку данных', en: 'Consents to data processing' },
    path: '/settings/configs/userconsent/',
    steps: {
      ru: 'Откройте страницу соглашений, у каждого соглашения — список согласий; нужные сохраните и удалите соглашение.',
      en: 'Open the page of agreements, then the list of consents of each; save those you need and delete the agreement.',
    },
    why: {
      ru: 'REST отдаёт тексты соглашений, но не сами согласия, и ничего из них не удаляет.',
      en: 'REST gives the texts of agreements but not the consents themselves, and deletes neither.',
    },
    check: person,
    source: 'api-reference/user-consent/user-consent-agreement-list.md',
    when: 'after',
  },
  {
    id: 'teams',
    title: { ru: 'Команды в структуре компании', en: 'Teams of the company structure' },
    path: '/hr/structure/',
    steps: {
      ru: 'Компания → Структура → у команды ⋯ → «Удалить команду».',
      en: 'Company → Company structure → ⋯ of the team → Delete team.',
    },
    why: { ru: 'REST удаляет отделы, но не команды.', en: 'REST deletes departments, but not teams.' },
    check: {
      by: 'api',
      how: {
        ru: 'humanresources.node.list с типом TEAM пуст.',
        en: 'humanresources.node.list of the type TEAM is empty.',
      },
    },
    source: 'api-reference/departments/node/index.md',
    when: 'after',
  },
  {
    id: 'dismissal',
    title: { ru: 'Увольнение с отключением интеграций', en: 'Dismissal with integrations switched off' },
    path: '/company/',
    steps: {
      ru: 'Если у сотрудника есть вебхуки или приложения: Сотрудники → ≡ → Уволить → «Отключить интеграции и уволить». Второй вариант оставляет скрытую копию учётной записи.',
      en: 'If an employee has webhooks or applications: Employees → ≡ → Dismiss → Disable integrations and dismiss. The other choice leaves a hidden copy of the account.',
    },
    why: {
      ru: 'REST деактивирует сотрудника, но не отключает его интеграции.',
      en: 'REST deactivates an employee, but does not switch the integrations off.',
    },
    check: {
      by: 'api',
      how: {
        ru: 'user.get показывает ACTIVE = false, а вызов по старому вебхуку отвечает 401.',
        en: 'user.get shows ACTIVE = false, and a call with the old webhook answers 401.',
      },
    },
    source: 'settings/system-user.md',
    when: 'last',
  },
  {
    id: 'own-profile',
    title: { ru: 'Свой профиль', en: 'Own profile' },
    steps: {
      ru: 'Только в мобильном приложении: фото профиля → карандаш → внизу «Удалить профиль» → прочитайте предупреждение → Продолжить → войдите в браузере телефона → укажите причину → «Отправить запрос». Если вы единственный администратор, сначала назначьте другого: иначе удалится весь портал.',
      en: 'Only in the mobile app: profile photo → pencil → at the bottom Delete account → read the warning → Continue → log in in the phone’s browser → give a reason → Send request. If you are the only administrator, appoint another first, or the whole portal is deleted.',
    },
    why: {
      ru: 'Удаление профиля — запрос человека из приложения; исполняется до 30 дней.',
      en: 'Deleting a profile is a person’s own request from the app; it is carried out within 30 days.',
    },
    check: {
      by: 'api',
      how: { ru: 'user.get больше не показывает человека.', en: 'user.get no longer shows the person.' },
    },
    source: helpdesk(16215364),
    when: 'last',
  },
  {
    id: 'subscription',
    title: { ru: 'Подписка', en: 'Subscription' },
    steps: {
      ru: 'Подписка → История покупок → «Отменить подписку». Делайте это в самом конце: без оплаченного тарифа REST перестаёт отвечать.',
      en: 'Subscription → Purchase history → Cancel subscription. Do it at the very end: without a paid plan REST stops answering.',
    },
    why: { ru: 'Через REST подпиской управлять нельзя.', en: 'REST does not manage the subscription.' },
    check: person,
    source: helpdesk(17226116),
    when: 'last',
  },
  {
    id: 'portal',
    title: { ru: 'Сам портал', en: 'The portal itself' },
    steps: {
      ru: 'Увольте всех сотрудников. Портал, у которого никогда не было платного тарифа, администратор удаляет сам; при платном тарифе, в том числе истёкшем, нужен запрос в поддержку.',
      en: 'Dismiss all employees. An administrator can delete a portal that never had a paid plan; with a paid plan, also an expired one, ask support.',
    },
    why: { ru: 'Метода удаления портала нет.', en: 'There is no method that deletes a portal.' },
    check: {
      by: 'api',
      how: {
        ru: 'Портал отвечает PORTAL_DELETED или не отвечает вовсе.',
        en: 'The portal answers PORTAL_DELETED, or not at all.',
      },
    },
    source: 'https://www.bitrix24.com/amp/blogs/new-settings-to-efficiently-handle-bitrix24-accounts.html',
    when: 'last',
  },
  {
    id: 'network-id',
    title: { ru: 'Учётная запись Битрикс24.Network', en: 'Bitrix24 Network account' },
    steps: {
      ru: 'Напишите в поддержку с адреса, на который заведена учётная запись, и попросите её удалить.',
      en: 'Write to support from the address of the account and ask to delete it.',
    },
    why: {
      ru: 'Это логин для всех порталов; он переживает удаление профиля и портала.',
      en: 'It is the login of all portals; it outlives the profile and the portal.',
    },
    check: person,
    source: helpdesk(6275737),
    when: 'last',
  },
];
