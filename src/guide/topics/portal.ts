import type { Topic } from '../types.ts';

export const portal: Topic = {
  id: 'portal',
  question: { ru: 'Как удалить портал целиком?', en: 'How do I delete the whole portal?' },
  answer: [
    {
      text: {
        ru: 'Портал, у которого никогда не было платного тарифа, администратор удаляет сам. Если платный тариф есть или был, удаляет поддержка по запросу.',
        en: 'An administrator deletes a portal that never had a paid plan. Where there is or was a paid plan, support deletes it on request.',
      },
      from: ['accounts'],
    },
    {
      text: {
        ru: 'Сначала надо уволить всех сотрудников. Удалённый портал восстановить нельзя.',
        en: 'All employees must be dismissed first. A deleted portal cannot be restored.',
      },
      from: ['accounts', 'idlePortal'],
    },
  ],
  blocks: [
    {
      block: 'steps',
      title: { ru: 'По шагам', en: 'Step by step' },
      claims: [
        {
          text: {
            ru: 'Архив готов, проверен и лежит в двух местах, до которых Битрикс24 не дотянется.',
            en: 'The archive is made, checked, and lies in two places that Bitrix24 does not reach.',
          },
          ours: true,
        },
        {
          text: {
            ru: 'Подписка → История покупок → «Отменить подписку». Если платили через партнёра, предупредите его хотя бы за неделю.',
            en: 'Subscription → Purchase history → Cancel subscription. If you paid through a partner, tell them at least a week before.',
          },
          from: ['cancel'],
        },
        {
          text: {
            ru: 'Уволить всех, кроме себя.',
            en: 'Dismiss everybody but yourself.',
          },
          from: ['accounts', 'dismissal'],
        },
        {
          text: {
            ru: 'Удалить портал самому или отправить запрос в поддержку от имени администратора, с адресом портала. Сохраните номер обращения и ответ.',
            en: 'Delete the portal, or send a request to support as an administrator, with the portal’s address. Keep the number of the request and the answer.',
          },
          from: ['accounts'],
        },
        {
          text: {
            ru: 'Проверить: портал больше не отвечает. `bye24 prove` увидит это по ответу самого портала.',
            en: 'Check: the portal no longer answers. `bye24 prove` sees it by the portal’s own answer.',
          },
          ours: true,
        },
      ],
    },
    {
      block: 'facts',
      title: { ru: 'Если просто перестать платить', en: 'If you simply stop paying' },
      claims: [
        {
          text: {
            ru: 'После льготного срока портал переходит на бесплатный тариф; данные остаются, лишнее сверх квоты можно только читать и удалять.',
            en: 'After a time of grace the portal falls to the Free plan; data stay, and what is over the quota can only be read and deleted.',
          },
          from: ['afterPlan'],
        },
        {
          text: {
            ru: 'REST на бесплатном тарифе не работает: забрать данные программой будет уже нельзя.',
            en: 'REST does not work on the Free plan: a program can no longer take your data home.',
          },
          from: ['restAccess'],
        },
        {
          text: {
            ru: 'Бесплатный портал, куда никто не входит, удаляется сам — через 50 дней по новейшему тексту; более ранние называли 30 и 40–50. Предупреждения приходят на почту администратора.',
            en: 'A Free portal that nobody signs in to is deleted by itself, after 50 days by the newest text; older ones said 30 and 40–50. Warnings go to the administrator’s mailbox.',
          },
          from: ['idlePortal', 'accounts', 'idlePortalOlder'],
        },
        {
          text: {
            ru: 'Платный портал сам не удаляется.',
            en: 'A paid portal is not deleted by itself.',
          },
          from: ['idlePortal'],
        },
        {
          text: {
            ru: 'Сроки для зоны bitrix24.ru в прочитанных нами текстах не названы. Сверьтесь с helpdesk.bitrix24.ru.',
            en: 'The texts that we read name no periods for the zone bitrix24.ru. Look at helpdesk.bitrix24.ru.',
          },
          from: ['idlePortal'],
          unconfirmed: true,
        },
      ],
    },
  ],
};
