import type { Topic } from '../types.ts';

export const bins: Topic = {
  id: 'bins',
  question: {
    ru: 'Что можно вернуть после удаления, и сколько живут корзины?',
    en: 'What comes back after a deletion, and how long do recycle bins live?',
  },
  answer: [
    {
      text: {
        ru: '«Удалено» часто значит «в корзине»: обычно 30 дней. До этого срока вернуть можно, после — нельзя.',
        en: '“Deleted” often means “in a bin”, usually for 30 days. Until then it comes back, after that it does not.',
      },
      from: ['driveFiles', 'crmBin'],
    },
    {
      text: {
        ru: 'Из архива bye24 данные можно открыть, найти и перенести в другую систему, но портал из него не восстановить один в один.',
        en: 'From an archive of bye24 data can be opened, found and moved to another system; a portal cannot be put back from it as it was.',
      },
      ours: true,
    },
  ],
  blocks: [
    {
      block: 'facts',
      title: { ru: 'Возвращается', en: 'Comes back' },
      claims: [
        {
          text: {
            ru: 'Контакты, компании, сделки, лиды и другие элементы CRM: 30 дней в корзине CRM. REST её не показывает и не очищает.',
            en: 'Contacts, companies, deals, leads and other elements of the CRM: 30 days in the CRM bin. REST neither shows nor empties it.',
          },
          from: ['crmBin'],
        },
        {
          text: {
            ru: 'Элементы смарт-процессов: в корзине CRM, если она включена в настройках типа; где отключена, исчезают сразу. `bye24 plan --bins-off` отключит её перед удалением.',
            en: 'Items of smart processes: in the CRM bin where their type has it switched on; elsewhere they are gone at once. `bye24 plan --bins-off` switches it off before they go.',
          },
          from: ['smartTypes'],
        },
        {
          text: {
            ru: 'Задачи: корзина задач, обычно те же 30 дней; документация об этом молчит.',
            en: 'Tasks: the bin of tasks, usually for the same 30 days; the documentation is silent about it.',
          },
          from: ['taskDeletion'],
          unconfirmed: true,
        },
        {
          text: {
            ru: 'Файлы Диска: 30 дней — если их удалили обычным способом. bye24 по плану удаляет их сразу навсегда, и план это говорит.',
            en: 'Files of the drive: 30 days, if they were deleted in the ordinary way. By a plan, bye24 deletes them for good at once, and the plan says so.',
          },
          from: ['driveFiles'],
        },
        {
          text: { ru: 'Страницы сайтов: 30 дней.', en: 'Pages of sites: 30 days.' },
          from: ['siteBin'],
        },
        {
          text: {
            ru: 'Документы базы знаний 2.0: лежат в корзине, пока их не удалит человек.',
            en: 'Documents of Knowledge base 2.0: in the bin until a person deletes them.',
          },
          from: ['noteBin'],
        },
        {
          text: {
            ru: 'Уволенный сотрудник: его можно принять обратно, с тем же именем и всеми записями.',
            en: 'A dismissed employee: can be taken back, with the same name and all records.',
          },
          from: ['users', 'dismissal'],
        },
      ],
    },
    {
      block: 'facts',
      title: { ru: 'Не возвращается', en: 'Does not come back' },
      claims: [
        {
          text: { ru: 'Удалённый портал.', en: 'A deleted portal.' },
          from: ['idlePortal'],
        },
        {
          text: {
            ru: 'Профиль, удалённый по запросу из мобильного приложения.',
            en: 'A profile that was deleted by a request from the mobile app.',
          },
          from: ['profile'],
        },
        {
          text: {
            ru: 'Письма: «удалить» переносит их в папку на почтовом сервере; что дальше — решает сам сервер.',
            en: 'Mails: “delete” moves them to a folder of the mail server; what follows is up to that server.',
          },
          from: ['mailDeletion'],
        },
        {
          text: {
            ru: 'Выданный пропуск: приложения и вебхуки уже получили то, что получили. Удаление на портале их копий не касается.',
            en: 'What was handed out: applications and webhooks have received what they have received. A deletion on the portal does not reach their copies.',
          },
          ours: true,
        },
      ],
    },
  ],
};
