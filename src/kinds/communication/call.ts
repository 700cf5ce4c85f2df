import type { ListRequest } from '../../bitrix24/port.ts';
import { firstText, textAt } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { openingOf } from '../opening.ts';
import { listed } from '../listed.ts';
import type { JsonObject } from '../../base/json.ts';
import { diskFileSource } from '../drive/download.ts';

/** api-reference/telephony/voximplant/voximplant-statistic-get.md. */
const types: Codes = {
  1: { ru: 'Исходящий', en: 'Outgoing' },
  2: { ru: 'Входящий', en: 'Incoming' },
  3: { ru: 'Входящий с перенаправлением', en: 'Incoming, forwarded' },
  4: { ru: 'Обратный звонок', en: 'Callback' },
  5: { ru: 'Информационный звонок', en: 'Informational call' },
};

export const call: Kind = listed({
  id: 'call',
  group: 'communication',
  title: { one: { ru: 'Звонок', en: 'Call' }, many: { ru: 'Звонки', en: 'Calls' } },
  scope: 'telephony',
  docs: ['api-reference/telephony/voximplant/voximplant-statistic-get.md'],
  list: {
    method: 'voximplant.statistic.get',
    rows: [],
    idField: 'ID',
    pager: { by: 'id' },
    filterParam: 'FILTER',
    sortParam: 'SORT',
    orderParam: 'ORDER',
  },
  name: (row) => firstText(row, 'PHONE_NUMBER', 'CALL_ID'),
  createdAt: 'CALL_START_DATE',
  grows: true,
  volatile: ['TRANSCRIPT_ID', 'TRANSCRIPT_PENDING'],
  references: [
    { field: 'PORTAL_USER_ID', to: 'user' },
    { field: 'CRM_ACTIVITY_ID', to: 'activity' },
    ...(['lead', 'contact', 'company'] as const).map((to) => ({
      field: 'CRM_ENTITY_ID',
      to,
      when: (row: JsonObject) => row['CRM_ENTITY_TYPE'] === to.toUpperCase(),
    })),
  ],
  texts: [{ field: 'COMMENT', form: 'plain' }],
  personal: { PHONE_NUMBER: 'phone', COMMENT: 'other' },
  people: [{ field: 'PORTAL_USER_ID', title: { ru: 'Сотрудник', en: 'Employee' } }],
  moreScopes: ['disk'],
  files: [
    diskFileSource('recording', (row) => [
      { id: firstText(row, 'RECORD_FILE_ID'), name: `${firstText(row, 'CALL_ID')}.mp3` },
    ]),
  ],
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'voximplant.statistic.get', params: { FILTER: { ID: Number(id) } } }),
    at: ['0'],
  },
  deletion: {
    how: 'never',
    why: { ru: 'Статистику звонков REST не удаляет.', en: 'REST does not delete call statistics.' },
  },
  columns: [
    { field: 'PHONE_NUMBER', title: { ru: 'Номер', en: 'Number' }, type: 'phone' },
    { field: 'PORTAL_USER_ID', title: { ru: 'Сотрудник', en: 'Employee' }, type: 'user' },
    { field: 'CALL_TYPE', title: { ru: 'Вид', en: 'Type' }, type: 'text', codes: types },
    { field: 'CALL_DURATION', title: { ru: 'Секунд', en: 'Seconds' }, type: 'number' },
    { field: 'CALL_START_DATE', title: { ru: 'Когда', en: 'When' }, type: 'datetime' },
  ],
  limits: {
    ru: 'Записи берутся, если лежат на Диске. Ссылка на внешнее хранилище остаётся в записи о звонке.',
    en: 'Recordings are taken when they lie on the Drive. A link to another storage stays in the record of the call.',
  },
});

const transcript = (activityId: string): ListRequest => ({
  method: 'crm.activity.call.getTranscript',
  params: { activityId: Number(activityId) },
  rows: [],
  single: true,
  idField: '',
  pager: { by: 'none' },
});

/** What was said in a call, where the portal has written it down. */
export const callTranscript: Kind = {
  id: 'call-transcript',
  group: 'communication',
  title: {
    one: { ru: 'Расшифровка звонка', en: 'Transcript of a call' },
    many: { ru: 'Расшифровки звонков', en: 'Transcripts of calls' },
  },
  scope: 'crm',
  docs: [
    'api-reference/crm/timeline/activities/activity-base/crm-activity-call-get-transcript.md',
    'api-reference/telephony/voximplant/voximplant-statistic-get.md',
  ],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'call',
    request: ({ id, row }) => {
      const [activityId, transcriptId] = [textAt(row, 'CRM_ACTIVITY_ID'), textAt(row, 'TRANSCRIPT_ID')];
      // A parent with an empty row is asked to learn the method.
      if (Object.keys(row).length === 0) return transcript(id);
      return activityId === '' || activityId === '0' || transcriptId === '' ? undefined : transcript(activityId);
    },
  },
  key: (_row, parent) => parent?.id ?? '',
  name: (row) => openingOf(row, 'transcription', 'plain'),
  references: [],
  texts: [{ field: 'transcription', form: 'plain' }],
  personal: { transcription: 'correspondence' },
  people: [],
  deletion: {
    how: 'never',
    why: {
      ru: 'Расшифровка остаётся при звонке, а статистику звонков REST не удаляет.',
      en: 'A transcript stays with its call, and REST does not delete call statistics.',
    },
  },
  columns: [{ field: 'transcription', title: { ru: 'Текст', en: 'Text' }, type: 'text' }],
};
