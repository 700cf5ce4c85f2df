import type { Trace } from '../desktop/types.ts';
import type { Notice } from './notice.ts';

/** What the views show of a removal, passed on so that they need not reach past the commands. */
export type RemovalStepOf = Extract<Notice, { readonly type: 'removalStep' }>;
export type RemovalPlanOf = Extract<Notice, { readonly type: 'removal' }>['plan'];

/** Arguments of a command as a person could type them. */
export function quoted(argv: readonly string[]): string {
  return argv.map((word) => (/^[\w@%+=:,./\\-]+$/u.test(word) ? word : `"${word}"`)).join(' ');
}

/** Where a trace lies, in one line. */
export function placeText(place: Trace['place']): string {
  switch (place.in) {
    case 'files':
      return place.path;
    case 'line':
      return `${place.path}: ${place.line}`;
    case 'registry':
      return place.value === undefined ? place.key : `${place.key} → ${place.value}`;
    case 'package':
      return `${place.name} ${place.version} (${place.manager})`;
    case 'process':
      return `${place.executable} (${String(place.pid)})`;
    case 'extensions':
      return place.name;
    case 'keychain':
      return place.service;
    default:
      return place satisfies never;
  }
}
