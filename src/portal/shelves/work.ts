import { shelf } from '../shelf.ts';

const numbers = { id: 'id', integer: 'groupId createdBy modifiedBy sort' } as const;

/** Templates, flows and scrum of tasks; sites; knowledge bases; work days; the event log; consents; teams. */
export const workShelves = {
  taskTemplate: shelf('task_templates', 'task', { id: 'ID', digits: 'RESPONSIBLE_ID CREATED_BY', text: 'TITLE' }),
  templateChecklist: shelf('task_template_checklists', 'task', { id: 'id', digits: 'templateId', text: 'title' }),
  taskFlow: shelf('task_flows', 'task', { id: 'id', text: 'name' }),
  epic: shelf('scrum_epics', 'task', { ...numbers, text: 'name description color' }),
  sprint: shelf('scrum_sprints', 'task', {
    ...numbers,
    text: 'name goal status entityType',
    datetime: 'dateStart dateEnd',
  }),
  scrumBacklog: shelf('scrum_backlogs', 'task', { id: 'id', integer: 'groupId createdBy modifiedBy' }),
  sprintStage: shelf('scrum_stages', 'task', { digits: 'id sprintId sort', text: 'name' }),
  /** By the number of the task. */
  scrumTask: shelf('scrum_tasks', 'task', { integer: 'epicId entityId sort' }),
  site: shelf('sites', 'landing', { id: 'ID', text: 'TITLE TYPE CODE', flag: 'DELETED ACTIVE' }),
  page: shelf(
    'pages',
    'landing',
    { id: 'ID', digits: 'SITE_ID', text: 'TITLE CODE', flag: 'DELETED ACTIVE' },
    { indexes: ['SITE_ID'] },
  ),
  pageBlock: shelf('page_blocks', 'landing', { id: 'id', integer: 'lid', text: 'code name' }, { indexes: ['lid'] }),
  noteCollection: shelf('note_collections', 'note', { id: 'id', integer: 'position', text: 'name' }),
  noteDocument: shelf('note_documents', 'note', { id: 'id', integer: 'collectionId parentId position', text: 'title' }),
  workDay: shelf(
    'work_days',
    'timeman',
    { id: 'id', integer: 'userId duration breakLength', text: 'state', datetime: 'startTime endTime' },
    { indexes: ['userId'] },
  ),
  eventLog: shelf('event_log', 'main', {
    id: 'id',
    integer: 'userId guestId',
    text: 'severity auditTypeId moduleId itemId remoteAddr siteId',
    datetime: 'timestampX',
  }),
  agreement: shelf('agreements', 'userconsent', { id: 'ID', text: 'NAME', flag: 'ACTIVE' }),
  team: shelf('teams', 'humanresources', { id: 'id', integer: 'parentId', text: 'name type' }),
} as const;
