import type { Activity } from './activity.ts';
import type { NodeType } from './model.ts';

/** Which task of BPMN a block is. What nobody knows is a plain task. */
const types: Readonly<Record<string, NodeType>> = {
  ApproveActivity: 'userTask',
  ReviewActivity: 'userTask',
  RequestInformationActivity: 'userTask',
  RequestInformationOptionalActivity: 'userTask',
  Task2Activity: 'userTask',
  MailActivity: 'sendTask',
  IMNotifyActivity: 'sendTask',
  SocNetMessageActivity: 'sendTask',
  CrmTimelineCommentAdd: 'sendTask',
  CrmSendEmailActivity: 'sendTask',
  CrmSendSmsActivity: 'sendTask',
  CodeActivity: 'scriptTask',
  SetVariableActivity: 'scriptTask',
  SetGlobalVariableActivity: 'scriptTask',
  MathOperationActivity: 'scriptTask',
  StartWorkflowActivity: 'callActivity',
  WebHookActivity: 'serviceTask',
  SetFieldActivity: 'serviceTask',
  SetStateTitleActivity: 'serviceTask',
  LogActivity: 'serviceTask',
  Calendar2Activity: 'serviceTask',
  AbsenceActivity: 'serviceTask',
  CreateDocumentActivity: 'serviceTask',
  PublishDocumentActivity: 'serviceTask',
  UnpublishDocumentActivity: 'serviceTask',
  DeleteDocumentActivity: 'serviceTask',
  SaveHistoryActivity: 'serviceTask',
  GetUserActivity: 'serviceTask',
  GetUserInfoActivity: 'serviceTask',
};

export function taskTypeOf({ type }: Activity): NodeType {
  if (Object.hasOwn(types, type)) return types[type] ?? 'task';
  if (/^rest_/iu.test(type)) return 'serviceTask';
  return /^Crm.*Activity$/u.test(type) ? 'serviceTask' : 'task';
}

/** Whether BPMN has more than a plain task for it. */
export function isKnown(activity: Activity): boolean {
  return taskTypeOf(activity) !== 'task';
}
