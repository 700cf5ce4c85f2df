import { type Machine, nameOn, pathOn } from '../machine.ts';
import { filesIn, textOfFile } from './sites.ts';

export interface CronLine {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

const places = ['/etc/crontab', '/etc/cron.d', '/var/spool/cron'];
const ours = /cron_events\.php|bx_backup\.sh|\/bitrix\/modules\/|\/opt\/webdir\/|bx_httpd-scale|bx-dehydrated/u;

/** Lines of cron that run something of the given docroots, or of the vendor's environment. */
export function cronLinesOf(machine: Machine, docroots: readonly string[]): readonly CronLine[] {
  const files = places.flatMap((place) => {
    const path = pathOn(machine, place);
    const inside = filesIn(path);
    return inside.length > 0 ? inside : [path];
  });
  return files.flatMap((path) =>
    textOfFile(path)
      .split('\n')
      .map((text, index) => ({ file: nameOn(machine, path), line: index + 1, text }))
      .filter(({ text }) => !/^\s*(?:#|$)/u.test(text))
      .filter(({ text }) => ours.test(text) || docroots.some((docroot) => text.includes(`${docroot}/`))),
  );
}
