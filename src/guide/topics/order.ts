import type { Topic } from '../types.ts';

export const order: Topic = {
  id: 'order',
  question: {
    ru: 'Ухожу из Битрикс24. С чего начать и в каком порядке?',
    en: 'I am leaving Bitrix24. Where do I begin, and in which order?',
  },
  answer: [
    {
      text: {
        ru: 'Сначала забрать и проверить, потом удалять, в самом конце — закрывать двери. Почти всё, что идёт не так, идёт не так из-за порядка.',
        en: 'First take and check, then delete, and close the doors last. Nearly everything that goes wrong, goes wrong in the order.',
      },
      ours: true,
    },
    {
      text: {
        ru: 'Начните, пока тариф оплачен: без него REST, через который всё забирается, не отвечает.',
        en: 'Begin while your plan is paid: without one, REST, by which everything is taken, does not answer.',
      },
      from: ['restAccess'],
    },
  ],
  blocks: [
    {
      block: 'steps',
      title: { ru: 'Порядок', en: 'The order' },
      claims: [
        {
          text: {
            ru: 'Забрать всё и проверить копию: `bye24 export`, `bye24 verify`. Личные чаты, личный Диск и почту отдаёт только подключение их владельца — соберите вебхуки сотрудников до того, как их уволите.',
            en: 'Take everything and check the copy: `bye24 export`, `bye24 verify`. Private chats, private drives and mail are given only to their owner’s connection: collect the webhooks of employees before you dismiss them.',
          },
          from: ['chats'],
        },
        {
          text: {
            ru: 'Открыть архив и посмотреть глазами: `bye24 open`, `bye24 search`. Копия, в которую никто не заглянул, — ещё не копия.',
            en: 'Open the archive and look with your own eyes: `bye24 open`, `bye24 search`. A copy that nobody has looked into is not a copy yet.',
          },
          ours: true,
        },
        {
          text: {
            ru: 'Отключить чужие вебхуки и приложения: пока они живы, они продолжают забирать и менять данные.',
            en: 'Switch off other webhooks and applications: while they live, they go on taking and changing data.',
          },
          from: ['webhooks'],
        },
        {
          text: {
            ru: 'Передать дела тем, кто остаётся: после увольнения человек остаётся ответственным там, где он был.',
            en: 'Hand work over to those who stay: after dismissal a person stays responsible wherever they were.',
          },
          from: ['users'],
        },
        {
          text: {
            ru: 'Папку Диска на компьютере не трогать, пока работает приложение: удаление на компьютере удаляет и на портале. Сначала закрыть приложение — `bye24 desktop remove` делает это первым.',
            en: 'Leave the folder of the drive alone while the app runs: deleting on the computer deletes on the portal. Quit the app first; `bye24 desktop remove` does that before anything else.',
          },
          from: ['drive'],
        },
        {
          text: {
            ru: 'Удалить данные по плану, который можно прочитать и отрепетировать: `bye24 plan`, `bye24 rehearse`, `bye24 apply`, `bye24 prove`.',
            en: 'Delete data by a plan that can be read and rehearsed: `bye24 plan`, `bye24 rehearse`, `bye24 apply`, `bye24 prove`.',
          },
          ours: true,
        },
        {
          text: {
            ru: 'Очистить корзины вручную: через REST их не видно, и в них всё лежит ещё до 30 дней.',
            en: 'Empty the recycle bins by hand: REST does not show them, and everything lies there for up to 30 days more.',
          },
          from: ['driveRestore', 'crmBin'],
        },
        {
          text: {
            ru: 'Уволить сотрудников; отменить продление подписки; удалить портал или дать ему исчезнуть.',
            en: 'Dismiss employees; cancel the renewal; delete the portal, or let it lapse.',
          },
          from: ['accounts', 'cancel'],
        },
        {
          text: {
            ru: 'Самым последним — учётная запись Битрикс24.Network (её удаляет поддержка по письму) и приложение на телефоне.',
            en: 'Last of all, the Bitrix24 Network account (support deletes it when you write to them), and the app on the phone.',
          },
          from: ['network', 'networkDeletion'],
        },
      ],
    },
    {
      block: 'warning',
      claim: {
        text: {
          ru: 'Не начинайте с «Удалить профиль», если вы единственный администратор: вместе с вами исчезнет весь портал.',
          en: 'Do not begin with “Delete account” if you are the only administrator: the whole portal goes with you.',
        },
        from: ['profile'],
      },
    },
  ],
};
