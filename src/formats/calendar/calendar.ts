import type { Language } from '../../base/text.ts';
import { contentLine, parameterValue, textValue } from '../content-lines.ts';
import type { World } from '../importers/world.ts';

/** What stands around the components of an .ics file. */
export function calendarHead(name: string): string {
  return (
    contentLine('BEGIN', 'VCALENDAR') +
    contentLine('VERSION', '2.0') +
    contentLine('PRODID', '-//bye24//bye24//RU') +
    contentLine('CALSCALE', 'GREGORIAN') +
    (name === '' ? '' : contentLine('X-WR-CALNAME', textValue(name)))
  );
}

export const calendarTail = contentLine('END', 'VCALENDAR');

/**
 * A participant. SCHEDULE-AGENT=NONE: a server that takes the file in must not send invitations to anybody
 * (RFC 6638 7.1).
 */
export function personLine(
  property: 'ORGANIZER' | 'ATTENDEE',
  userId: string,
  world: World,
  parameters: Readonly<Record<string, string>> = {},
): string {
  const email = world.userEmail(userId);
  const name = world.userName(userId) || `№ ${userId}`;
  const address = /^[^\s@:;,]+@[^\s@:;,]+$/u.test(email) ? `mailto:${email}` : `urn:b24:user:${userId}`;
  const all = { CN: name, ...parameters, 'SCHEDULE-AGENT': 'NONE' };
  const written = Object.entries(all).map(([key, value]) => `;${key}=${parameterValue(value)}`);
  return contentLine(`${property}${written.join('')}`, address);
}

export const withoutName: Readonly<Record<Language, string>> = { ru: 'Без названия', en: 'Untitled' };
