import type { Text } from '../base/text.ts';

/** Where a fact comes from. */
export interface Source {
  readonly title: Text;
  readonly address: string;
  /** Who speaks: the maker's help, its documentation for developers, its own program, its blog, or somebody else. */
  readonly who: 'help' | 'documentation' | 'program' | 'blog' | 'others';
  /** Month of the text, where it is known; help pages bear no date. */
  readonly of?: string;
  /** Month in which we read it. */
  readonly read: string;
}

const read = '2026-11';

function help(number: number, ru: string, en: string): Source {
  return { title: { ru, en }, address: `https://helpdesk.bitrix24.com/open/${number}/`, who: 'help', read };
}

function documentation(page: string, ru: string, en: string): Source {
  return {
    title: { ru, en },
    address: `https://github.com/bitrix-tools/b24-rest-docs/blob/main/${page}`,
    who: 'documentation',
    of: '2026-08',
    read,
  };
}

/** Every source of the guide. */
export const sources = {
  profile: help(16215364, 'Справка: удаление профиля', 'Help: delete a profile'),
  profileOlder: {
    title: {
      ru: 'Справка (нем.): удаление профиля, более ранний текст',
      en: 'Help (German): delete a profile, an older text',
    },
    address: 'https://helpdesk.bitrix24.de/open/22218822/',
    who: 'help',
    read,
  },
  freeAdministrator: {
    title: {
      ru: 'Справка (нем.): администраторы на бесплатном тарифе',
      en: 'Help (German): administrators on the Free plan',
    },
    address: 'https://helpdesk.bitrix24.de/open/1332492/',
    who: 'help',
    read,
  },
  network: help(6275737, 'Справка: учётная запись Битрикс24.Network', 'Help: the Bitrix24 Network account'),
  networkDeletion: help(17578576, 'Справка: удаление учётной записи', 'Help: delete an account'),
  dismissal: help(9915725, 'Справка: увольнение сотрудника', 'Help: dismiss an employee'),
  dismissalHooks: help(25785571, 'Справка: увольнение и интеграции', 'Help: dismissal and integrations'),
  cancel: help(17226116, 'Справка: отмена подписки', 'Help: cancel a subscription'),
  afterPlan: help(1348537, 'Справка: что будет после окончания тарифа', 'Help: what happens when a plan ends'),
  idlePortal: help(21129094, 'Справка: удаление бездействующих порталов', 'Help: deletion of idle accounts'),
  idlePortalOlder: help(1348397, 'Справка: то же, более ранний текст', 'Help: the same, an older text'),
  accounts: {
    title: { ru: 'Блог Битрикс24: управление порталами', en: 'Bitrix24 blog: handling accounts' },
    address: 'https://www.bitrix24.com/amp/blogs/new-settings-to-efficiently-handle-bitrix24-accounts.html',
    who: 'blog',
    read,
  },
  drive: help(8164293, 'Справка: Битрикс24.Диск', 'Help: Bitrix24.Drive'),
  driveShared: help(17606018, 'Справка: общий Диск компании на компьютере', 'Help: Company Drive on a computer'),
  appDisconnect: help(12482628, 'Справка: приложение для компьютера', 'Help: the desktop app'),
  cask: {
    title: { ru: 'Homebrew: остатки приложения для macOS', en: 'Homebrew: leftovers of the app for macOS' },
    address: 'https://github.com/Homebrew/homebrew-cask/blob/main/Casks/b/bitrix24.rb',
    who: 'others',
    read,
  },
  packages: {
    title: { ru: 'AUR: пакет приложения для Linux', en: 'AUR: a package of the app for Linux' },
    address: 'https://aur.archlinux.org/packages/bitrix24',
    who: 'others',
    read,
  },
  crmBin: {
    title: { ru: 'Справка (нем.): корзина CRM', en: 'Help (German): the CRM recycle bin' },
    address: 'https://helpdesk.bitrix24.de/open/8868123/',
    who: 'help',
    read,
  },
  smartTypes: documentation(
    'api-reference/crm/universal/user-defined-object-types/crm-type-update.md',
    'Документация: crm.type.update, настройка «корзина»',
    'Documentation: crm.type.update, the setting of the bin',
  ),
  supportCopy: {
    title: { ru: 'Справка (польск.): выгрузка силами поддержки', en: 'Help (Polish): an export made by support' },
    address: 'https://helpdesk.bitrix24.pl/open/10186760/',
    who: 'help',
    read,
  },
  boxMove: help(8456501, 'Справка: перенос облака в коробку', 'Help: moving a cloud portal to a box'),
  noBackups: {
    title: { ru: 'Статья интегратора о переносе из облака', en: 'An integrator on moving out of the cloud' },
    address: 'https://vc.ru/pinall',
    who: 'others',
    read,
  },
  cachePage: {
    title: { ru: 'Курс 1С-Битрикс, урок 2164: автокеширование', en: '1C-Bitrix course, lesson 2164: autocaching' },
    address: 'https://dev.1c-bitrix.ru/learning/course/?LESSON_ID=2164',
    who: 'documentation',
    read,
  },
  cacheProgram: {
    title: { ru: 'Модуль main: как очищается кеш', en: 'The module main: how the cache is cleared' },
    address: 'bitrix/modules/main/classes/general/cache_files_cleaner.php',
    who: 'program',
    of: '2026-05',
    read,
  },
  redisSessions: {
    title: {
      ru: 'Курс 1С-Битрикс, урок 14026: хранение сессий',
      en: '1C-Bitrix course, lesson 14026: where sessions are kept',
    },
    address: 'https://dev.1c-bitrix.ru/learning/course/?LESSON_ID=14026',
    who: 'documentation',
    read,
  },
  appPasswords: {
    title: { ru: 'Модуль main: таблица паролей приложений', en: 'The module main: the table of application passwords' },
    address: 'bitrix/modules/main: b_app_password',
    who: 'program',
    of: '2026-05',
    read,
  },
  users: documentation('api-reference/user/index.md', 'REST: пользователи', 'REST: users'),
  systemUsers: documentation('settings/system-user.md', 'REST: системные пользователи', 'REST: system users'),
  restAccess: documentation(
    'first-steps/access-to-rest-api.md',
    'REST: на каких тарифах работает',
    'REST: on which plans it works',
  ),
  webhooks: documentation('local-integrations/local-webhooks.md', 'REST: вебхуки', 'REST: webhooks'),
  driveFiles: documentation('api-reference/disk/file/index.md', 'REST: файлы Диска', 'REST: files of the Drive'),
  driveRestore: documentation(
    'api-reference/disk/file/disk-file-restore.md',
    'REST: корзина Диска',
    'REST: the bin of the Drive',
  ),
  siteBin: documentation(
    'api-reference/landing/page/methods/landing-landing-mark-delete.md',
    'REST: корзина сайтов',
    'REST: the bin of sites',
  ),
  noteBin: documentation(
    'api-reference/note/document/note-document-delete.md',
    'REST: корзина базы знаний',
    'REST: the bin of the knowledge base',
  ),
  chats: documentation(
    'api-reference/chats/messages/im-dialog-messages-get.md',
    'REST: сообщения чатов',
    'REST: messages of chats',
  ),
  chatDeletion: documentation(
    'api-reference/chats/messages/im-message-delete.md',
    'REST: удаление сообщений',
    'REST: deleting messages',
  ),
  templates: documentation(
    'api-reference/bizproc/template/bizproc-workflow-template-delete.md',
    'REST: удаление шаблонов процессов',
    'REST: deleting templates of processes',
  ),
  mailDeletion: documentation('api-reference/mail/message/mail-message-movetofolder.md', 'REST: письма', 'REST: mails'),
  taskDeletion: documentation(
    'api-reference/tasks/tasks-task-delete.md',
    'REST: удаление задачи',
    'REST: deleting a task',
  ),
  order179: {
    title: { ru: 'Приказ Роскомнадзора № 179 от 28.10.2022', en: 'Roskomnadzor order No. 179 of 28.10.2022' },
    address: 'http://publication.pravo.gov.ru/Document/View/0001202211290008',
    who: 'others',
    of: '2022-11',
    read,
  },
} as const satisfies Readonly<Record<string, Source>>;

export type SourceId = keyof typeof sources;

/** A source by its name. */
export function sourceOf(id: SourceId): Source {
  return sources[id];
}
