/** File names that a portal takes and that some file system, browser or program does not. Each must come home. */
export const hostileFileNames: readonly string[] = [
  '..',
  '...',
  'CON.txt',
  'aux',
  'точка в конце.',
  'пробел в конце .txt ',
  ' пробел в начале.txt',
  'справа налево \u202Egpj.exe',
  'Отчёт йод.txt'.normalize('NFC'),
  'Отчёт йод.txt'.normalize('NFD'),
  'Readme.txt',
  'README.TXT',
  `a${'ж'.repeat(125)}.txt`,
  '🎄👩‍👩‍👧‍👦 с ёлкой.txt',
  '<script>alert(1)</script>.html',
  'кавычки "двойные" \'и\' «ёлочки».txt',
  '%2e%2e%2fsecret.txt',
  '%00.txt',
  'звёздочка * и вопрос?.txt',
  'двоеточие: и | черта.txt',
  'новая\nстрока.txt',
  '.скрытый',
  '-rf',
  '$(touch x);`id`.sh',
  'desktop.ini',
  'Thumbs.db:stream',
  '=1+1.csv',
];

/** Folder names of the same sort. */
export const hostileFolderNames: readonly string[] = ['.', 'NUL', 'папка.', '..\\..\\windows', '~'];
