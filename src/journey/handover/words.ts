import type { Text } from '../../base/text.ts';

/** Why a field keeps the leaver, in words for whoever takes over. */
export const words = {
  fixed: {
    ru: 'портал не даёт менять это поле, в нём остаётся уходящий.',
    en: 'the portal never lets this field change; the leaver stays named there.',
  },
  ownOnly: {
    ru: 'передать может только сам уходящий, через своё подключение.',
    en: 'only the leaver can hand this over, through a connection of their own.',
  },
  hasFiles: {
    ru: 'метод стирает всё, чего ему не прислали, а файлы обратно не принимает: замените сотрудника вручную.',
    en: 'the method empties what it is not sent, and does not take files back: replace the person by hand.',
  },
  noLook: {
    ru: 'портал не даёт перечитать такую запись перед изменением, поэтому bye24 её не трогает.',
    en: 'the portal has no way to read such a record again before a change, so bye24 leaves it alone.',
  },
} as const satisfies Readonly<Record<string, Text>>;
