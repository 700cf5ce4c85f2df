const texts = [
  '-rf',
  '--',
  '~',
  '*',
  '?',
  ' ',
  ' lead',
  'trail ',
  '\n',
  'a\nb',
  '\t',
  '\r',
  '"',
  "'",
  '`id`',
  '$(id)',
  '$HOME',
  '; rm',
  '|',
  '&&',
  '%2e%2e',
  '..x',
  '...',
  '\\',
  '\\..\\x',
  'CON',
  'aux.txt',
  'a:b',
  '\u202Egpj.exe',
  '\uFEFF',
  'é',
  'e\u0301',
  '\u{1F4A9}',
  'x'.repeat(255),
  '[x]',
  '{a,b}',
  '#',
  '\u0007',
  '\u001B[31m',
];

/** More than 200 names that have broken programs: not text at all, options, line ends, directions, long, reserved. */
export function hostileNames(): readonly Buffer[] {
  const bytes = Array.from({ length: 64 }, (_, index) => Buffer.from([0x80 + index, 0x41 + (index % 26)]));
  const more = Array.from({ length: 100 }, (_, index) => Buffer.from([0x61 + (index % 26), 0xff - index, 0x0a]));
  return [...texts.map((text) => Buffer.from(text)), ...bytes, ...more];
}
