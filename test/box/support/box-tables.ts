import { deflateSync } from 'node:zlib';

import { serialize } from 'php-serialize';

import { isObject, type Json, type JsonObject, textOf } from '../../../src/base/json.ts';
import { next, objects, type Schema, type SchemaTable, several, type SourceRecord, texts, tree } from './box-schema.ts';
import { catalogTables } from './box-tables-catalog.ts';
import { crmTables } from './box-tables-crm.ts';
import { calendarTables } from './box-tables-calendar.ts';
import { feedTables } from './box-tables-feed.ts';
import { goodsTables, photoRows } from './box-tables-goods.ts';
import { orderPropertyTable, saleTables, siteTables } from './box-tables-sale.ts';
import { listTables, sectionColumns } from './box-tables-lists.ts';

/** A part of a process template as the table holds it. */
export function drawn(value: Json | undefined, packed: boolean): Buffer {
  const text = Buffer.from(serialize(value ?? []), 'utf8');
  return packed ? deflateSync(text) : text;
}

/** The sample numbers tags anew in every task; in the table a tag is one, whoever has it. */
const labels = new Map<string, number>();

function labelOf(tag: JsonObject): number {
  const title = textOf(tag['title']);
  const id = labels.get(title) ?? labels.size + 1;
  labels.set(title, id);
  return id;
}

export const boxTables: readonly SchemaTable[] = [
  {
    kind: 'user',
    table: 'b_user',
    columns: `
      ID int
      LOGIN varchar(50) EMAIL
      PASSWORD varchar(255) =$6$secret-hash
      CHECKWORD varchar(255) =secret-word
      ACTIVE char(1)
      NAME varchar(50)
      LAST_NAME varchar(50)
      SECOND_NAME varchar(50)
      EMAIL varchar(255)
      LAST_LOGIN moment
      DATE_REGISTER moment
      TIME_ZONE varchar(50)
      PERSONAL_GENDER char(1)
      PERSONAL_WWW varchar(255)
      PERSONAL_BIRTHDAY day
      PERSONAL_MOBILE varchar(255)
      PERSONAL_CITY varchar(255)
      WORK_PHONE varchar(255)
      WORK_POSITION varchar(255)
      EXTERNAL_AUTH_ID varchar(255) -`,
    more: ({ row }) => [
      [
        'b_uts_user',
        {
          VALUE_ID: row['ID'] ?? 0,
          UF_EMPLOYMENT_DATE: row['UF_EMPLOYMENT_DATE'] ?? null,
          UF_PHONE_INNER: row['UF_PHONE_INNER'] ?? null,
        },
      ],
      ...several('b_utm_user', [
        [1001, 'VALUE_INT', texts(row['UF_DEPARTMENT'])],
        [176, 'VALUE_INT', texts(row['UF_USR_1724228142162'])],
      ])(row['ID'] ?? 0),
    ],
  },
  {
    kind: 'department',
    table: 'b_iblock_section',
    columns: `ID int\nIBLOCK_ID int =3\nIBLOCK_SECTION_ID int PARENT\nNAME varchar(255)\nSORT int\n${sectionColumns('-')}`,
    more: ({ row }) => [['b_uts_iblock_3_section', { VALUE_ID: row['ID'] ?? 0, UF_HEAD: row['UF_HEAD'] ?? null }]],
  },
  {
    kind: 'workgroup',
    table: 'b_sonet_group',
    columns: `
      ID int id
      ACTIVE char(1) active
      SUBJECT_ID int subjectId
      NAME varchar(255) name
      DESCRIPTION text description
      KEYWORDS varchar(255) keywords
      CLOSED char(1) closed
      VISIBLE char(1) visible
      OPENED char(1) opened
      PROJECT char(1) project
      LANDING char(1) landing
      DATE_CREATE moment dateCreate
      DATE_UPDATE moment dateUpdate
      DATE_ACTIVITY moment dateActivity
      IMAGE_ID int -
      AVATAR_TYPE varchar(50) avatarType
      OWNER_ID int ownerId
      NUMBER_OF_MEMBERS int numberOfMembers
      NUMBER_OF_MODERATORS int numberOfModerators
      INITIATE_PERMS char(1) initiatePerms
      PROJECT_DATE_START moment projectDateStart
      PROJECT_DATE_FINISH moment projectDateFinish
      SCRUM_OWNER_ID int scrumOwnerId
      SCRUM_MASTER_ID int scrumMasterId
      SCRUM_SPRINT_DURATION int scrumSprintDuration
      SCRUM_TASK_RESPONSIBLE char(1) scrumTaskResponsible
      TYPE varchar(30) type`,
  },
  { kind: 'group-member', table: 'b_sonet_user2group', columns: 'ID int #\nUSER_ID int\nGROUP_ID int ^\nROLE char(1)' },
  {
    kind: 'task',
    table: 'b_tasks',
    columns: `
      ID int id
      PARENT_ID int parentId
      TITLE varchar(255) title
      DESCRIPTION text description
      MARK char(1) mark
      PRIORITY char(1) priority
      MULTITASK char(1) multitask
      REPLICATE char(1) replicate
      STAGE_ID int stageId
      CREATED_BY int createdBy
      CREATED_DATE moment createdDate
      RESPONSIBLE_ID int responsibleId
      CHANGED_BY int changedBy
      CHANGED_DATE moment changedDate
      STATUS_CHANGED_BY int statusChangedBy
      CLOSED_BY int closedBy
      CLOSED_DATE moment closedDate
      DATE_START moment dateStart
      DEADLINE moment deadline
      START_DATE_PLAN moment startDatePlan
      END_DATE_PLAN moment endDatePlan
      GUID varchar(50) guid
      XML_ID varchar(50) xmlId
      ALLOW_CHANGE_DEADLINE char(1) allowChangeDeadline
      ALLOW_TIME_TRACKING char(1) allowTimeTracking
      TASK_CONTROL char(1) taskControl
      ADD_IN_REPORT char(1) addInReport
      FORKED_BY_TEMPLATE_ID int forkedByTemplateId
      TIME_ESTIMATE int timeEstimate
      MATCH_WORK_TIME char(1) matchWorkTime
      FORUM_TOPIC_ID bigint forumTopicId
      SITE_ID char(2) siteId
      EXCHANGE_ID varchar(196) exchangeId
      DESCRIPTION_IN_BBCODE char(1) descriptionInBbcode
      STATUS char(1) status
      STATUS_CHANGED_DATE moment statusChangedDate
      DURATION_PLAN int durationPlan
      DURATION_TYPE varchar(5) durationType
      GROUP_ID int groupId
      ZOMBIE char(1) =N`,
    more: ({ row }) => {
      const id = row['id'] ?? 0;
      return [
        ...texts(row['accomplices']).map(
          (user) => ['b_tasks_member', { TASK_ID: id, USER_ID: user, TYPE: 'A' }] as const,
        ),
        ...texts(row['auditors']).map((user) => ['b_tasks_member', { TASK_ID: id, USER_ID: user, TYPE: 'U' }] as const),
        ['b_tasks_member', { TASK_ID: id, USER_ID: row['responsibleId'] ?? 0, TYPE: 'R' }] as const,
        ...objects(row['tags']).map((tag) => ['b_tasks_task_tag', { TASK_ID: id, TAG_ID: labelOf(tag) }] as const),
        ['b_tasks_task_chat', { TASK_ID: id, CHAT_ID: row['chatId'] ?? 0 }] as const,
        ...(row['flowId'] === null
          ? []
          : [['b_tasks_flow_task', { TASK_ID: id, FLOW_ID: row['flowId'] ?? 0 }] as const]),
        ['b_uts_tasks_task', { VALUE_ID: id, UF_MAIL_MESSAGE: null }] as const,
        ...several('b_utm_tasks_task', [
          [1295, 'VALUE', texts(row['ufCrmTask'])],
          [229, 'VALUE_INT', texts(row['ufTaskWebdavFiles'])],
        ])(id),
      ];
    },
  },
  {
    kind: 'checklist-item',
    table: 'b_tasks_checklist_items',
    columns: `
      ID int
      TASK_ID int
      CREATED_BY int
      TOGGLED_BY int
      TOGGLED_DATE moment
      TITLE varchar(255)
      IS_COMPLETE char(1)
      IS_IMPORTANT char(1)
      SORT_INDEX int`,
    more: tree('b_tasks_checklist_items_tree', 'PARENT_ID'),
  },
  {
    kind: 'elapsed-time',
    table: 'b_tasks_elapsed_time',
    columns: `
      ID int
      CREATED_DATE moment
      DATE_START moment
      DATE_STOP moment
      USER_ID int
      TASK_ID int
      MINUTES int
      SECONDS int
      SOURCE int
      COMMENT_TEXT text`,
  },
  {
    kind: 'task-result',
    table: 'b_tasks_result',
    columns: `
      ID int id
      TASK_ID int taskId
      COMMENT_ID int commentId
      CREATED_BY int createdBy
      CREATED_AT moment createdAt
      UPDATED_AT moment updatedAt
      TEXT text text
      STATUS int status`,
  },
  {
    kind: 'task-comment',
    table: 'b_forum_message',
    columns: `
      ID bigint
      TOPIC_ID bigint topic
      NEW_TOPIC char(1) =N
      AUTHOR_ID int
      AUTHOR_NAME varchar(255)
      POST_DATE moment
      POST_MESSAGE text`,
  },
  {
    kind: 'task-template',
    table: 'b_tasks_template',
    columns: `
      ID int
      TASK_ID int
      TITLE varchar(255)
      DESCRIPTION text
      DESCRIPTION_IN_BBCODE char(1)
      PRIORITY char(1)
      STATUS char(1)
      RESPONSIBLE_ID int
      DEADLINE_AFTER int
      START_DATE_PLAN_AFTER int
      END_DATE_PLAN_AFTER int
      REPLICATE char(1)
      REPLICATE_PARAMS text
      CREATED_BY int
      XML_ID varchar(50)
      ALLOW_CHANGE_DEADLINE char(1)
      ALLOW_TIME_TRACKING char(1)
      TASK_CONTROL char(1)
      MATCH_WORK_TIME char(1)
      ADD_IN_REPORT char(1)
      GROUP_ID int
      PARENT_ID int
      MULTITASK char(1)
      SITE_ID char(2)
      ACCOMPLICES text
      AUDITORS text
      RESPONSIBLES text
      FILES text
      TAGS text
      DEPENDS_ON text
      TPARAM_TYPE int
      SCENARIO varchar(100)
      STAGE_ID int
      ZOMBIE char(1) =N`,
    more: ({ row }) =>
      several('b_utm_tasks_task_template', [
        [2001, 'VALUE', texts(row['UF_CRM_TASK'])],
        [2002, 'VALUE_INT', texts(row['UF_TASK_WEBDAV_FILES'])],
      ])(row['ID'] ?? 0),
  },
  {
    kind: 'task-history',
    table: 'b_tasks_log',
    columns: `
      ID int id
      CREATED_DATE moment createdDate
      USER_ID int user.id
      TASK_ID int ^
      FIELD varchar(50) field
      FROM_VALUE text value.from
      TO_VALUE text value.to`,
  },
  {
    kind: 'task-stage',
    table: 'b_tasks_stages',
    columns: `
      ID int
      TITLE varchar(255)
      SORT int
      COLOR char(6)
      SYSTEM_TYPE varchar(20)
      ENTITY_ID int
      ENTITY_TYPE char(1)`,
  },
  {
    kind: 'template-checklist-item',
    table: 'b_tasks_template_chl_item',
    columns: `
      ID int id
      TEMPLATE_ID int templateId
      SORT int sortIndex
      TITLE varchar(255) title
      CHECKED smallint =0
      IS_IMPORTANT char(1) isImportant`,
    more: tree('b_tasks_template_chl_item_tree', 'parentId'),
  },
  {
    kind: 'disk-storage',
    table: 'b_disk_storage',
    columns: `
      ID int
      NAME varchar(100)
      CODE varchar(32)
      MODULE_ID varchar(32)
      ENTITY_TYPE varchar(100)
      ENTITY_ID varchar(32)
      ROOT_OBJECT_ID int`,
  },
  { kind: 'disk-folder', table: 'b_disk_object', columns: diskObject('2') },
  { kind: 'disk-file', table: 'b_disk_object', columns: diskObject('3') },
  {
    kind: 'disk-version',
    table: 'b_disk_version',
    columns: `
      ID int
      OBJECT_ID int
      FILE_ID int ID
      SIZE bigint
      NAME varchar(255)
      CREATE_TIME moment
      CREATED_BY int
      GLOBAL_CONTENT_VERSION int`,
  },
  {
    kind: 'chat-message',
    table: 'b_im_message',
    columns: `
      ID int id
      CHAT_ID int chat_id
      AUTHOR_ID int author_id
      MESSAGE text text
      DATE_CREATE moment date`,
    more: ({ row }) => {
      const params = row['params'];
      const files = isObject(params) ? texts(params['FILE_ID']) : [];
      return [
        ['b_im_message_uuid', { UUID: row['uuid'] ?? '', MESSAGE_ID: row['id'] ?? 0 }] as const,
        ...files.map(
          (file) =>
            [
              'b_im_message_param',
              { ID: next(), MESSAGE_ID: row['id'] ?? 0, PARAM_NAME: 'FILE_ID', PARAM_VALUE: file },
            ] as const,
        ),
      ];
    },
  },
  {
    kind: 'bp-instance',
    table: 'b_bp_workflow_instance',
    columns: 'ID varchar(32)\nWORKFLOW blob -\nSTATUS int =1\nMODIFIED moment\nOWNED_UNTIL moment',
    more: ({ row }) => [
      [
        'b_bp_workflow_state',
        {
          ID: row['ID'] ?? '',
          MODULE_ID: row['MODULE_ID'] ?? null,
          ENTITY: row['ENTITY'] ?? null,
          DOCUMENT_ID: row['DOCUMENT_ID'] ?? null,
          WORKFLOW_TEMPLATE_ID: row['TEMPLATE_ID'] ?? null,
          STATE: 'InProgress',
          STATE_TITLE: 'В работе',
          MODIFIED: row['MODIFIED'] ?? null,
          STARTED: row['STARTED'] ?? null,
          STARTED_BY: row['STARTED_BY'] ?? null,
        },
      ],
    ],
  },
  {
    kind: 'bp-assignment',
    table: 'b_bp_task',
    columns: `
      ID int
      WORKFLOW_ID varchar(32)
      ACTIVITY varchar(128)
      ACTIVITY_NAME varchar(128)
      MODIFIED moment
      OVERDUE_DATE moment
      NAME varchar(128)
      DESCRIPTION text
      PARAMETERS php
      STATUS int`,
    more: ({ row }) => [
      [
        'b_bp_task_user',
        { ID: next(), USER_ID: row['USER_ID'] ?? 0, TASK_ID: row['ID'] ?? 0, STATUS: row['USER_STATUS'] ?? 0 },
      ],
    ],
  },

  ...crmTables,
  ...listTables,
  ...calendarTables,
  ...feedTables,
  ...catalogTables,
  ...goodsTables,
  orderPropertyTable,
  ...saleTables,
  ...siteTables,
];

function diskObject(type: string): string {
  return `
    ID int
    NAME varchar(255)
    TYPE int =${type}
    CODE varchar(50)
    STORAGE_ID int
    REAL_OBJECT_ID int ${type === '2' ? 'REAL_OBJECT_ID' : 'ID'}
    PARENT_ID int
    CREATE_TIME moment
    UPDATE_TIME moment
    DELETE_TIME moment
    CREATED_BY int
    UPDATED_BY int
    DELETED_BY int
    GLOBAL_CONTENT_VERSION int
    FILE_ID int
    SIZE bigint
    DELETED_TYPE int`;
}

/** What tables hold that no record of REST stands for. */
export async function fillRest(schema: Schema, records: (kind: string) => readonly SourceRecord[]): Promise<void> {
  for (const [id, entity, name, type, multiple] of [
    [1001, 'USER', 'UF_DEPARTMENT', 'iblock_section', 'Y'],
    [1002, 'USER', 'UF_EMPLOYMENT_DATE', 'date', 'N'],
    [1003, 'USER', 'UF_PHONE_INNER', 'string', 'N'],
    [2001, 'TASKS_TASK_TEMPLATE', 'UF_CRM_TASK', 'crm', 'Y'],
    [2002, 'TASKS_TASK_TEMPLATE', 'UF_TASK_WEBDAV_FILES', 'disk_file', 'Y'],
    [2003, 'CRM_INVOICE', 'UF_DEAL_ID', 'string', 'N'],
    [2004, 'CRM_INVOICE', 'UF_COMPANY_ID', 'string', 'N'],
    [2005, 'CRM_INVOICE', 'UF_CONTACT_ID', 'string', 'N'],
    [2101, 'CALENDAR_EVENT', 'UF_CRM_CAL_EVENT', 'crm', 'Y'],
    [2103, 'BLOG_POST', 'UF_BLOG_POST_FILE', 'disk_file', 'Y'],
    [2104, 'BLOG_COMMENT', 'UF_BLOG_COMMENT_FILE', 'disk_file', 'Y'],
    [2102, 'CALENDAR_EVENT', 'UF_WEBDAV_CAL_EVENT', 'disk_file', 'Y'],
  ] as const) {
    await schema.insertJson('b_user_field', [
      { ID: id, ENTITY_ID: entity, FIELD_NAME: name, USER_TYPE_ID: type, MULTIPLE: multiple, SETTINGS: [] },
    ]);
  }
  await schema.insertJson('b_lang', [{ LID: 's1', DEF: 'Y', DIR: '/', SERVER_NAME: '', CULTURE_ID: 2 }]);
  await schema.insertJson('b_culture', [
    { ID: 1, FORMAT_DATE: 'DD.MM.YYYY', FORMAT_DATETIME: 'DD.MM.YYYY HH:MI:SS' },
    { ID: 2, FORMAT_DATE: 'MM/DD/YYYY', FORMAT_DATETIME: 'MM/DD/YYYY H:MI:SS T' },
  ]);
  const first = records('funnel').find(({ row }) => row['id'] === 0)?.row;
  await schema.insertJson('b_option', [
    { MODULE_ID: 'intranet', NAME: 'iblock_structure', VALUE: '3' },
    { MODULE_ID: 'crm', NAME: 'default_deal_category_name', VALUE: first?.['name'] ?? '' },
    { MODULE_ID: 'crm', NAME: 'default_deal_category_sort', VALUE: first?.['sort'] ?? 0 },
  ]);
  await schema.insertJson(
    'b_tasks_label',
    [...labels].map(([title, id]) => ({ ID: id, NAME: title })),
  );
  const fields = Map.groupBy(records('requisite-preset-field'), ({ parent }) => parent?.id ?? '');
  await schema.make(
    'b_crm_preset',
    `ID int
    ENTITY_TYPE_ID int
    COUNTRY_ID int
    DATE_CREATE moment
    DATE_MODIFY moment
    CREATED_BY_ID int
    MODIFY_BY_ID int
    NAME varchar(255)
    XML_ID varchar(45)
    ACTIVE char(1)
    SORT int
    SETTINGS php`,
  );
  await schema.insertJson(
    'b_crm_preset',
    records('requisite-preset').map(({ row }) => ({
      ...row,
      SETTINGS: { FIELDS: (fields.get(textOf(row['ID'])) ?? []).map((field) => field.row), LAST_FIELD_ID: 9 },
    })),
  );
  await schema.make(
    'b_im_chat',
    `ID int
    TITLE varchar(255)
    AUTHOR_ID int
    TYPE char(1)
    ENTITY_TYPE varchar(50)
    ENTITY_ID varchar(50)`,
  );
  await schema.insertJson(
    'b_im_chat',
    records('chat').map(({ row }) => ({
      ID: row['chat_id'] ?? 0,
      TITLE: row['type'] === 'chat' ? (row['title'] ?? '') : '',
      AUTHOR_ID: 1,
      TYPE: row['type'] === 'chat' ? 'C' : 'P',
    })),
  );
  await schema.insertJson(
    'b_im_relation',
    records('chat').flatMap(({ row }) =>
      ['1', row['type'] === 'chat' ? '2' : textOf(row['id'])].map((user) => ({
        ID: next(),
        CHAT_ID: row['chat_id'] ?? 0,
        USER_ID: user,
      })),
    ),
  );
  for (const [table, row] of photoRows(records('product-image'))) await schema.insertJson(table, [row]);
  await fillTemplates(schema, records('bp-template'));
}

export async function fillTemplates(schema: Schema, templates: readonly SourceRecord[]): Promise<void> {
  await schema.make(
    'b_bp_workflow_template',
    `ID int
    MODULE_ID varchar(32)
    ENTITY varchar(64)
    DOCUMENT_TYPE varchar(128)
    DOCUMENT_STATUS varchar(50)
    AUTO_EXECUTE int
    NAME varchar(255)
    TEMPLATE blob
    PARAMETERS blob
    VARIABLES blob
    CONSTANTS blob
    MODIFIED moment
    IS_MODIFIED char(1)
    USER_ID int
    SYSTEM_CODE varchar(50)`,
  );
  await schema.insert(
    'b_bp_workflow_template',
    templates.map(({ row }, index) => {
      const parts = ['TEMPLATE', 'PARAMETERS', 'VARIABLES', 'CONSTANTS'];
      const plain = Object.entries(row).filter(([name]) => !parts.includes(name));
      return {
        ...Object.fromEntries(
          plain.map(([name, value]) => [
            name,
            name === 'MODIFIED' ? textOf(value).slice(0, 19).replace('T', ' ') : value === null ? null : textOf(value),
          ]),
        ),
        // One of them is as it is where packing is switched off.
        ...Object.fromEntries(parts.map((part) => [part, drawn(row[part], index !== 1)])),
      };
    }),
  );
}
