import type { Topic } from '../types.ts';

export const people: Topic = {
  id: 'people',
  question: {
    ru: 'Сотрудник уходит: уволить, удалить, передать дела?',
    en: 'An employee leaves: dismiss, delete, hand over?',
  },
  answer: [
    {
      text: {
        ru: 'Сначала передать дела, потом уволить. Увольнение закрывает вход и не переносит ничего: задачи, сделки и файлы остаются за уволенным.',
        en: 'Hand over first, dismiss then. A dismissal closes the door and moves nothing: tasks, deals and files stay with the one dismissed.',
      },
      from: ['dismissal', 'users'],
    },
    {
      text: {
        ru: 'Удалить человека с портала администратор не может: запись, имя и авторство остаются.',
        en: 'An administrator cannot delete a person from a portal: the record, the name and the authorship stay.',
      },
      from: ['users'],
    },
  ],
  blocks: [
    {
      block: 'warning',
      claim: {
        text: {
          ru: 'При увольнении спросят, оставить ли интеграции. «Оставить» создаёт скрытого двойника с именем уволенного и его правами: его не видно ни в списках, ни через REST. Выбирайте «отключить».',
          en: 'A dismissal asks whether to keep integrations. “Keep” makes a hidden double with the name and the rights of the one dismissed: neither lists nor REST show it. Choose “disable”.',
        },
        from: ['systemUsers', 'dismissalHooks'],
      },
    },
    {
      block: 'steps',
      title: { ru: 'По шагам', en: 'Step by step' },
      claims: [
        {
          text: {
            ru: 'Собрать личное подключение уходящего: без него его чаты, личный Диск и почту не забрать.',
            en: 'Collect the leaver’s own connection: without it, their chats, private drive and mail cannot be taken.',
          },
          from: ['chats'],
        },
        {
          text: {
            ru: 'Передать: ответственность в CRM, задачи, группы, графики открытых линий, отдел, файлы личного Диска.',
            en: 'Hand over: responsibility in the CRM, tasks, groups, queues of open channels, the department, files of the private drive.',
          },
          from: ['users'],
        },
        {
          text: {
            ru: 'Назвать себе, что не передаётся: авторство, владелец встреч в календаре, чужие задания процессов, сообщения чатов.',
            en: 'Be clear about what cannot be handed over: authorship, the owner of calendar events, assignments of processes, messages of chats.',
          },
          from: ['users'],
        },
        {
          text: {
            ru: 'Сотрудники → ☰ → «Уволить». Тот, на чьём вебхуке всё держится, — последним: с увольнением его вебхук умирает.',
            en: 'Employees → ☰ → Dismiss. The one on whose webhook all depends goes last: the webhook dies with the dismissal.',
          },
          from: ['dismissal'],
        },
      ],
    },
    {
      block: 'facts',
      title: { ru: 'Что ещё стоит знать', en: 'What else to know' },
      claims: [
        {
          text: {
            ru: 'Ближайшее к удалению — очистить поля профиля и деактивировать: телефон, почта, фото, дата рождения.',
            en: 'The nearest thing to deletion is to clear the fields of the profile, then deactivate: phone, mail, photo, birthday.',
          },
          from: ['users'],
          unconfirmed: true,
        },
        {
          text: {
            ru: 'Приглашение, которым никто не воспользовался, удаляется только в интерфейсе.',
            en: 'An invitation that nobody has used can be deleted on the portal’s pages only.',
          },
          from: ['users'],
          unconfirmed: true,
        },
      ],
    },
  ],
};
