import type { Topic } from '../types.ts';

export const app: Topic = {
  id: 'app',
  question: {
    ru: 'Как полностью удалить приложение Битрикс24 с компьютера?',
    en: 'How do I remove the Bitrix24 app from my computer completely?',
  },
  answer: [
    {
      text: {
        ru: 'Сначала отключить Диск и закрыть приложение, потом удалить его средствами системы, потом убрать остатки: сам деинсталлятор оставляет их в десятке мест.',
        en: 'First disconnect the drive and quit the app, then remove it by the system’s own means, then clear the leftovers: an uninstaller leaves them in a dozen places.',
      },
      from: ['appDisconnect', 'cask'],
    },
    {
      text: {
        ru: 'Удаление приложения не удаляет ни профиля, ни данных на портале.',
        en: 'Removing the app deletes neither your profile nor any data on the portal.',
      },
      ours: true,
    },
  ],
  blocks: [
    {
      block: 'command',
      command: 'bye24 desktop scan',
      what: {
        ru: 'показывает всё найденное — где, сколько, почему — и что будет сделано. Ничего не меняет.',
        en: 'shows all that is found: where, how much, why, and what would be done. Changes nothing.',
      },
    },
    {
      block: 'command',
      command: 'bye24 desktop remove',
      what: {
        ru: 'делает это; остатки уходят в карантин, `bye24 desktop restore` вернёт их.',
        en: 'does it; leftovers go into quarantine, `bye24 desktop restore` brings them back.',
      },
    },
    {
      block: 'steps',
      title: { ru: 'Вручную', en: 'By hand' },
      claims: [
        {
          text: {
            ru: 'В приложении: значок облака → ⋯ → отключить Диск. Затем фото профиля → ⋯ → «Отключить» и удалить учётную запись из списка.',
            en: 'In the app: the cloud icon → ⋯ → disconnect the drive. Then the profile photo → ⋯ → Disconnect, and delete the account from the list.',
          },
          from: ['appDisconnect'],
        },
        {
          text: {
            ru: 'Закрыть оба приложения: чат и всё остальное — это две разные программы.',
            en: 'Quit both applications: chat and everything else are two programs.',
          },
          from: ['appDisconnect'],
        },
        {
          text: {
            ru: 'macOS: снять галочку расширения Finder в Системных настройках, перенести Bitrix24.app из «Программ» в корзину.',
            en: 'macOS: untick the Finder extension in System Settings, move Bitrix24.app from Applications to the Trash.',
          },
          from: ['cask'],
        },
        {
          text: {
            ru: 'macOS помнит, что приложению разрешали (камера, микрофон, экран). Чтобы забыла: `tccutil reset All com.bitrixsoft.bitrix24desktop` и `tccutil reset All ru.bitrix.bitrix24desktop` в Терминале. Вернуть это нельзя: при новой установке macOS спросит снова.',
            en: 'macOS remembers what the app was allowed (camera, microphone, screen). To have it forget, in Terminal: `tccutil reset All com.bitrixsoft.bitrix24desktop` and `tccutil reset All ru.bitrix.bitrix24desktop`. This can’t be undone: after a new installation macOS asks again.',
          },
          ours: true,
        },
        {
          text: {
            ru: 'Windows: Параметры → Приложения → Bitrix24 → «Удалить».',
            en: 'Windows: Settings → Apps → Bitrix24 → Uninstall.',
          },
          ours: true,
        },
        {
          text: {
            ru: 'Linux: узнать, чей файл — `dpkg -S /opt/Bitrix24/Bitrix24` или `rpm -qf`, — и удалить этот пакет. Источник обновлений и его ключ могут остаться в /etc/apt или /etc/yum.repos.d.',
            en: 'Linux: ask whose file it is, `dpkg -S /opt/Bitrix24/Bitrix24` or `rpm -qf`, and remove that package. The source of updates and its key may stay in /etc/apt or /etc/yum.repos.d.',
          },
          from: ['packages'],
        },
        {
          text: {
            ru: 'На портале: профиль → «Безопасность» → «Пароли приложений»: удалить пароли приложения и Диска.',
            en: 'On the portal: profile → Security → Application passwords: delete those of the app and of the drive.',
          },
          from: ['appPasswords'],
          unconfirmed: true,
        },
      ],
    },
    {
      block: 'facts',
      title: { ru: 'Что остаётся после деинсталлятора', en: 'What an uninstaller leaves' },
      claims: [
        {
          text: {
            ru: 'macOS: ~/.bxd и семь папок в ~/Library. Имён у приложения два — com.bitrixsoft.bitrix24desktop и ru.bitrix.bitrix24desktop, — и чистильщики обычно знают только первое.',
            en: 'macOS: ~/.bxd and seven places in ~/Library. The app has two names for itself, com.bitrixsoft.bitrix24desktop and ru.bitrix.bitrix24desktop; cleaners usually know the first alone.',
          },
          from: ['cask'],
        },
        {
          text: {
            ru: 'Во всех системах: кеш и профиль встроенного браузера — с куки, то есть с входом на портал.',
            en: 'On every system: the cache and the profile of the browser inside it, with cookies, that is, with the way into the portal.',
          },
          from: ['cask'],
        },
      ],
    },
  ],
};
