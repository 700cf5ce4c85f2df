import { type JsonObject, textOf } from '../../../base/json.ts';
import type { Context } from '../../method.ts';
import { tables } from '../../tables.ts';

const palette = ['#4ba984', '#728f7a', '#df532d', '#9b62c4'];

/** A person as chats show one. */
export function member({ core, origin }: Context, id: number): JsonObject {
  const user = core.store.table(tables.user).get(id) ?? {};
  const [first, last] = [textOf(user['NAME']), textOf(user['LAST_NAME'])];
  return {
    id,
    active: user['ACTIVE'] === true,
    name: `${first} ${last}`.trim(),
    first_name: first,
    last_name: last,
    work_position: textOf(user['WORK_POSITION']),
    color: palette[id % palette.length] ?? '',
    avatar: `${origin}/bitrix/js/im/images/blank.gif`,
    avatar_hr: `${origin}/bitrix/js/im/images/blank.gif`,
    gender: textOf(user['PERSONAL_GENDER']) || 'M',
    birthday: '',
    extranet: false,
    network: false,
    bot: false,
    connector: false,
    external_auth_id: 'socservices',
    status: 'online',
    idle: false,
    last_activity_date: core.zone.format(core.clock.now()),
    mobile_last_date: false,
    desktop_last_date: false,
    absent: false,
    departments: user['UF_DEPARTMENT'] ?? [],
    phones: false,
    bot_data: null,
    type: 'user',
    website: '',
    email: textOf(user['EMAIL']),
  };
}
