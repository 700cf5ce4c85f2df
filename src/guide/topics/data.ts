import type { Topic } from '../types.ts';

export const data: Topic = {
  id: 'data',
  question: {
    ru: 'Как удалить контакты, сделки, задачи, файлы, процессы — всё по видам?',
    en: 'How do I delete contacts, deals, tasks, files, processes, each kind of data?',
  },
  answer: [
    {
      text: {
        ru: 'Почти всё удаляется через REST, и почти всё — в правильном порядке: сначала вложенное, потом то, в чём оно лежит. Остальное — вручную или никак; ниже сказано, что и почему.',
        en: 'Nearly everything can be deleted over REST, in the right order: what lies inside first, then what it lies in. The rest is by hand, or not at all; it is said below what and why.',
      },
      ours: true,
    },
    {
      text: {
        ru: 'Удаление забирает с собой больше, чем видно: с элементом CRM уходят его дела, комментарии и история.',
        en: 'A deletion takes along more than one sees: with an element of the CRM go its activities, comments and history.',
      },
      ours: true,
    },
  ],
  blocks: [
    {
      block: 'command',
      command: 'bye24 plan --kinds …',
      what: {
        ru: 'показывает по записям, что уйдёт, куда, что останется и почему. Ничего не удаляет.',
        en: 'shows record by record what goes, where to, what stays and why. Deletes nothing.',
      },
    },
    {
      block: 'facts',
      title: { ru: 'О чём обычно не говорят', en: 'What is usually not said' },
      claims: [
        {
          text: {
            ru: 'Чат читает только его участник, и администратор тоже. Чужие и старые сообщения удалить нельзя, чат целиком — тоже.',
            en: 'Only a member reads a chat; an administrator, too, must be one. Messages of others and old ones cannot be deleted, nor a chat as a whole.',
          },
          from: ['chats', 'chatDeletion'],
        },
        {
          text: {
            ru: 'Шаблоны бизнес-процессов, нарисованные в дизайнере, через REST не удаляются: только руками.',
            en: 'Templates of processes that were drawn in the designer are not deleted over REST, only by hand.',
          },
          from: ['templates'],
        },
        {
          text: {
            ru: 'Пока живы роботы, они срабатывают на изменения и могут создать новое, пока вы удаляете старое. Выключите их первыми.',
            en: 'While automation rules live, they act on changes and may make new things while you delete the old. Switch them off first.',
          },
          ours: true,
        },
      ],
    },
    { block: 'kinds' },
  ],
};
