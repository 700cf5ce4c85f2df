import type { Topic } from '../types.ts';

export const drive: Topic = {
  id: 'drive',
  question: {
    ru: 'Можно ли просто скопировать папку Битрикс24.Диска и удалить её?',
    en: 'Can I simply copy the folder of Bitrix24.Drive and delete it?',
  },
  answer: [
    {
      text: {
        ru: 'Нет. Пока приложение работает, папка живёт в обе стороны: удалите файл здесь — он удалится на портале.',
        en: 'No. While the app runs, the folder works both ways: delete a file here, and it is deleted on the portal.',
      },
      from: ['drive'],
    },
    {
      text: {
        ru: 'И папка может быть не полной копией: «гибкий» Диск держит на компьютере только имена файлов и скачивает их при открытии.',
        en: 'And the folder may not be a whole copy: the elastic drive keeps only the names of files and fetches them when they are opened.',
      },
      from: ['drive'],
    },
  ],
  blocks: [
    {
      block: 'command',
      command: 'bye24 desktop scan',
      what: {
        ru: 'считает, сколько файлов на самом деле здесь, а сколько только с виду, не открывая ни одного.',
        en: 'counts how many files are really here and how many only seem to be, without opening one.',
      },
    },
    {
      block: 'facts',
      title: {
        ru: 'Чем папка отличается от Диска на портале',
        en: 'How the folder differs from the drive on the portal',
      },
      claims: [
        {
          text: {
            ru: 'Никогда не загружаются имена с / \\ : * ? " \' | { } % ; & ~ # < > и типы lnk, tmp, ini, pl, wr, lock, sb, bak, part, crdownload, partial, laccdb: они есть только на компьютере.',
            en: 'Names with / \\ : * ? " \' | { } % ; & ~ # < > and the types lnk, tmp, ini, pl, wr, lock, sb, bak, part, crdownload, partial, laccdb are never uploaded: they are on the computer alone.',
          },
          from: ['drive'],
        },
        {
          text: {
            ru: 'Папка «Загруженные файлы» не синхронизируется вовсе: она есть только на портале.',
            en: 'The folder “Uploaded files” is not kept in step at all: it is on the portal alone.',
          },
          from: ['drive'],
        },
        {
          text: {
            ru: 'Общие файлы компании, удалённые на компьютере, у других остаются: они лишь перестают синхронизироваться у вас.',
            en: 'Shared files of the company that you delete on the computer stay for the others: they only stop being kept in step for you.',
          },
          from: ['driveShared'],
        },
        {
          text: {
            ru: 'Удалённое по ошибке лежит в корзине Диска до 30 дней.',
            en: 'What was deleted by mistake lies in the bin of the drive for up to 30 days.',
          },
          from: ['driveFiles'],
        },
      ],
    },
    {
      block: 'steps',
      title: { ru: 'Как правильно', en: 'How to do it' },
      claims: [
        {
          text: {
            ru: 'Забрать Диск с портала, а не из папки: `bye24 export --kinds disk-file`.',
            en: 'Take the drive from the portal, not from the folder: `bye24 export --kinds disk-file`.',
          },
          ours: true,
        },
        {
          text: {
            ru: 'Отключить Диск в приложении: значок облака → ⋯ → отключить.',
            en: 'Disconnect the drive in the app: the cloud icon → ⋯ → disconnect.',
          },
          from: ['appDisconnect'],
        },
        {
          text: {
            ru: 'Закрыть приложение и убедиться, что оно закрылось. Только теперь папка — просто папка.',
            en: 'Quit the app and see that it has ended. Only now the folder is just a folder.',
          },
          ours: true,
        },
      ],
    },
  ],
};
