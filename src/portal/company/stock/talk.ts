import type { Json } from '../../../base/json.ts';
import { openLineSessions, sessionIdAt } from '../activities.ts';
import { driveFileIdAt } from '../drive.ts';
import { lastMoment, moment, past } from '../moments.ts';
import { idAt, type Plan } from '../plan.ts';
import { goods, hostileTexts, sentences } from '../words.ts';
import type { Making, Stock } from './stock.ts';
import { stock } from './stock.ts';

type Row = Record<string, Json>;

const fixed = (rows: number) => (): number => rows;
const firstChat = 3_000_000;
const messagesEach = 4;
/** In turn: a chat of everybody, then dialogs of the first two people with the others. */
const chats = (plan: Plan): number => Math.max(6, Math.min(plan.counts.orders, 2 * plan.counts.users - 4));
const posts = (plan: Plan): number => Math.max(6, plan.counts.orders);
const letters = (plan: Plan): number => Math.max(8, plan.counts.orders * 2);

function membersOf(making: Pick<Making, 'staff'>, index: number): readonly number[] {
  const { userIds } = making.staff;
  if (index % 3 === 0) return userIds.slice(0, 5);
  const own = userIds[index % 2] ?? 1;
  const others = userIds.filter((id) => id !== 1 && id !== 2);
  return [own, others[Math.floor(index / 2) % Math.max(1, others.length)] ?? own];
}

const trap = (index: number): string | undefined =>
  index % 40 === 19 ? hostileTexts[Math.floor(index / 40) % hostileTexts.length] : undefined;

const chatStock: readonly Stock[] = [
  {
    family: 'chat',
    count: chats,
    make: (making) => {
      const { index } = making;
      const id = idAt(index, firstChat);
      const type = index % 3 === 0 ? 'chat' : 'user';
      return {
        key: id,
        row: {
          title: `Обсуждение ${index + 1}`,
          type,
          _chat: id,
          _members: membersOf(making, index),
          _owner: membersOf(making, index)[0] ?? 1,
        },
      };
    },
  },
  stock(
    'dialogMessage',
    (plan) => chats(plan) * messagesEach,
    (making) => {
      const { plan, chance, index } = making;
      const at = Math.floor(index / messagesEach);
      return {
        id: idAt(index, 40_000_001),
        chat_id: idAt(at, firstChat),
        author_id: chance.pick(membersOf(making, at)),
        date: moment(lastMoment - (chats(plan) * messagesEach - index) * 60_000),
        text: trap(index) ?? `[B]${chance.pick(sentences)}[/B] [USER=1]коллега[/USER] 🙂`,
        unread: false,
        uuid: `${chance.hex(8)}-${chance.hex(4)}-4${chance.hex(3)}-a${chance.hex(3)}-${chance.hex(12)}`,
        replaces: [],
        params: index % 9 === 5 ? { FILE_ID: [driveFileIdAt(plan, index)] } : [],
        disappearing_date: null,
      };
    },
  ),
];

function post({ plan, chance, staff, index }: Making): Row {
  const id = idAt(index, 211);
  return {
    ID: String(id),
    BLOG_ID: '299',
    PUBLISH_STATUS: 'P',
    TITLE: chance.pick(['Новый регламент', 'Поздравляем!', 'Итоги месяца', 'Расписание']),
    AUTHOR_ID: String(chance.pick(staff.userIds)),
    ENABLE_COMMENTS: 'Y',
    NUM_COMMENTS: '2',
    CODE: null,
    MICRO: 'N',
    DETAIL_TEXT: trap(index + 19) ?? `${chance.pick(sentences)} [URL=https://example.com/]подробнее[/URL]`,
    DATE_PUBLISH: moment(past(chance, 300)),
    CATEGORY_ID: '9',
    HAS_SOCNET_ALL: 'N',
    HAS_TAGS: 'N',
    HAS_IMAGES: 'N',
    HAS_PROPS: 'Y',
    HAS_COMMENT_IMAGES: null,
    FILES: index % 3 === 0 ? [driveFileIdAt(plan, index)] : [],
  };
}

const ballot = {
  ACTIVE: 'Y',
  TIMESTAMP_X: '2025-08-05T09:08:31+03:00',
  C_SORT: '10',
  IMAGE_ID: null,
  FIELD_TYPE: '0',
} as const;

function answer(question: number, at: number): Row {
  const id = String(question * 10 + at);
  return {
    ...ballot,
    ID: id,
    QUESTION_ID: String(question),
    MESSAGE: ['За', 'Против'][at] ?? '',
    MESSAGE_TYPE: 'text',
    COUNTER: at === 0 ? '1' : '0',
    FIELD_WIDTH: '0',
    FIELD_HEIGHT: '0',
    FIELD_PARAM: null,
    COLOR: '',
    REACTION: '',
    '~FIELD_NAME': `bx_vote_event[${question}][BALLOT][${question}]`,
    FIELD_NAME: `bx_vote_event[${question}][BALLOT][${question}]`,
    MESSAGE_FIELD_NAME: `bx_vote_event[${question}][MESSAGE][${question}][${id}]`,
    '~PERCENT': at === 0 ? 100 : 0,
    PERCENT: at === 0 ? 100 : 0,
  };
}

/** Every sixth post has a poll. */
function poll({ chance, staff, index }: Making): Row {
  const id = index + 1;
  const question = {
    ...ballot,
    ID: String(id),
    VOTE_ID: String(id),
    COUNTER: '1',
    QUESTION: chance.pick(['Куда едем летом?', 'Переносим планёрку?']),
    QUESTION_TYPE: 'text',
    DIAGRAM: 'Y',
    DIAGRAM_TYPE: 'histogram',
    REQUIRED: 'N',
    FIELD_NAME: `bx_vote_event[${id}][BALLOT][${id}]`,
    IMAGE: null,
    ANSWERS: { [id * 10]: answer(id, 0), [id * 10 + 1]: answer(id, 1) },
  };
  return {
    attach: {
      ID: id,
      VOTE_ID: id,
      COUNTER: 1,
      QUESTIONS: { [id]: question },
      ANONYMITY: 1,
      OPTIONS: 1,
      userAnswerMap: {
        [id]: {
          [id * 10]: {
            EVENT_ID: String(id),
            EVENT_QUESTION_ID: String(id),
            ANSWER_ID: String(id * 10),
            ID: '1',
            MESSAGE: '',
          },
        },
      },
      canEdit: true,
      canVote: true,
      canRevote: false,
      isVoted: false,
      signedAttachId: `${id}.${chance.hex(64)}`,
      resultUrl: `/vote-result/${chance.hex(16)}`,
      downloadUrl: '/bitrix/services/main/ajax.php?action=vote.AttachedVote.download',
      entityId: idAt(index * 6, 211),
      isFinished: false,
    },
    voted: { [id * 10]: [{ ID: chance.pick(staff.userIds), NAME: 'Коллега', IMAGE: '', WORK_POSITION: '' }] },
    _post: idAt(index * 6, 211),
  };
}

const feedStock: readonly Stock[] = [
  {
    family: 'poll',
    count: (plan) => Math.max(1, Math.floor(posts(plan) / 6)),
    make: (making) => ({ key: making.index + 1, row: poll(making) }),
  },
  stock('feedPost', posts, post, 'ID'),
  stock(
    'feedComment',
    (plan) => posts(plan) * 2,
    ({ plan, chance, staff, index }) => ({
      id: idAt(index, 4821),
      comment_id: idAt(index, 4821),
      log_id: 13_000 + index,
      date: moment(past(chance, 200)),
      text: trap(index) ?? chance.pick(sentences),
      attach: index % 7 === 2 ? [driveFileIdAt(plan, index)] : [],
      _user: chance.pick(staff.userIds),
      _post: idAt(index % posts(plan), 211),
    }),
  ),
];

/** Two mailboxes: the administrator's and an employee's. */
const mailStock: readonly Stock[] = [
  stock('mailbox', fixed(2), ({ index }) => ({
    id: index + 1,
    name: 'Рабочая почта',
    email: `user${index + 1}@example.com`,
    senderName: index === 0 ? 'Директор' : 'Менеджер',
    _user: index + 1,
  })),
  stock('mailMessage', letters, ({ chance, index }) => {
    const box = (index % 2) + 1;
    const id = idAt(index, 15);
    return {
      id,
      mailboxId: box,
      mailboxEmail: `user${box}@example.com`,
      subject: `Договор: ${chance.pick(goods)}`,
      from: `client${chance.int(1, 40)}@example.com`,
      to: `user${box}@example.com`,
      cc: index % 5 === 0 ? 'kopiya@example.com' : '',
      date: moment(past(chance, 300)),
      isSeen: index % 3 !== 0,
      hasAttachments: index % 4 === 0,
      url: `/mail/message/${id}`,
      bindings: [],
      body: trap(index) ?? `<p>${chance.pick(sentences)}</p>`,
      _user: box,
    };
  }),
];

const callStock: readonly Stock[] = [
  stock(
    'call',
    (plan) => Math.max(6, plan.counts.orders),
    ({ plan, chance, staff, index }) => {
      const recorded = index % 3 === 0;
      const none = 'EXTERNAL_CALL_ID CALL_VOTE REST_APP_ID REST_APP_NAME REDIAL_ATTEMPT COMMENT';
      return {
        ID: String(idAt(index)),
        PORTAL_USER_ID: String(chance.pick(staff.userIds)),
        PORTAL_NUMBER: 'reg133788',
        PHONE_NUMBER: `+7${chance.digits(10)}`,
        CALL_ID: `${chance.hex(16).toUpperCase()}.${index}`,
        CALL_CATEGORY: 'external',
        CALL_LOG: '',
        CALL_DURATION: String(chance.int(0, 900)),
        CALL_START_DATE: moment(past(chance, 300)),
        CALL_RECORD_URL: '',
        COST: '0.0000',
        COST_CURRENCY: 'RUR',
        CALL_FAILED_CODE: '200',
        CALL_FAILED_REASON: 'Success call',
        CRM_ENTITY_TYPE: 'CONTACT',
        CRM_ENTITY_ID: String(idAt(index % plan.counts.contacts)),
        // The first activity of the company is a call, and was written down.
        CRM_ACTIVITY_ID: index === 0 ? '1' : '0',
        TRANSCRIPT_ID: index === 0 ? '7' : null,
        ...Object.fromEntries(none.split(' ').map((name) => [name, null])),
        TRANSCRIPT_PENDING: 'N',
        SESSION_ID: chance.digits(10),
        RECORD_DURATION: recorded ? '60' : null,
        RECORD_FILE_ID: recorded ? String(driveFileIdAt(plan, index)) : null,
        CALL_TYPE: String((index % 2) + 1),
      };
    },
    'ID',
  ),
  stock(
    'callFollowup',
    fixed(5),
    ({ chance, staff, index }) => ({
      callId: 12_345 + index,
      startDate: moment(past(chance, 100)),
      participants: [{ userId: chance.pick(staff.userIds), name: 'Участник', avatar: '', talkedSeconds: 600 }],
      overview: {
        topic: 'Планирование недели',
        actionItems: [{ actionItem: chance.pick(sentences), quote: chance.pick(sentences) }],
      },
    }),
    'callId',
  ),
];

const perSession = 3;

const lineStock: readonly Stock[] = [
  stock(
    'openLine',
    fixed(2),
    ({ staff, index }) => ({
      ID: String(15 + index),
      LINE_NAME: ['Сайт', 'Телеграм'][index] ?? '',
      ACTIVE: 'Y',
      _queue: staff.userIds.slice(0, 2),
    }),
    'ID',
  ),
  stock(
    'openLineMessage',
    (plan) => openLineSessions(plan) * perSession,
    ({ chance, staff, index }) => {
      const at = Math.floor(index / perSession);
      const chat = 1700 + at;
      const text = trap(index) ?? chance.pick(sentences);
      return {
        id: String(idAt(index, 85_000)),
        chatid: String(chat),
        senderid: index % perSession === 0 ? '0' : String(chance.pick(staff.userIds)),
        recipientid: `chat${chat}`,
        date: moment(lastMoment - (1000 - (index % 1000)) * 60_000),
        text,
        textlegacy: text,
        params: {},
        _session: sessionIdAt(at),
      };
    },
  ),
];

export const talkStock: readonly Stock[] = [...chatStock, ...feedStock, ...mailStock, ...callStock, ...lineStock];
