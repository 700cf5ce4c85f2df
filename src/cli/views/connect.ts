import type { ResultOf } from '../../commands/runs.ts';
import type { Page } from '../terminal.ts';
import { showNext } from './next.ts';

export function show({ portal, by, user, admin, missingScopes, keptIn }: ResultOf<'connect'>, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.connect;
  line(`${style.green('✓')} ${style.bold(words.connected(portal))}`);
  line(`  ${words.as(user.name === '' ? user.id : user.name, admin)}`);
  if (missingScopes.length > 0) line(`  ${style.yellow(words.missing(missingScopes))}`);
  line(style.dim(`  ${words.keptIn(keptIn, by === 'application')}`));
  showNext(missingScopes.length > 0 || !admin ? 'bye24 doctor' : 'bye24 export', page);
}
