import type { Text } from '../base/text.ts';

/** Something that nobody can take over REST, or delete, or that bye24 leaves where it is, with the ground for it. */
interface Impossible {
  readonly id: string;
  /** left: it could be taken, and is not, on purpose. */
  readonly what: 'take' | 'delete' | 'both' | 'left';
  readonly title: Text;
  readonly why: Text;
  /** Page of the vendor's documentation, or the section in which the method is missing. */
  readonly source: string;
}

/** What the end report names even when everything went well. */
export const impossible: readonly Impossible[] = [
  {
    id: 'field-history',
    what: 'take',
    title: {
      ru: 'История изменений полей и системный таймлайн CRM',
      en: 'History of field changes and system timeline of the CRM',
    },
    why: {
      ru: 'Такого метода нет; история исчезает вместе с элементом.',
      en: 'There is no such method; the history goes with its element.',
    },
    source: 'api-reference/crm/timeline/',
  },
  {
    id: 'robots',
    what: 'both',
    title: { ru: 'Роботы и триггеры', en: 'Automation rules and triggers' },
    why: {
      ru: 'REST отдаёт приложению только его собственных роботов. Удаляются вручную.',
      en: 'REST gives an application only its own rules. They are deleted by hand.',
    },
    source: 'api-reference/bizproc/bizproc-robot/bizproc-robot-list.md',
  },
  {
    id: 'finished-processes',
    what: 'both',
    title: { ru: 'История завершённых бизнес-процессов', en: 'History of finished business processes' },
    why: { ru: 'Отдаются только работающие процессы.', en: 'Only running processes are given.' },
    source: 'api-reference/bizproc/bizproc-workflow-instances.md',
  },
  {
    id: 'bins',
    what: 'take',
    title: { ru: 'Содержимое корзин', en: 'What lies in recycle bins' },
    why: {
      ru: 'Корзины CRM, задач и Диска REST не показывает.',
      en: 'REST does not show the bins of the CRM, of tasks and of the Drive.',
    },
    source: 'api-reference/disk/file/disk-file-restore.md',
  },
  {
    id: 'access-rights',
    what: 'take',
    title: { ru: 'Права доступа и публичные ссылки Диска', en: 'Access rights and public links of the Drive' },
    why: {
      ru: 'Права не читаются, а метод публичной ссылки создаёт её, если её не было.',
      en: 'Rights cannot be read, and the method for a public link makes one where there was none.',
    },
    source: 'api-reference/disk/rights/disk-rights-get-tasks.md',
  },
  {
    id: 'other-chats',
    what: 'both',
    title: { ru: 'Чужие чаты', en: 'Other people’s chats' },
    why: {
      ru: 'Чат читает только его участник, администратор тоже. Удалить чат целиком нельзя, чужие и старые сообщения — тоже. Личные диски, календари и почту bye24 забирает и удаляет через подключение того, чьи они (`bye24 team`).',
      en: 'Only a member reads a chat, an administrator too. A chat cannot be deleted whole, nor can old messages or those of others. Private drives, calendars and mail bye24 takes and deletes through the connection of whoever they belong to (`bye24 team`).',
    },
    source: 'api-reference/chats/messages/im-dialog-messages-get.md',
  },
  {
    id: 'chat-members',
    what: 'left',
    title: { ru: 'Списки участников чатов', en: 'Lists of members of chats' },
    why: {
      ru: 'Кто писал в чат, видно по сообщениям. Список участников bye24 берёт только из таблиц коробки (`bye24 box export`).',
      en: 'Who wrote in a chat is seen from its messages. bye24 takes the list of members from the tables of a box alone (`bye24 box export`).',
    },
    source: 'api-reference/chats/chat-users/im-dialog-users-list.md',
  },
  {
    id: 'feed-comments',
    what: 'take',
    title: { ru: 'Тексты чужих комментариев Ленты', en: 'Texts of other people’s comments in the Feed' },
    why: {
      ru: 'Комментарии отдаются по авторам, и текст чужих бывает пустым. Полный текст даёт подключение автора.',
      en: 'Comments are given by author, and the text of others may be empty. The author’s own connection gives it.',
    },
    source: 'api-reference/log/blogcomment/log-blogcomment-user-get.md',
  },
  {
    id: 'mail-attachments',
    what: 'take',
    title: { ru: 'Вложения писем', en: 'Attachments of mails' },
    why: {
      ru: 'REST говорит, что вложения есть, но не отдаёт их. bye24 не удаляет такие письма, а `bye24 by-hand` показывает каждое со ссылкой.',
      en: 'REST says that there are attachments but does not give them. bye24 deletes no such mail, and `bye24 by-hand` shows each with its link.',
    },
    source: 'api-reference/mail/message/mail-message-get.md',
  },
  {
    id: 'note-files',
    what: 'take',
    title: { ru: 'Файлы базы знаний 2.0', en: 'Files of Knowledge base 2.0' },
    why: {
      ru: 'Отдаются только имя и размер. `bye24 by-hand` показывает, в каких документах они есть.',
      en: 'Only name and size are given. `bye24 by-hand` shows the documents that have them.',
    },
    source: 'api-reference/note/file/note-file-get.md',
  },
  {
    id: 'list-files',
    what: 'take',
    title: { ru: 'Свойства «Файл» универсальных списков', en: 'Properties of the type File in lists' },
    why: {
      ru: 'Ссылка открывается только в браузере после входа. `bye24 by-hand` показывает каждый файл со ссылкой.',
      en: 'The link opens only in a browser after signing in. `bye24 by-hand` shows each file with its link.',
    },
    source: 'api-reference/lists/elements/lists-element-get-file-url.md',
  },
  {
    id: 'consents',
    what: 'both',
    title: { ru: 'Сами согласия на обработку данных', en: 'The consents to data processing themselves' },
    why: { ru: 'Есть только тексты соглашений.', en: 'Only texts of agreements are there.' },
    source: 'api-reference/user-consent/user-consent-agreement-list.md',
  },
  {
    id: 'call-statistics',
    what: 'delete',
    title: { ru: 'Статистика звонков', en: 'Call statistics' },
    why: {
      ru: 'Метода удаления нет. Записи разговоров удаляются как файлы Диска.',
      en: 'There is no method that deletes it. Recordings are deleted as files of the Drive.',
    },
    source: 'api-reference/telephony/voximplant/voximplant-statistic-get.md',
  },
  {
    id: 'work-time',
    what: 'delete',
    title: { ru: 'Учёт рабочего времени', en: 'Work time' },
    why: { ru: 'Метода удаления нет.', en: 'There is no method that deletes it.' },
    source: 'api-reference/timeman/record/index.md',
  },
  {
    id: 'time-reports',
    what: 'left',
    title: { ru: 'Графики работы и отчёты о присутствии', en: 'Work schedules and reports of presence' },
    why: {
      ru: 'Списка графиков нет, номер графика виден только на его странице. Отчёты портал считает из рабочего времени, которое берётся.',
      en: 'There is no list of schedules: the number of one is seen on its page alone. Reports are reckoned from work time, which is taken.',
    },
    source: 'api-reference/timeman/timecontrol/timeman-timecontrol-reports-get.md',
  },
  {
    id: 'activity-bindings',
    what: 'left',
    title: { ru: 'Второстепенные привязки дел CRM', en: 'Further bindings of CRM activities' },
    why: {
      ru: 'Дело берётся с тем элементом, которому оно принадлежит, и с теми, с кем связывались. Остальные привязки REST отдаёт по одному делу за запрос.',
      en: 'An activity comes with the element that it belongs to and with those who were contacted. REST gives any others for one activity at a time.',
    },
    source: 'api-reference/crm/timeline/activities/binding/crm-activity-binding-list.md',
  },
  {
    id: 'event-log',
    what: 'delete',
    title: { ru: 'Журнал событий', en: 'Event log' },
    why: { ru: 'Метода удаления нет.', en: 'There is no method that deletes it.' },
    source: 'api-reference/event-log/main-eventlog-list.md',
  },
  {
    id: 'signed-documents',
    what: 'both',
    title: { ru: 'Подписанные кадровые документы', en: 'Signed HR documents' },
    why: {
      ru: 'Отдаются только приложению (`bye24 connect --oauth`), не вебхуку; удалить их нельзя.',
      en: 'Given to an application only (`bye24 connect --oauth`), not to a webhook; they cannot be deleted.',
    },
    source: 'api-reference/sign/index.md',
  },
  {
    id: 'stage-history',
    what: 'delete',
    title: { ru: 'История стадий', en: 'Stage history' },
    why: {
      ru: 'Отдельно не удаляется, уходит с элементом.',
      en: 'It is not deleted by itself, it goes with its element.',
    },
    source: 'api-reference/crm/crm-stage-history-list.md',
  },
  {
    id: 'polls',
    what: 'both',
    title: { ru: 'Опросы в чатах', en: 'Polls in chats' },
    why: {
      ru: 'Опрос отдаётся по номеру сообщения, а в каких сообщениях чата есть опросы, REST не говорит. Опросы Ленты берутся.',
      en: 'A poll is given by the number of its message, and REST does not say which messages of a chat are polls. Polls of the Feed are taken.',
    },
    source: 'api-reference/vote/vote.attachedvote.get.md',
  },
  {
    id: 'tracking',
    what: 'take',
    title: { ru: 'Следы сквозной аналитики', en: 'Traces of Sales Intelligence' },
    why: { ru: 'Метода списка нет.', en: 'There is no method that lists them.' },
    source: 'api-reference/crm/tracking/index.md',
  },
  {
    id: 'duplicates',
    what: 'left',
    title: { ru: 'Списки дубликатов CRM', en: 'Lists of duplicates in the CRM' },
    why: {
      ru: 'Портал ищет их по телефонам, почте и названиям, а те забраны.',
      en: 'The portal reckons them from phones, e-mails and names, which are taken.',
    },
    source: 'api-reference/crm/duplicates/crm-duplicate-find-by-comm.md',
  },
  {
    id: 'other-app-storage',
    what: 'both',
    title: { ru: 'Хранилища и настройки чужих приложений', en: 'Storages and settings of other applications' },
    why: {
      ru: 'Приложение видит только своё, вебхук не видит ничьего. Своё подключённое приложение (`bye24 connect --oauth`) забирает.',
      en: 'An application sees only its own, a webhook none. An application that is the connection (`bye24 connect --oauth`) takes its own.',
    },
    source: 'api-reference/entity/entities/entity-get.md',
  },
  {
    id: 'ai-assistants',
    what: 'both',
    title: { ru: 'Промпты и настройки ИИ-помощников', en: 'Prompts and settings of AI assistants' },
    why: {
      ru: 'Методов нет; чаты с ними — обычные чаты их владельца.',
      en: 'There are no methods; chats with them are ordinary chats of their owner.',
    },
    source: 'api-reference/chats/im-recent-list.md',
  },
  {
    id: 'view-settings',
    what: 'left',
    title: {
      ru: 'Вид карточек, линии телефонии, роли и другие настройки портала',
      en: 'Layouts of cards, telephony lines, roles and other settings of the portal',
    },
    why: {
      ru: 'Это настройки самого портала: за его пределами они ничего не значат. Пароли SIP и платёжных систем не берутся намеренно.',
      en: 'These are settings of the portal itself and mean nothing outside it. Passwords of SIP and payment systems are left out on purpose.',
    },
    source: 'api-reference/crm/universal/item-details-configuration/crm-item-details-configuration-get.md',
  },
  {
    id: 'task-links',
    what: 'take',
    title: { ru: 'Связи задач на диаграмме Ганта', en: 'Links of tasks on a Gantt chart' },
    why: {
      ru: 'Метода списка нет: связь видна в истории задачи, когда её сделали и убрали.',
      en: 'There is no method that lists them: a task’s history shows when a link was made and removed.',
    },
    source: 'api-reference/tasks/task-dependence-delete.md',
  },
  {
    id: 'drive-bin-contents',
    what: 'left',
    title: { ru: 'Публичные ссылки и присоединённые копии файлов', en: 'Public links and attached copies of files' },
    why: {
      ru: 'Ссылка исчезает вместе с файлом; приложенный к задаче или посту файл берётся вместе с ними.',
      en: 'A link goes with its file; a file that a task or post has attached is taken with it.',
    },
    source: 'api-reference/disk/attached-object/disk-attached-object-get.md',
  },
  {
    id: 'own-marks',
    what: 'left',
    title: {
      ru: 'Личные отметки: избранное, закрепления, уведомления, план на день',
      en: 'Marks of a reader: favourites, pins, notifications, plan of the day',
    },
    why: {
      ru: 'Это отметки одного человека о прочитанном, а не данные компании.',
      en: 'They are one person’s marks on what was read, not data of the company.',
    },
    source: 'api-reference/tasks/user-actions/tasks-task-favorite-remove.md',
  },
  {
    id: 'app-parts',
    what: 'both',
    title: {
      ru: 'Части приложений: обработчики, встройки, коннекторы, источники BI, сервисы сообщений, связи с кадровыми системами',
      en: 'Parts of applications: handlers, placements, connectors, BI sources, message services, links to HR systems',
    },
    why: {
      ru: 'Каждое приложение видит и удаляет только своё; они уходят вместе с приложением.',
      en: 'Each application sees and deletes only its own; they go with the application.',
    },
    source: 'api-reference/events/event-get.md',
  },
  {
    id: 'users',
    what: 'delete',
    title: { ru: 'Учётные записи сотрудников', en: 'Accounts of employees' },
    why: {
      ru: 'REST только деактивирует: имя и всё написанное остаются. Перед этим bye24 может очистить профиль.',
      en: 'REST only deactivates: the name and all that was written stay. bye24 can clear the profile before.',
    },
    source: 'api-reference/user/index.md',
  },
  {
    id: 'authorship',
    what: 'delete',
    title: { ru: 'Авторство', en: 'Authorship' },
    why: {
      ru: 'Кто создал, написал и изменил запись, портал не даёт поменять: это уходит только вместе с записью.',
      en: 'Who made, wrote and changed a record cannot be altered: it goes only with the record.',
    },
    source: 'api-reference/user/index.md',
  },
  {
    id: 'provider-backups',
    what: 'delete',
    title: { ru: 'Резервные копии у поставщика', en: 'The provider’s own backups' },
    why: {
      ru: 'Удалённое хранится в них ещё какое-то время; срок называет договор с поставщиком.',
      en: 'What was deleted stays in them for some time; the contract with the provider tells how long.',
    },
    source: 'https://www.bitrix24.com/amp/blogs/new-settings-to-efficiently-handle-bitrix24-accounts.html',
  },
  {
    id: 'lapsed-plan',
    what: 'both',
    title: { ru: 'Всё, если тариф кончился', en: 'Everything, once the plan has lapsed' },
    why: {
      ru: 'REST работает только на платном тарифе. Начинайте до его окончания.',
      en: 'REST works on paid plans only. Begin before yours ends.',
    },
    source: 'first-steps/access-to-rest-api.md',
  },
];
