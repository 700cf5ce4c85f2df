import type { Json } from '../../base/json.ts';
import { Chance } from './chance.ts';
import { firstDealId, firstLeadId, type Staff } from './crm.ts';
import { made, type Made } from './made.ts';
import { after, moment, past } from './moments.ts';
import { idAt, type Plan } from './plan.ts';
import { approveName, type ProcessTemplate, processTemplates, requestName, reviewName } from './templates.ts';

/** PHP says nothing of an empty map but `[]`. */
function phpMap(map: Readonly<Record<string, Json>>): Json {
  return Object.keys(map).length === 0 ? [] : map;
}

export function* templateRows(): Generator<Made> {
  for (const template of processTemplates) {
    yield made('processTemplate', {
      ID: String(template.id),
      MODULE_ID: 'crm',
      ENTITY: template.entity,
      DOCUMENT_TYPE: template.documentType,
      AUTO_EXECUTE: String(template.autoExecute),
      NAME: template.name,
      DESCRIPTION: '',
      TEMPLATE: [template.tree],
      PARAMETERS: phpMap(template.parameters),
      VARIABLES: phpMap(template.variables),
      CONSTANTS: phpMap(template.constants),
      MODIFIED: '2026-05-20T12:30:00+03:00',
      IS_MODIFIED: 'Y',
      USER_ID: '1',
      SYSTEM_CODE: null,
    });
  }
}

function documentOf(plan: Plan, template: ProcessTemplate, index: number): string {
  const { counts } = plan;
  switch (template.documentType) {
    case 'LEAD':
      return `LEAD_${idAt(index % counts.leads, firstLeadId)}`;
    case 'CONTACT':
      return `CONTACT_${idAt(index % counts.contacts)}`;
    case 'COMPANY':
      return `COMPANY_${idAt(index % counts.companies)}`;
    default:
      return `DEAL_${idAt(index % counts.deals, firstDealId)}`;
  }
}

interface Waiting {
  readonly activity: string;
  readonly name: string;
  readonly title: string;
  readonly state: string;
  readonly parameters: Readonly<Record<string, Json>>;
}

const vote: Waiting = {
  activity: 'ApproveActivity',
  name: approveName,
  title: 'Согласуйте сделку',
  state: 'Ждёт согласования',
  parameters: {
    CommentLabel: 'Комментарий',
    CommentRequired: 'N',
    ShowComment: 'Y',
    StatusYesLabel: 'Утвердить',
    StatusNoLabel: 'Отклонить',
  },
};
const question: Waiting = {
  activity: 'RequestInformationActivity',
  name: requestName,
  title: 'Что случилось у клиента?',
  state: 'Ждёт сведений',
  parameters: {
    CommentLabel: 'Комментарий',
    CommentRequired: 'N',
    ShowComment: 'Y',
    StatusOkLabel: 'Сохранить',
    Fields: [
      {
        Id: 'contract',
        Type: 'string',
        Name: 'Номер договора',
        Description: '',
        Multiple: false,
        Required: true,
        Options: null,
        Settings: null,
        Default: '',
      },
    ],
  },
};
const reading: Waiting = {
  activity: 'ReviewActivity',
  name: reviewName,
  title: 'Ознакомьтесь',
  state: 'Ждёт ознакомления',
  parameters: { CommentLabel: 'Комментарий', CommentRequired: 'N', ShowComment: 'Y', StatusOkLabel: 'Ознакомлен' },
};
const waits: Readonly<Record<number, Waiting>> = { 1: vote, 3: question, 4: reading, 7: reading, 8: question };

/** A running instance and the assignment on which it waits. */
export function* workflowRows(plan: Plan, staff: Staff, index: number): Generator<Made> {
  const template = processTemplates[index % processTemplates.length];
  const waiting = template === undefined ? undefined : waits[template.id];
  if (template === undefined || waiting === undefined) throw new RangeError('no template');
  const chance = new Chance(plan.seed, 'workflow', index);
  const started = past(chance, 90);
  const id = `${chance.hex(14)}.${chance.digits(8)}`;
  const document = documentOf(plan, template, index);
  const starter = String(chance.pick(staff.userIds));
  const changed = moment(after(chance, started, 5));
  yield made('workflow', {
    ID: id,
    MODIFIED: changed,
    OWNED_UNTIL: null,
    MODULE_ID: 'crm',
    ENTITY: template.entity,
    DOCUMENT_ID: document,
    STARTED: moment(started),
    STARTED_BY: starter,
    TEMPLATE_ID: String(template.id),
  });
  yield made('assignment', {
    ID: String(idAt(index, 1501)),
    WORKFLOW_ID: id,
    DOCUMENT_NAME: document.replace('_', ' № '),
    DESCRIPTION: '',
    NAME: waiting.title,
    MODIFIED: changed,
    WORKFLOW_STARTED: moment(started),
    WORKFLOW_STARTED_BY: starter,
    OVERDUE_DATE: null,
    WORKFLOW_TEMPLATE_ID: String(template.id),
    WORKFLOW_TEMPLATE_NAME: template.name,
    WORKFLOW_STATE: waiting.state,
    STATUS: '0',
    USER_ID: String(chance.pick(staff.userIds)),
    USER_STATUS: '0',
    MODULE_ID: 'crm',
    ENTITY: template.entity,
    DOCUMENT_ID: document,
    ACTIVITY: waiting.activity,
    ACTIVITY_NAME: waiting.name,
    PARAMETERS: waiting.parameters,
    DOCUMENT_URL: `/crm/${template.documentType.toLowerCase()}/details/${document.replace(/\D+/u, '')}/`,
  });
}
