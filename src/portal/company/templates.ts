import type { Json, JsonObject } from '../../base/json.ts';

/** A business process as the designer keeps it: a tree of activities with one root. */
export interface ProcessTemplate {
  readonly id: number;
  readonly name: string;
  readonly entity: string;
  readonly documentType: string;
  readonly autoExecute: 0 | 1 | 2 | 3;
  readonly tree: JsonObject;
  readonly parameters: JsonObject;
  readonly variables: JsonObject;
  readonly constants: JsonObject;
}

type Properties = Readonly<Record<string, Json>>;

/** One activity; its name is unique in the template and is what assignments are joined by. */
function node(type: string, name: string, properties: Properties, children: readonly JsonObject[] = []): JsonObject {
  return { Type: type, Name: name, Activated: 'Y', Node: null, Properties: properties, Children: children };
}

const sequence = (name: string, title: string, children: readonly JsonObject[] = []): JsonObject =>
  node('SequenceActivity', name, { Title: title }, children);

function field(name: string, type: string, rest: Properties = {}): Json {
  return { Name: name, Description: '', Type: type, Required: '0', Multiple: '0', Options: null, Default: '', ...rest };
}

function notify(name: string, text: string, to: Json = [['Document', 'ASSIGNED_BY_ID']]): JsonObject {
  return node('IMNotifyActivity', name, {
    Title: 'Уведомление',
    MessageUserFrom: ['user_1'],
    MessageUserTo: to,
    MessageSite: text,
    MessageOut: '',
    MessageType: '2',
  });
}

export const approveName = 'A10001_20001_30001_40001';
export const requestName = 'A10002_20002_30002_40002';
export const reviewName = 'A10003_20003_30003_40003';

/** Approval of a big deal: a condition, a vote, a waiting time, work in parallel, a loop. */
function bigDeal(): JsonObject {
  const approve = node(
    'ApproveActivity',
    approveName,
    {
      Title: 'Согласовать скидку',
      Users: ['user_1', ['Template', 'Approvers']],
      ApproveType: 'any',
      Name: 'Согласуйте сделку «{=Document:TITLE}»',
      Description: 'Сумма: {=Document:OPPORTUNITY > printable}. {=Variable:Reason}',
      OverdueDate: '',
      TimeoutDuration: '3',
      TimeoutDurationType: 'd',
      SetStatusMessage: 'Y',
      StatusMessage: 'Ждёт согласования',
      Parameters: null,
      CommentRequired: 'N',
    },
    [
      sequence('A10011_1_1_1', 'Да', [
        node('SetFieldActivity', 'A10012_1_1_1', {
          Title: 'Перевести дальше',
          FieldValue: { STAGE_ID: 'PREPARATION' },
        }),
        notify('A10013_1_1_1', 'Сделка «{=Document:TITLE}» согласована: {=A10001_20001_30001_40001:Comments}'),
      ]),
      sequence('A10014_1_1_1', 'Нет', [
        node('CrmTimelineCommentAdd', 'A10015_1_1_1', {
          Title: 'Комментарий',
          CommentText: 'Отказано',
          CommentUser: ['user_1'],
        }),
        node('TerminateActivity', 'A10016_1_1_1', { Title: 'Завершить', StateTitle: 'Отказано' }),
      ]),
    ],
  );
  const branches = [
    node(
      'IfElseBranchActivity',
      'A10021_1_1_1',
      {
        Title: 'Больше 100 000',
        mixedcondition: [{ object: 'Document', field: 'OPPORTUNITY', operator: '>', value: '100000', joiner: '0' }],
      },
      [approve],
    ),
    node('IfElseBranchActivity', 'A10022_1_1_1', { Title: 'Иначе', truecondition: '1' }, [
      notify('A10023_1_1_1', 'Небольшая сделка, согласование не нужно'),
    ]),
  ];
  const both = node('ParallelActivity', 'A10031_1_1_1', { Title: 'Одновременно' }, [
    sequence('A10032_1_1_1', 'Договор', [
      node('Task2Activity', 'A10033_1_1_1', {
        Title: 'Задача юристу',
        Fields: { TITLE: 'Договор по {=Document:TITLE}', RESPONSIBLE_ID: ['user_1'] },
      }),
    ]),
    sequence('A10034_1_1_1', 'Счёт', [
      node('DelayActivity', 'A10035_1_1_1', { Title: 'День', TimeoutDuration: '1', TimeoutDurationType: 'd' }),
    ]),
  ]);
  const loop = node(
    'WhileActivity',
    'A10041_1_1_1',
    { Title: 'Пока не оплачено', propertyvariablecondition: [['Tries', '<', '3', '0']] },
    [
      sequence('A10042_1_1_1', 'Напомнить', [
        node('MailActivity', 'A10043_1_1_1', {
          Title: 'Письмо',
          MailSubject: 'Счёт',
          MailText: 'Напоминаем об оплате',
        }),
        node('SetVariableActivity', 'A10044_1_1_1', {
          Title: 'Ещё раз',
          VariableValue: { Tries: '{{={=Variable:Tries}+1}}' },
        }),
      ]),
    ],
  );
  const condition = node('IfElseActivity', 'A10020_1_1_1', { Title: 'Сумма' }, branches);
  const off = {
    ...node('CodeActivity', 'A10051_1_1_1', { Title: 'Старый код', ExecuteCode: '// выключено' }),
    Activated: 'N',
  };
  return node('SequentialWorkflowActivity', 'Template', { Title: 'Согласование крупной сделки', Permission: [] }, [
    condition,
    both,
    loop,
    off,
  ]);
}

function state(name: string, title: string, entry: readonly JsonObject[], events: readonly JsonObject[]): JsonObject {
  const start = node('StateInitializationActivity', `${name}_init`, { Title: 'Вход' }, entry);
  return node('StateActivity', name, { Title: title, Permission: [] }, [start, ...events]);
}

function command(name: string, title: string, target: string): JsonObject {
  return node('EventDrivenActivity', name, { Title: title }, [
    node('HandleExternalEventActivity', `${name}_button`, { Title: title, Permission: ['author'] }),
    node('SetStateActivity', `${name}_go`, { Title: 'Перейти', TargetStateName: target }),
  ]);
}

/** A complaint with states: taken, looked into, closed; a timer escalates. */
function complaint(): JsonObject {
  const look = node('RequestInformationActivity', requestName, {
    Title: 'Уточнить детали',
    Users: [['Document', 'ASSIGNED_BY_ID']],
    Name: 'Что случилось у клиента?',
    Description: 'Опишите и приложите номер договора',
    RequestedInformation: [
      {
        Name: 'contract',
        Title: 'Номер договора',
        Type: 'string',
        Required: '1',
        Multiple: '0',
        Options: null,
        Default: '',
      },
      { Name: 'date', Title: 'Дата', Type: 'date', Required: '0', Multiple: '0', Options: null, Default: '' },
    ],
    SetStatusMessage: 'Y',
    StatusMessage: 'Ждёт сведений',
  });
  const timer = node('EventDrivenActivity', 'S2_timer', { Title: 'Прошла неделя' }, [
    node('DelayActivity', 'S2_delay', { Title: 'Неделя', TimeoutDuration: '7', TimeoutDurationType: 'd' }),
    node('SetStateActivity', 'S2_timer_go', { Title: 'Закрыть', TargetStateName: 'S3' }),
  ]);
  const root: Properties = { Title: 'Жалоба', Permission: [], InitialStateName: 'S1' };
  return node('StateMachineWorkflowActivity', 'Template', root, [
    state('S1', 'Принята', [notify('S1_note', 'Новая жалоба')], [command('S1_take', 'Взять в работу', 'S2')]),
    state('S2', 'Разбираем', [look], [command('S2_done', 'Решено', 'S3'), timer]),
    state(
      'S3',
      'Закрыта',
      [node('SetStateTitleActivity', 'S3_title', { Title: 'Статус', TargetStateTitle: 'Закрыта' })],
      [],
    ),
  ]);
}

function acquaintance(title: string): JsonObject {
  const review = node('ReviewActivity', reviewName, {
    Title: 'Ознакомиться',
    Users: ['group_d1'],
    ApproveType: 'all',
    Name: 'Ознакомьтесь: {=Document:NAME}',
    Description: '',
  });
  return node('SequentialWorkflowActivity', 'Template', { Title: title, Permission: [] }, [
    review,
    node('WebHookActivity', 'A30002_1_1_1', { Title: 'Сообщить складу', Handler: 'https://sklad.example.com/hook' }),
    node('StartWorkflowActivity', 'A30003_1_1_1', {
      Title: 'Запустить другой',
      DocumentId: '{=Document:ID}',
      TemplateId: '1',
    }),
    node('OurOwnActivity', 'A30004_1_1_1', {
      Title: 'Самодельное действие',
      Anything: { deep: ['и', { вложено: '1' }] },
    }),
  ]);
}

/** The templates of every sample company. */
export const processTemplates: readonly ProcessTemplate[] = [
  {
    id: 1,
    name: 'Согласование крупной сделки',
    entity: 'CCrmDocumentDeal',
    documentType: 'DEAL',
    autoExecute: 1,
    tree: bigDeal(),
    parameters: { Approvers: field('Кто согласует', 'user', { Multiple: '1', Required: '1' }) },
    variables: { Tries: field('Попыток', 'int', { Default: '0' }), Reason: field('Причина', 'text') },
    constants: { Limit: field('Порог', 'double', { Default: '100000' }) },
  },
  {
    id: 3,
    name: 'Жалоба клиента',
    entity: 'CCrmDocumentLead',
    documentType: 'LEAD',
    autoExecute: 0,
    tree: complaint(),
    parameters: {},
    variables: {},
    constants: {},
  },
  {
    id: 4,
    name: 'Новый контакт: познакомить отделы',
    entity: 'CCrmDocumentContact',
    documentType: 'CONTACT',
    autoExecute: 0,
    tree: acquaintance('Новый контакт'),
    parameters: {},
    variables: {},
    constants: {},
  },
  {
    id: 7,
    name: 'Проверка контрагента',
    entity: 'CCrmDocumentCompany',
    documentType: 'COMPANY',
    autoExecute: 3,
    tree: acquaintance('Проверка контрагента'),
    parameters: { Files: field('Документы', 'file', { Multiple: '1' }) },
    variables: { Kind: field('Вид', 'select', { Options: { a: 'Обычный', b: 'Важный' } }) },
    constants: {},
  },
  {
    id: 8,
    name: 'Возврат <b>товара</b> & денег',
    entity: 'CCrmDocumentDeal',
    documentType: 'DEAL',
    autoExecute: 0,
    tree: complaint(),
    parameters: {},
    variables: {},
    constants: {},
  },
];
