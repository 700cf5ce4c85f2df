/** A difference from the documentation that stays, and why. Reviewed: each is a choice, none a convenience. */
export interface Exception {
  readonly method: string;
  /** The problem as the contract test words it; a leading part is enough. */
  readonly problem: string;
  readonly why: string;
}

export const exceptions: readonly Exception[] = [
  {
    method: 'app.info',
    problem: 'refused (400): ACCESS_DENIED Access denied! Application context required',
    why: 'The example is an application; requests here come by a webhook, for which the same page documents this very refusal.',
  },
  {
    method: 'crm.contact.userfield.update',
    problem: 'refused (400):  ID is not defined or invalid.',
    why: 'The second example of the page forgets the required `id`; its own table of errors documents this refusal.',
  },
  {
    method: 'crm.invoice.delete',
    problem: 'error \'\' "Invoice is not found"',
    why: 'The page of the outdated method documents no error at all; these are the words of the other old methods.',
  },
  {
    method: 'crm.invoice.delete',
    problem: 'refused (400):  Invoice is not found',
    why: 'The example has words in the place of a number (`your_invoice_id`), which names no invoice.',
  },
  ...['get', 'delete'].flatMap((method): readonly Exception[] => [
    {
      method: `lists.section.${method}`,
      problem: 'error ERROR_IBLOCK_NOT_FOUND "Iblock not found"',
      why: 'The pages of sections leave it out; those of lists, fields and elements document it for the same parameter.',
    },
  ]),
  {
    method: 'log.blogcomment.user.get',
    problem: 'result.comments: an empty list shows nothing',
    why: 'The example asks for numbers above 215 and below 216, between which there is none.',
  },
  {
    method: 'task.item.userfield.delete',
    problem: "refused (400): ERROR_NOT_FOUND The entity with ID '1325' is not found",
    why: 'Tasks of the local portal have the custom fields that every portal has, and no field of that number.',
  },
  {
    method: 'crm.type.add',
    problem: 'result.type.code: not documented',
    why: 'crm.type.get, .list and .update document `code`; the example of .add is from before it was there.',
  },
  {
    method: 'bizproc.task.delegate',
    problem: 'refused (400): ERROR_DELEGATION_NOT_ALLOWED',
    why: 'The example hands on the assignments of user 15; the caller here is user 1, and only the person with an assignment may.',
  },
  {
    method: 'bizproc.workflow.template.delete',
    problem: 'refused (400): ACCESS_DENIED Application context required',
    why: 'The example is an application; requests here come by a webhook, for which the same page documents this very refusal.',
  },
  {
    method: 'im.dialog.messages.get',
    problem: 'result.files: an empty list shows nothing',
    why: 'Chats of the local portal carry no files.',
  },
  {
    method: 'socialnetwork.api.workgroup.get',
    problem: 'result.DEPARTMENTS: an empty list shows nothing',
    why: 'Groups of the local portal are bound to no department.',
  },
  {
    method: 'tasks.task.add',
    problem: 'result.task.action.take: not documented',
    why: 'Documented by the answers of tasks.task.get and .update, which are newer.',
  },
  {
    method: 'tasks.task.add',
    problem: 'result.task.checkListTree.fields.nodeId: not documented',
    why: 'Documented by the answers of tasks.task.update and .delegate, which are newer.',
  },
  {
    method: 'tasks.task.add',
    problem: 'result.task.sprintId: not documented',
    why: 'Documented by the answers of tasks.task.update and .delegate, which are newer.',
  },
  {
    method: 'tasks.task.add',
    problem: 'result.task.backlogId: not documented',
    why: 'Documented by the answers of tasks.task.update and .delegate, which are newer.',
  },
  {
    method: 'tasks.task.delegate',
    problem: 'result.time: missing',
    why: 'In the example the closing brace of `result` comes after `time`; nowhere else is it inside.',
  },
  {
    method: 'tasks.task.update',
    problem: 'result.task.parentId: not documented',
    why: 'The example leaves it out though it is a field of every task; tasks.task.add and .delegate show it.',
  },
  {
    method: 'user.current',
    problem: 'result.SECOND_NAME: not documented',
    why: 'user.get documents it for the same person; the example is of one who has not filled it in.',
  },
  {
    method: 'user.current',
    problem: 'result.TIME_ZONE: not documented',
    why: 'user.get documents it for the same person; the example is of one who has not filled it in.',
  },
  {
    method: 'user.current',
    problem: 'result.TIMESTAMP_X: not documented',
    why: 'user.get documents it for the same person; the example is of one who has not filled it in.',
  },
  {
    method: 'user.current',
    problem: 'result.PERSONAL_WWW: not documented',
    why: 'user.get documents it for the same person; the example is of one who has not filled it in.',
  },
  {
    method: 'user.current',
    problem: 'result.PERSONAL_MOBILE: not documented',
    why: 'user.get documents it for the same person; the example is of one who has not filled it in.',
  },
  {
    method: 'user.current',
    problem: 'result.PERSONAL_CITY: not documented',
    why: 'user.get documents it for the same person; the example is of one who has not filled it in.',
  },
  {
    method: 'user.current',
    problem: 'result.WORK_PHONE: not documented',
    why: 'user.get documents it for the same person; the example is of one who has not filled it in.',
  },
  {
    method: 'user.current',
    problem: 'result.USER_TYPE: not documented',
    why: 'user.get documents it for the same person; the example is of one who has not filled it in.',
  },
];
