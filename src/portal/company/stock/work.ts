import type { Json } from '../../../base/json.ts';
import { lastMoment, moment, past } from '../moments.ts';
import { idAt, type Plan } from '../plan.ts';
import { firstTaskId } from '../tasks.ts';
import { flowIdAt, flows, templateIdAt, templates } from '../task-kin.ts';
import { sentences, taskTitles } from '../words.ts';
import { siteDate } from './dates.ts';
import { type Making, type Stock, stock } from './stock.ts';

type Row = Record<string, Json>;

const fixed = (rows: number) => (): number => rows;
const named = (index: number, names: readonly string[]): string => names[index % names.length] ?? '';
const some = (plan: Plan): number => Math.max(10, plan.counts.orders * 2);

const fill = (names: string, value: Json): Row => Object.fromEntries(names.split(' ').map((name) => [name, value]));

const person = (role: string): Row => ({
  [`${role}_NAME`]: 'Имя',
  [`${role}_LAST_NAME`]: 'Фамилия',
  [`${role}_SECOND_NAME`]: '',
  [`${role}_LOGIN`]: 'login@example.com',
  [`${role}_WORK_POSITION`]: 'Сотрудник',
  [`${role}_PHOTO`]: null,
});

function template({ chance, staff, index }: Making): Row {
  const flags = 'ALLOW_CHANGE_DEADLINE ALLOW_TIME_TRACKING MATCH_WORK_TIME DESCRIPTION_IN_BBCODE REPLICATE';
  const no = 'TASK_CONTROL ADD_IN_REPORT MULTITASK';
  const none = 'DEADLINE_AFTER XML_ID FILES TAGS DEPENDS_ON TASK_ID';
  const zero =
    'STAGE_ID GROUP_ID PARENT_ID TPARAM_TYPE TPARAM_REPLICATION_COUNT BASE_TEMPLATE_ID TEMPLATE_CHILDREN_COUNT';
  const responsible = chance.pick(staff.userIds);
  return {
    ID: String(templateIdAt(index)),
    TITLE: `${chance.pick(taskTitles)} (шаблон)`,
    DESCRIPTION: `[B]${chance.pick(sentences)}[/B]`,
    PRIORITY: '1',
    STATUS: '1',
    RESPONSIBLE_ID: String(responsible),
    START_DATE_PLAN_AFTER: '32400',
    END_DATE_PLAN_AFTER: '97200',
    CREATED_BY: String(chance.pick(staff.userIds)),
    SITE_ID: 's1',
    ACCOMPLICES: 'a:0:{}',
    AUDITORS: 'a:0:{}',
    RESPONSIBLES: `a:1:{i:0;i:${responsible};}`,
    REPLICATE_PARAMS: 'a:0:{}',
    SCENARIO: 'default',
    ...fill(flags, 'Y'),
    ...fill(no, 'N'),
    ...fill(none, null),
    ...fill(zero, '0'),
    ...person('CREATED_BY'),
    ...person('RESPONSIBLE'),
    UF_CRM_TASK: ['D_20'],
    UF_TASK_WEBDAV_FILES: index === 0 ? [idAt(0)] : null,
  };
}

const taskStock: readonly Stock[] = [
  stock('taskTemplate', templates, template, 'ID'),
  stock(
    'templateChecklist',
    (plan) => templates(plan) * 3,
    ({ chance, index }) => {
      const top = index % 3 === 0;
      return {
        id: String(idAt(index, 23)),
        templateId: String(templateIdAt(Math.floor(index / 3))),
        parentId: top ? 0 : String(idAt(index - (index % 3), 23)),
        title: top ? 'Чек-лист' : chance.pick(sentences),
        sortIndex: String(index % 3),
        isComplete: 'N',
        isImportant: 'N',
      };
    },
  ),
  stock('taskFlow', flows, ({ chance, staff, index }) => ({
    id: flowIdAt(index),
    creatorId: 1,
    ownerId: chance.pick(staff.userIds),
    groupId: 1,
    templateId: 0,
    efficiency: 100,
    active: true,
    plannedCompletionTime: 7200,
    activity: moment(past(chance, 60)),
    name: named(index, ['Заявки на доступ', 'Ремонт техники']),
    description: chance.pick(sentences),
    distributionType: 'manually',
    responsibleList: [['user', '1']],
    demo: false,
    responsibleCanChangeDeadline: true,
    matchWorkTime: true,
    taskControl: false,
    notifyAtHalfTime: false,
    notifyOnQueueOverflow: 10,
    notifyOnTasksInProgressOverflow: 50,
    notifyWhenEfficiencyDecreases: null,
    taskCreators: [['meta-user', 'all-users']],
    team: [['user', '1']],
    trialFeatureEnabled: false,
  })),
  stock('epic', fixed(3), ({ plan, chance, index }) => ({
    id: index + 1,
    groupId: idAt(index % plan.counts.groups),
    name: `Эпик ${index + 1}`,
    description: chance.pick(sentences),
    createdBy: 1,
    modifiedBy: 0,
    color: '#69dafc',
  })),
  stock('scrumBacklog', fixed(1), () => ({ id: 1, groupId: idAt(0), createdBy: 1, modifiedBy: 1 })),
  stock('sprintStage', fixed(6), ({ index }) => ({
    id: String(58 + index),
    name: named(index, ['Новые', 'Выполняются', 'Сделаны']),
    sort: String(100 * ((index % 3) + 1)),
    type: named(index, ['NEW', 'WORK', 'FINISH']),
    sprintId: String(2 + Math.floor(index / 3)),
    color: named(index, ['00C4FB', '47D1E2', '75D900']),
  })),
  {
    family: 'scrumTask',
    count: ({ counts }) => Math.ceil(counts.tasks / 2),
    make: ({ chance, index }) => ({
      key: idAt(index, firstTaskId),
      row: {
        entityId: 1,
        storyPoints: String(chance.pick([1, 2, 3, 5, 8])),
        epicId: (index % 3) + 1,
        sort: index,
        createdBy: 1,
        modifiedBy: 1,
      },
    }),
  },
  stock('sprint', fixed(3), ({ plan, chance, index }) => {
    const start = past(chance, 200);
    return {
      id: index + 2,
      groupId: idAt(index % plan.counts.groups),
      entityType: 'sprint',
      name: `Спринт ${index + 1}`,
      goal: '',
      sort: 1,
      createdBy: 1,
      modifiedBy: 1,
      dateStart: moment(start),
      dateEnd: moment(start + 14 * 86_400_000),
      status: 'planned',
    };
  }),
];

const siteTypes = ['PAGE', 'STORE', 'KNOWLEDGE', 'GROUP'];
const pagesEach = 2;
const blocksEach = 2;
const siteIdAt = (index: number): number => 157 + index * 2;

const siteStock: readonly Stock[] = [
  stock(
    'site',
    fixed(siteTypes.length),
    ({ index }) => ({
      ID: String(siteIdAt(index)),
      TITLE: named(index, ['Наш сайт', 'Магазин', 'База знаний', 'Сайт группы']),
      CODE: `/site${index}/`,
      TYPE: siteTypes[index] ?? '',
      ACTIVE: 'Y',
      DELETED: 'N',
      DESCRIPTION: '',
      DOMAIN_ID: '5',
      DATE_CREATE: siteDate(Date.UTC(2024, 1, 1, 9)),
      DATE_MODIFY: siteDate(Date.UTC(2025, 1, 1, 9)),
      CREATED_BY_ID: '1',
      MODIFIED_BY_ID: '1',
    }),
    'ID',
  ),
  stock(
    'page',
    fixed(siteTypes.length * pagesEach),
    ({ index }) => ({
      ID: String(idAt(index, 573)),
      TITLE: `Страница ${index + 1}`,
      CODE: `page${index}`,
      SITE_ID: String(siteIdAt(Math.floor(index / pagesEach))),
      ACTIVE: 'Y',
      DELETED: index === 1 ? 'Y' : 'N',
      DOMAIN_ID: '5',
      DATE_CREATE: siteDate(Date.UTC(2024, 1, 1, 9)),
      DATE_MODIFY: siteDate(Date.UTC(2025, 1, 1, 9)),
      CREATED_BY_ID: '1',
      MODIFIED_BY_ID: '1',
    }),
    'ID',
  ),
  stock('pageBlock', fixed(siteTypes.length * pagesEach * blocksEach), ({ chance, index }) => {
    const lid = idAt(Math.floor(index / blocksEach), 573);
    const names = 'FAVORITE_META LANDING_TITLE XML_ID DESIGNER_MODE SITE_TPL_CODE LANDING_TPL_CODE';
    return {
      id: idAt(index, 28_181),
      lid,
      code: '0.menu_02',
      name: 'Меню с логотипом слева',
      active: true,
      meta: {
        LID: String(lid),
        ...Object.fromEntries(names.split(' ').map((name) => [name, ''])),
        CREATED_BY_ID: '1',
        DATE_CREATE: siteDate(Date.UTC(2024, 1, 1, 9)),
        MODIFIED_BY_ID: '1',
        DATE_MODIFY: siteDate(Date.UTC(2025, 1, 1, 9)),
        SITE_TYPE: 'PAGE',
      },
      content: `<div class="block-wrapper"><p>${chance.pick(sentences)}</p></div>`,
      css: [],
      js: [],
    };
  }),
];

const noteStock: readonly Stock[] = [
  stock('noteCollection', fixed(3), ({ chance, index }) => ({
    id: index + 41,
    name: named(index, ['Регламенты', 'Продукты', 'Новичкам']),
    position: 100 * (index + 1),
    policyLevel: 'manage',
    createdBy: 1,
    updatedBy: 1,
    createdAt: moment(past(chance, 400)),
    updatedAt: moment(past(chance, 100)),
  })),
  // Two thirds of the documents lie under another, some of them under one that lies there itself.
  stock('noteDocument', fixed(9), ({ chance, index }) => ({
    id: 70 + index,
    collectionId: (index % 3) + 41,
    parentId: index < 3 ? null : 70 + index - 3,
    title: `Глава ${index + 1}`,
    markdown: `# Глава ${index + 1}\n\n${chance.pick(sentences)}\n\n- ${chance.pick(sentences)}`,
    position: index,
    createdBy: 1,
    updatedBy: 1,
    createdAt: moment(past(chance, 400)),
    updatedAt: moment(past(chance, 100)),
  })),
];

const officeStock: readonly Stock[] = [
  stock('workDay', some, ({ chance, staff, index }) => {
    const start = Math.floor((lastMoment - chance.int(1, 200) * 86_400_000) / 1000) * 1000;
    const length = chance.int(6, 9) * 3600;
    return {
      id: idAt(index, 177),
      userId: chance.pick(staff.userIds),
      startTime: moment(start),
      endTime: moment(start + length * 1000),
      duration: length,
      breakLength: 3600,
      state: 'CLOSED',
      isApproved: true,
    };
  }),
  stock('eventLog', some, ({ chance, staff, index }) => ({
    id: idAt(index, 115_955),
    timestampX: moment(past(chance, 100)),
    severity: 'SECURITY',
    auditTypeId: 'USER_AUTHORIZE',
    moduleId: 'main',
    itemId: String(chance.pick(staff.userIds)),
    remoteAddr: `192.0.2.${chance.int(1, 250)}`,
    userAgent: 'Mozilla/5.0',
    requestUri: '/',
    siteId: 's1',
    userId: chance.pick(staff.userIds),
    guestId: 0,
    description: '{"requestId":"пример"}',
  })),
  stock(
    'agreement',
    fixed(2),
    ({ index }) => ({
      ID: String(35 + index),
      NAME: named(index, ['Согласие на рассылку', 'Согласие на обработку данных']),
      ACTIVE: 'Y',
      LANGUAGE_ID: 'ru',
      _label: 'Нажимая кнопку «Я согласен», я даю согласие на обработку моих персональных данных',
      _text: `${named(index, ['Согласие на рассылку', 'Согласие на обработку данных'])}\n\nЯ выражаю согласие на обработку моих персональных данных.`,
    }),
    'ID',
  ),
  stock('team', fixed(3), ({ index }) => ({
    id: 100 + index,
    name: named(index, ['Команда запуска', 'Команда качества', 'Отдел продаж']),
    type: index === 2 ? 'DEPARTMENT' : 'TEAM',
    structureId: 1,
    parentId: index === 2 ? null : 1,
    description: null,
    accessCode: `DR${100 + index}`,
    userCount: 3,
    colorName: null,
    xmlId: null,
    createdAt: '2025-05-20T10:15:00+03:00',
    updatedAt: '2025-06-02T10:30:00+03:00',
  })),
];

export const workStock: readonly Stock[] = [...taskStock, ...siteStock, ...noteStock, ...officeStock];
