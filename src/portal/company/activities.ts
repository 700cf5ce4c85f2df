import type { Json, JsonObject } from '../../base/json.ts';
import { Chance } from './chance.ts';
import { mobileDigits, personEmail, phoneNotation } from './contacts.ts';
import { contactName, firstDealId, firstLeadId, partiesOfDeal, type Staff } from './crm.ts';
import { firmAt } from './firms.ts';
import { made, type Made } from './made.ts';
import { after, lastMoment, moment, past } from './moments.ts';
import { idAt, type Plan } from './plan.ts';
import { goods, hostileTexts, sentences } from './words.ts';

interface Owner {
  readonly typeId: 1 | 2 | 3 | 4;
  readonly id: number;
  /** Index of the contact that is written to or called. */
  readonly contact: number;
}

/** Half of the activities belong to deals, the rest to leads, contacts and companies. */
function ownerOf(plan: Plan, chance: Chance, index: number): Owner {
  const { counts } = plan;
  const kind = index % 6;
  if (kind === 3)
    return { typeId: 1, id: idAt(chance.int(0, counts.leads - 1), firstLeadId), contact: index % counts.contacts };
  if (kind === 4) {
    const contact = chance.int(0, counts.contacts - 1);
    return { typeId: 3, id: idAt(contact), contact };
  }
  if (kind === 5) return { typeId: 4, id: idAt(chance.int(0, counts.companies - 1)), contact: index % counts.contacts };
  const deal = chance.int(0, counts.deals - 1);
  return {
    typeId: 2,
    id: idAt(deal, firstDealId),
    contact: partiesOfDeal(plan, deal).contacts[0] ?? index % counts.contacts,
  };
}

/** Talks of open channels: every twentieth activity stands for one, as long as there are any. */
export const openLineSessions = (plan: Plan): number => Math.max(1, Math.floor(plan.counts.orders / 8));
export const sessionIdAt = (index: number): number => 321 + index;

function sessionOf(plan: Plan, index: number): number | undefined {
  const at = (index - 7) / 20;
  return Number.isInteger(at) && at >= 0 && at < openLineSessions(plan) ? sessionIdAt(at) : undefined;
}

interface Content {
  readonly TYPE_ID: string;
  readonly PROVIDER_ID: string;
  readonly PROVIDER_TYPE_ID: string;
  readonly SUBJECT: string;
  readonly DESCRIPTION: string;
  /** 1 plain, 2 BBCode, 3 HTML. */
  readonly DESCRIPTION_TYPE: string;
  readonly DIRECTION: string;
  readonly LOCATION: string;
}

function mailBody(plan: Plan, chance: Chance, index: number): string {
  const trap = index % 60 === 5 ? (hostileTexts[Math.floor(index / 60) % hostileTexts.length] ?? '') : '';
  return [
    '<html><body style="font-family:sans-serif">',
    `<p>Добрый день!</p><p>${chance.pick(sentences)}</p><p>${chance.pick(sentences)}${trap}</p>`,
    `<blockquote>${chance.pick(sentences)}</blockquote>`,
    `<p>С уважением,<br><b>${firmAt(plan, 0).title}</b><br><a href="https://${firmAt(plan, 0).domain}/">наш сайт</a></p>`,
    '</body></html>',
  ].join('');
}

function contentOf(plan: Plan, chance: Chance, index: number): Content {
  const incoming = chance.yes(0.5);
  const DIRECTION = incoming ? '1' : '2';
  if (sessionOf(plan, index) !== undefined) {
    return {
      TYPE_ID: '6',
      PROVIDER_ID: 'IMOPENLINES_SESSION',
      PROVIDER_TYPE_ID: '1',
      DIRECTION: '1',
      LOCATION: '',
      SUBJECT: 'Диалог открытой линии',
      DESCRIPTION: '',
      DESCRIPTION_TYPE: '1',
    };
  }
  switch (index % 4) {
    case 0:
      return {
        TYPE_ID: '2',
        PROVIDER_ID: 'VOXIMPLANT_CALL',
        PROVIDER_TYPE_ID: 'CALL',
        DIRECTION,
        LOCATION: '',
        SUBJECT: incoming ? 'Входящий звонок' : 'Исходящий звонок',
        DESCRIPTION: chance.yes(0.5) ? chance.pick(sentences) : '',
        DESCRIPTION_TYPE: '1',
      };
    case 1:
      return {
        TYPE_ID: '4',
        PROVIDER_ID: 'CRM_EMAIL',
        PROVIDER_TYPE_ID: 'EMAIL',
        DIRECTION,
        LOCATION: '',
        SUBJECT: `Re: ${chance.pick(goods)}`,
        DESCRIPTION: mailBody(plan, chance, index),
        DESCRIPTION_TYPE: '3',
      };
    case 2:
      return {
        TYPE_ID: '1',
        PROVIDER_ID: 'CRM_MEETING',
        PROVIDER_TYPE_ID: 'MEETING',
        DIRECTION: '0',
        LOCATION: chance.pick(['Переговорная', 'У клиента', 'Кафе у вокзала']),
        SUBJECT: `Встреча: ${chance.pick(goods)}`,
        DESCRIPTION: chance.pick(sentences),
        DESCRIPTION_TYPE: '1',
      };
    default:
      return {
        TYPE_ID: '6',
        PROVIDER_ID: 'CRM_TODO',
        PROVIDER_TYPE_ID: 'TODO',
        DIRECTION: '0',
        LOCATION: '',
        SUBJECT: 'Дело',
        DESCRIPTION: `[B]Не забыть:[/B] ${chance.pick(sentences)}`,
        DESCRIPTION_TYPE: '2',
      };
  }
}

function communication(plan: Plan, chance: Chance, owner: Owner, content: Content, id: number): readonly JsonObject[] {
  if (content.TYPE_ID !== '2' && content.TYPE_ID !== '4') return [];
  const name = contactName(plan, owner.contact);
  const mail = content.TYPE_ID === '4';
  return [
    {
      ID: String(id),
      TYPE: mail ? 'EMAIL' : 'PHONE',
      VALUE: mail ? personEmail(name, 'pochta.example.com') : phoneNotation(chance, mobileDigits(chance)),
      ENTITY_ID: String(idAt(owner.contact)),
      ENTITY_TYPE_ID: '3',
      ENTITY_SETTINGS: { NAME: name.first, SECOND_NAME: name.patronymic, LAST_NAME: name.last },
    },
  ];
}

export function activityRow(plan: Plan, staff: Staff, index: number): Made {
  const chance = new Chance(plan.seed, 'activity', index);
  const id = idAt(index);
  const owner = ownerOf(plan, chance, index);
  const content = contentOf(plan, chance, index);
  const created = past(chance, 600);
  const completed = chance.yes(0.8);
  const start = after(chance, created, 3);
  const responsible = String(chance.pick(staff.userIds));
  const bindings: JsonObject[] = [{ OWNER_TYPE_ID: String(owner.typeId), OWNER_ID: String(owner.id) }];
  if (owner.typeId === 2 && index % 3 === 0) {
    bindings.push({ OWNER_TYPE_ID: '3', OWNER_ID: String(idAt(owner.contact)) });
  }
  const row: Record<string, Json> = {
    ID: String(id),
    OWNER_ID: String(owner.id),
    OWNER_TYPE_ID: String(owner.typeId),
    PROVIDER_GROUP_ID: null,
    ASSOCIATED_ENTITY_ID: String(sessionOf(plan, index) ?? 0),
    ...content,
    CREATED: moment(created),
    LAST_UPDATED: moment(after(chance, created, 20)),
    START_TIME: moment(start),
    END_TIME: moment(start + chance.int(60, 7200) * 1000),
    DEADLINE: moment(completed ? start : Math.min(start, lastMoment) + chance.int(1, 14) * 86_400_000),
    COMPLETED: completed ? 'Y' : 'N',
    STATUS: completed ? '2' : '1',
    RESPONSIBLE_ID: responsible,
    PRIORITY: chance.yes(0.1) ? '3' : '2',
    NOTIFY_TYPE: '0',
    NOTIFY_VALUE: '0',
    SETTINGS: [],
    ORIGINATOR_ID: null,
    ORIGIN_ID: null,
    AUTHOR_ID: responsible,
    EDITOR_ID: responsible,
    PROVIDER_PARAMS: [],
    PROVIDER_DATA: null,
    RESULT_MARK: '0',
    RESULT_VALUE: null,
    RESULT_SUM: null,
    RESULT_CURRENCY_ID: null,
    RESULT_STATUS: '0',
    RESULT_STREAM: '0',
    RESULT_SOURCE_ID: null,
    AUTOCOMPLETE_RULE: '0',
    COMMUNICATIONS: communication(plan, chance, owner, content, id),
    BINDINGS: bindings,
  };
  return made('activity', row);
}

const commented = ['deal', 'lead', 'contact', 'company'] as const;

export const firstCommentId = 900;

export function timelineCommentRow(plan: Plan, staff: Staff, index: number): Made {
  const chance = new Chance(plan.seed, 'comment', index);
  const { counts } = plan;
  const type = commented[index % commented.length] ?? 'deal';
  const owner = Math.floor(index / commented.length);
  const ids = {
    deal: idAt(owner % counts.deals, firstDealId),
    lead: idAt(owner % counts.leads, firstLeadId),
    contact: idAt(owner % counts.contacts),
    company: idAt(owner % counts.companies),
  };
  const trap = index % 30 === 11 ? (hostileTexts[Math.floor(index / 30) % hostileTexts.length] ?? '') : '';
  return made('timelineComment', {
    ID: String(idAt(index, firstCommentId)),
    ENTITY_ID: String(ids[type]),
    ENTITY_TYPE: type,
    CREATED: moment(past(chance, 400)),
    COMMENT:
      trap === ''
        ? `${chance.pick(sentences)} ${chance.yes(0.3) ? `[I]${chance.pick(sentences)}[/I]` : ''}`.trim()
        : trap,
    AUTHOR_ID: String(chance.pick(staff.userIds)),
    FILES: {},
  });
}
