import type { Topic } from '../types.ts';

export const profile: Topic = {
  id: 'profile',
  question: { ru: 'Как удалить свой профиль?', en: 'How do I delete my own profile?' },
  answer: [
    {
      text: {
        ru: 'Только в мобильном приложении и только для облачного портала. Это запрос: он исполняется в течение 30 дней, и администраторы о нём узнают.',
        en: 'Only in the mobile app, and only for a cloud portal. It is a request: it is carried out within 30 days, and administrators are told.',
      },
      from: ['profile'],
    },
    {
      text: {
        ru: 'Файлы и всё написанное вами при этом остаются. Удалите их раньше, если хотите, чтобы они ушли.',
        en: 'Your files and all that you wrote stay. Delete them before, if you want them gone.',
      },
      from: ['profile', 'profileOlder'],
    },
  ],
  blocks: [
    {
      block: 'warning',
      claim: {
        text: {
          ru: 'Если вы единственный администратор, вместе с профилем удалится весь портал. Сначала дайте права администратора другому.',
          en: 'If you are the only administrator, the whole portal is deleted with your profile. Give the rights to somebody else first.',
        },
        from: ['profile'],
      },
    },
    {
      block: 'warning',
      claim: {
        text: {
          ru: 'На бесплатном тарифе администратор один, и передать права, по более раннему тексту справки, нельзя. Для него «Удалить профиль» значит «удалить портал».',
          en: 'The Free plan has one administrator, and an older help text says that the rights cannot be passed on. For that person “Delete account” means “delete the portal”.',
        },
        from: ['freeAdministrator'],
        unconfirmed: true,
      },
    },
    {
      block: 'steps',
      title: { ru: 'По шагам', en: 'Step by step' },
      claims: [
        {
          text: {
            ru: 'Заберите своё: `bye24 export` с вашим собственным вебхуком. После удаления профиля вернуться будет некуда.',
            en: 'Take home what is yours: `bye24 export` with your own webhook. There is no way back in after the deletion.',
          },
          ours: true,
        },
        {
          text: {
            ru: 'Мобильное приложение → войти → ваше фото → профиль → карандаш → внизу «Удалить профиль». В прежних версиях: «Ещё» → «Редактировать профиль» → «Удалить профиль».',
            en: 'Mobile app → log in → your photo → profile → the pencil → at the bottom “Delete account”. In earlier versions: More → Edit profile → Delete.',
          },
          from: ['profile', 'profileOlder'],
        },
        {
          text: {
            ru: 'Прочитать предупреждение → «Продолжить» → войти в браузере телефона тем же способом, каким заводилась учётная запись → «Далее».',
            en: 'Read the warning → Continue → log in, in the phone’s browser, in the way in which the account was made → Next.',
          },
          from: ['profile'],
        },
        {
          text: {
            ru: 'Отметить прочитанное, указать причину, подтвердить → «Отправить запрос».',
            en: 'Tick what you have read, give a reason, confirm → Send request.',
          },
          from: ['profile'],
        },
        {
          text: {
            ru: 'Один запрос — один профиль на одном портале. Если порталов несколько, повторите на каждом.',
            en: 'One request is one profile on one portal. If you have several, repeat it on each.',
          },
          from: ['profile'],
        },
      ],
    },
    {
      block: 'facts',
      title: { ru: 'Что ещё стоит знать', en: 'What else to know' },
      claims: [
        {
          text: {
            ru: '«Адрес не найден» значит, что в браузере вы вошли не той учётной записью: выйдите, войдите правильной, очистите историю браузера.',
            en: '“This address could not be found” means that the browser is logged in with another account: log out, log in with the right one, clear the browser’s history.',
          },
          from: ['profile'],
        },
        {
          text: {
            ru: 'Можно ли отозвать запрос за эти 30 дней, в прочитанных нами текстах не сказано. Считайте, что нельзя.',
            en: 'Whether a request can be taken back within those 30 days, the texts that we read do not say. Act as if it could not.',
          },
          from: ['profile'],
          unconfirmed: true,
        },
        {
          text: {
            ru: 'Логин Битрикс24.Network — отдельная вещь: он переживает и профиль, и портал. Его удаляет поддержка по вашему письму.',
            en: 'The login of Bitrix24 Network is a separate thing: it outlives the profile and the portal. Support deletes it when you write to them.',
          },
          from: ['network', 'networkDeletion'],
        },
        {
          text: {
            ru: 'Через REST пользователя удалить нельзя никому, только деактивировать: имя и всё написанное остаются.',
            en: 'Nobody can delete a user over REST, only deactivate: the name and all that was written stay.',
          },
          from: ['users'],
        },
      ],
    },
  ],
};
