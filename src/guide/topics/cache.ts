import type { Topic } from '../types.ts';

export const cache: Topic = {
  id: 'cache',
  question: { ru: 'Как очистить кеш Битрикс24?', en: 'How do I clear the cache of Bitrix24?' },
  answer: [
    {
      text: {
        ru: 'Очистка кеша данных не удаляет: кеш — это копии для скорости, они создаются заново.',
        en: 'Clearing a cache deletes no data: a cache is copies for speed, which are made again.',
      },
      from: ['cachePage'],
    },
    {
      text: {
        ru: 'Раздел «Автокеширование» есть только в коробке. В облаке своего кеша вы не чистите; на компьютере кеш — это кеш приложения или браузера.',
        en: 'The page Autocaching is there in a self-hosted Bitrix24 alone. In the cloud the cache is not yours to clear; on a computer the cache is that of the app or the browser.',
      },
      from: ['cachePage'],
    },
  ],
  blocks: [
    {
      block: 'facts',
      title: {
        ru: 'Коробка: Настройки → Настройки продукта → Автокеширование → «Очистка файлов кеша»',
        en: 'Self-hosted: Settings → Product settings → Autocaching → Clear cache files',
      },
      claims: [
        {
          text: {
            ru: '«Только устаревшие» — файлы, срок которых прошёл. Если кеш хранится не в файлах (Redis, memcached), эта кнопка не делает ничего.',
            en: '“Outdated only” is files whose time has passed. Where the cache is not in files (Redis, memcached), that button does nothing.',
          },
          from: ['cacheProgram'],
        },
        {
          text: {
            ru: '«Все» — cache, managed_cache, stack_cache и html_pages, таблица тегов и композитные страницы. Уменьшенные картинки (/upload/resize_cache) не трогает ни одна из кнопок.',
            en: '“All” is cache, managed_cache, stack_cache and html_pages, the table of tags and composite pages. Small pictures (/upload/resize_cache) are touched by none of the buttons.',
          },
          from: ['cacheProgram'],
        },
        {
          text: {
            ru: '«Меню», «Весь управляемый», «Все страницы HTML-кеша», блоки сайтов — части того же.',
            en: '“Menu”, “All managed”, “All pages of the HTML cache”, blocks of sites are parts of the same.',
          },
          from: ['cachePage', 'cacheProgram'],
        },
        {
          text: {
            ru: 'Не удаляйте managed_cache руками на работающем сайте: курс разработчика об этом предупреждает.',
            en: 'Do not delete managed_cache by hand on a live site: the maker’s own course warns of it.',
          },
          from: ['cachePage'],
        },
      ],
    },
    {
      block: 'warning',
      claim: {
        text: {
          ru: 'Не выполняйте FLUSHALL: на том же сервере Redis могут лежать сеансы вошедших людей и чужие сайты.',
          en: 'Do not run FLUSHALL: the same Redis may hold the sessions of people who are signed in, and other sites.',
        },
        from: ['redisSessions'],
      },
    },
    {
      block: 'command',
      command: 'bye24 box cache --root /home/bitrix/www --what all --dry-run',
      what: {
        ru: 'то же, что шесть вариантов этой страницы, без PHP; сначала показывает, что уйдёт.',
        en: 'the same as the six choices of that page, without PHP; shows first what would go.',
      },
    },
    {
      block: 'command',
      command: 'bye24 desktop scan',
      what: { ru: 'кеш приложения на этом компьютере.', en: 'the cache of the app on this computer.' },
    },
  ],
};
