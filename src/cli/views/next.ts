import { quoted } from '../../commands/desktop-views.ts';
import { flagOf } from '../../commands/parameter.ts';
import { everyCommand } from '../../commands/table.ts';
import type { Page } from '../terminal.ts';

/** What says which archive and which portal are meant, and so goes for the next command, too. */
const KEPT = ['archive', 'portal'] as const;

/** The command with the archive and the portal that were named for this one, where it takes them. */
export function sameFor(command: string, given: Page['given']): string {
  const [, ...typed] = command.split(' ');
  const found = everyCommand.find(([, { words }]) => words.every((word, index) => typed[index] === word));
  const more = KEPT.flatMap((name) => {
    const value = given[name];
    const takes = found !== undefined && Object.hasOwn(found[1].parameters, name);
    return takes && typeof value === 'string' && !typed.includes(flagOf(name)) ? [flagOf(name), value] : [];
  });
  return more.length === 0 ? command : `${command} ${quoted(more)}`;
}

/** The command that comes next, so that nobody has to look for it. */
export function showNext(command: string, { texts, style, line, given }: Page): void {
  line();
  line(`${texts.views.next} ${style.cyan(sameFor(command, given))}`);
}
