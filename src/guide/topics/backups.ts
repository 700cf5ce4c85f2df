import type { Topic } from '../types.ts';

export const backups: Topic = {
  id: 'backups',
  question: {
    ru: 'Даёт ли Битрикс24 резервную копию облака? Сколько хранятся его собственные?',
    en: 'Does Bitrix24 give a backup of the cloud? How long does it keep its own?',
  },
  answer: [
    {
      text: {
        ru: 'Копию облачного портала, по словам интеграторов, не дают с 1 сентября 2023 года. Часть нерусской справки ещё описывает платный перенос в коробку.',
        en: 'By the word of integrators, no backup of a cloud portal is given since 1 September 2023. Some help pages outside Russia still describe a paid move to a box.',
      },
      from: ['noBackups', 'boxMove'],
    },
    {
      text: {
        ru: 'Сколько поставщик хранит свои копии, открыто не сказано. Это говорит договор; спросите письменно.',
        en: 'How long the provider keeps its own copies is not said in the open. The contract says it; ask in writing.',
      },
      from: ['accounts'],
      unconfirmed: true,
    },
  ],
  blocks: [
    {
      block: 'facts',
      title: { ru: 'Чего нет в обычных выгрузках', en: 'What ordinary exports leave out' },
      claims: [
        {
          text: {
            ru: 'Выгрузка, которую делает поддержка, не содержит дел, комментариев и истории; восстановленное хранится неделю; просить может только тот, кто регистрировал портал.',
            en: 'An export made by support contains no activities, comments or history; what is restored is kept for a week; only the administrator who registered the portal may ask.',
          },
          from: ['supportCopy'],
        },
        {
          text: {
            ru: 'REST, а с ним и bye24, не отдаёт: историю изменений полей, роботов и триггеры, чужие чаты, вложения писем, содержимое корзин. Архив называет это поимённо.',
            en: 'REST, and so bye24, does not give: the history of field changes, automation rules and triggers, chats of others, attachments of mails, what lies in bins. The archive names each of these.',
          },
          from: ['chats', 'driveRestore', 'mailDeletion'],
        },
      ],
    },
    {
      block: 'facts',
      title: { ru: 'Если удаление нужно доказать', en: 'If the deletion must be proved' },
      claims: [
        {
          text: {
            ru: 'Для персональных данных в России нужны акт об уничтожении и выгрузка из журнала, хранить их три года. `bye24 prove` пишет основу для них из журнала.',
            en: 'For personal data, Russia asks for an act of destruction and an extract of the log, both kept for three years. `bye24 prove` writes what they are made from, out of the journal.',
          },
          from: ['order179'],
        },
        {
          text: {
            ru: 'Напишите поставщику и попросите подтвердить уничтожение его копий и назвать дату. Ответ приложите к акту.',
            en: 'Write to the provider and ask to confirm the destruction of its copies, with a date. Put the answer with the act.',
          },
          ours: true,
        },
        {
          text: {
            ru: 'Ваш собственный архив — тоже копия этих данных. Решите, кто его хранит, зачем и до какого дня.',
            en: 'Your own archive is a copy of these data, too. Decide who keeps it, what for, and until which day.',
          },
          ours: true,
        },
      ],
    },
  ],
};
