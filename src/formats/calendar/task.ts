import { elementsOf, textAt } from '../../kinds/fields.ts';
import { textOf } from '../../base/json.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import { contentLine, optionalLine, textValue } from '../content-lines.ts';
import { plain, type World } from '../importers/world.ts';
import type { Losses } from '../losses.ts';
import { personLine, withoutName } from './calendar.ts';
import { utcStamp } from './zone.ts';
import type { Language } from '../../base/text.ts';

/** https://apidocs.bitrix24.ru, tasks/fields: 2 waits, 3 is in work, 4 awaits control, 5 is done, 6 is put off. */
const statuses: Readonly<Record<string, string>> = {
  '3': 'IN-PROCESS',
  '4': 'IN-PROCESS',
  '5': 'COMPLETED',
};
const priorities: Readonly<Record<string, string>> = { '0': '9', '1': '5', '2': '1' };

const startAfterDue = {
  ru: 'Начало задачи не раньше её срока: iCalendar такого не допускает, начало опущено.',
  en: 'A task begins no earlier than it is due: iCalendar does not allow that, the beginning is left out.',
};

export function taskUid(world: World, id: string): string {
  return `b24-task-${id}@${world.archive.portal}`;
}

function momentAt(record: ArchivedRecord, field: string): number | undefined {
  const ms = Date.parse(textAt(record.row, field));
  return Number.isNaN(ms) ? undefined : ms;
}

/** The checklist goes into the description: iCalendar has no place for one. */
function descriptionOf(record: ArchivedRecord, world: World): string {
  const items = [...world.archive.children(record.key, 'checklist-item')].map(
    ({ row }) => `${textAt(row, 'IS_COMPLETE') === 'Y' ? '[x]' : '[ ]'} ${textAt(row, 'TITLE')}`,
  );
  const text = plain(textAt(record.row, 'description'));
  return [text, items.join('\n')].filter((part) => part !== '').join('\n\n');
}

function stamp(name: string, ms: number | undefined): string {
  return ms === undefined ? '' : contentLine(name, utcStamp(ms));
}

/** A task as VTODO (RFC 5545 3.6.2). Moments are in UTC: a deadline is a moment, whatever the zone. */
export function todoOf(record: ArchivedRecord, world: World, losses: Losses, language: Language): string {
  const { row, key } = record;
  const dueMs = momentAt(record, 'deadline');
  const startMs = momentAt(record, 'startDatePlan') ?? momentAt(record, 'dateStart');
  const startFits = startMs !== undefined && (dueMs === undefined || startMs < dueMs);
  if (startMs !== undefined && !startFits) losses.add(startAfterDue, key);
  const status = textAt(row, 'status');
  const categories = [world.name('workgroup', textAt(row, 'groupId')), ...elementsOf(row['tags']).map(textOf)];
  const parentId = textAt(row, 'parentId');
  const bindings = elementsOf(row['ufCrmTask']).map(textOf).join(',');
  let todo = contentLine('BEGIN', 'VTODO') + contentLine('UID', textValue(taskUid(world, key.id)));
  todo += contentLine('DTSTAMP', utcStamp(record.changedAtMs ?? record.seenAtMs));
  todo += contentLine('SUMMARY', textValue(textAt(row, 'title') || withoutName[language]));
  todo += optionalLine('DESCRIPTION', textValue(descriptionOf(record, world)));
  if (startFits) todo += stamp('DTSTART', startMs);
  todo += stamp('DUE', dueMs) + stamp('CREATED', record.createdAtMs) + stamp('LAST-MODIFIED', record.changedAtMs);
  todo += contentLine('STATUS', statuses[status] ?? 'NEEDS-ACTION') + optionalLine('X-B24-STATUS', textValue(status));
  if (status === '5')
    todo += stamp('COMPLETED', momentAt(record, 'closedDate')) + contentLine('PERCENT-COMPLETE', '100');
  todo += optionalLine('PRIORITY', priorities[textAt(row, 'priority')] ?? '');
  const named = categories.filter((each) => each !== '').map(textValue);
  if (named.length > 0) todo += contentLine('CATEGORIES', named.join(','));
  if (parentId !== '' && parentId !== '0') {
    todo += contentLine('RELATED-TO;RELTYPE=PARENT', textValue(taskUid(world, parentId)));
  }
  todo += peopleOf(record, world);
  todo += optionalLine('X-B24-CRM', textValue(bindings)) + contentLine('X-B24-ID', world.id(record));
  todo += optionalLine('URL', world.url(record));
  return todo + contentLine('END', 'VTODO');
}

function peopleOf({ row }: ArchivedRecord, world: World): string {
  const creator = textAt(row, 'createdBy');
  const roles: readonly (readonly [string, string])[] = [
    [textAt(row, 'responsibleId'), 'REQ-PARTICIPANT'],
    ...elementsOf(row['accomplices']).map((id) => [textOf(id), 'OPT-PARTICIPANT'] as const),
    ...elementsOf(row['auditors']).map((id) => [textOf(id), 'NON-PARTICIPANT'] as const),
  ];
  const attendees = roles.filter(([id]) => id !== '' && id !== '0');
  if (attendees.length === 0) return '';
  const organizer = creator === '' || creator === '0' ? (attendees[0]?.[0] ?? '') : creator;
  return (
    personLine('ORGANIZER', organizer, world) +
    attendees.map(([id, role]) => personLine('ATTENDEE', id, world, { ROLE: role })).join('')
  );
}
