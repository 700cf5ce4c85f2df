import { filesIn, textOfFile } from '../find/sites.ts';
import { type Machine, pathOn } from '../machine.ts';

/** Settings of PHP, of packages and of images of containers. */
const places = ['/etc/php.ini', '/etc/php.d', '/etc/php', '/usr/local/etc/php'];

/**
 * Whether PHP was told never to look whether a file that it has once compiled changed or went: a cache file that is deleted
 * is then still run, until PHP is reloaded. Settings of PHP's command line are none of the site's.
 */
export function runsDeletedFiles(machine: Machine): boolean {
  const files = places.flatMap((place) => {
    const path = pathOn(machine, place);
    const inside = filesIn(path);
    return inside.length > 0 ? inside : [path];
  });
  return files
    .filter((path) => path.endsWith('.ini') && !path.includes('/cli/'))
    .some((path) => /^\s*opcache\.validate_timestamps\s*=\s*["']?(?:0|off|no|false)\b/imu.test(textOfFile(path)));
}
