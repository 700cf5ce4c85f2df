import type { Topic } from '../types.ts';

export const phone: Topic = {
  id: 'phone',
  question: { ru: 'А приложение на телефоне?', en: 'And the app on the phone?' },
  answer: [
    {
      text: {
        ru: 'Удаляйте его последним: именно из него отправляется запрос на удаление профиля.',
        en: 'Remove it last: the request to delete a profile is sent from it.',
      },
      from: ['profile'],
    },
    {
      text: {
        ru: 'Удаление приложения с телефона не удаляет ни профиля, ни портала.',
        en: 'Removing the app from the phone deletes neither the profile nor the portal.',
      },
      ours: true,
    },
  ],
  blocks: [
    {
      block: 'steps',
      title: { ru: 'По шагам', en: 'Step by step' },
      claims: [
        {
          text: {
            ru: 'В приложении выйти из каждого портала: иначе телефон остаётся в списке устройств профиля.',
            en: 'In the app, log out of each portal: or else the phone stays among the devices of the profile.',
          },
          ours: true,
        },
        {
          text: {
            ru: 'Если вход на портал защищён одноразовыми кодами, сначала переключите второй фактор или дождитесь удаления профиля: без кодов вы сами не войдёте.',
            en: 'If sign-in is guarded by one-time codes, move the second factor first, or wait until the profile is gone: without codes you will not get in yourself.',
          },
          ours: true,
        },
        {
          text: {
            ru: 'Удалить приложение обычным способом, затем «Битрикс24 OTP», если оно стояло.',
            en: 'Remove the app in the ordinary way, then Bitrix24 OTP, if it was there.',
          },
          ours: true,
        },
      ],
    },
  ],
};
