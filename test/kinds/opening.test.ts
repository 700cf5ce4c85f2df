import { expect, it } from 'vitest';

import { minuteAt, openingOf } from '../../src/kinds/opening.ts';

// Once a comment was called by its tags: `[I]Просили не звонить`.
it('a record without a name is called by the words that it begins with', () => {
  const row = { text: '[B]Готово.[/B]\nПросили  не звонить [USER=1]коллеге[/USER]', when: '2026-05-04T09:30:59+03:00' };
  expect(openingOf(row, 'text', 'chat')).toBe('Готово. Просили не звонить коллеге');
  expect(openingOf({ text: `[I]${'а'.repeat(200)}[/I]` }, 'text', 'document')).toBe('а'.repeat(80));
  expect(openingOf({}, 'text', 'document')).toBe('');
  expect(minuteAt(row, 'when')).toBe('2026-05-04 09:30');
  expect(minuteAt({ when: '04.05.2026' }, 'when')).toBe('04.05.2026');
});
