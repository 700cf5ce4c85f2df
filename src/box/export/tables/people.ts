import { withCustomValues } from '../custom-values.ts';
import { hasTables, rowsFor, textOfCell, upper } from '../schema.ts';
import type { Adder, Raw, Reading, TableKind } from '../table-kind.ts';
import { fieldLists } from './fields.ts';
import { uploadedUrls } from '../uploaded.ts';

/** What a person is, by REST's words: who belongs to no department is a guest. */
async function userType(_reading: Reading, rows: readonly Raw[]): Promise<Adder> {
  const outside = new Map(rows.map((row) => [row['ID'], textOfCell(row['EXTERNAL_AUTH_ID'])]));
  return Promise.resolve((record, row) => {
    const by = outside.get(row['ID']) ?? '';
    const departments = record['UF_DEPARTMENT'];
    const isEmployee = Array.isArray(departments) && departments.length > 0;
    record['USER_TYPE'] = ['email', 'shop', 'bot', 'imconnector'].includes(by)
      ? by
      : isEmployee
        ? 'employee'
        : 'extranet';
  });
}

/** Heads of departments, from the custom fields of the information block in which departments lie. */
async function heads({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const block = textOfCell(rows[0]?.['IBLOCK_ID']);
  const ids = rows.map((row) => Number(row['ID']));
  const values = await rowsFor(sql, `b_uts_iblock_${block}_section`, 'VALUE_ID', ids);
  const byId = new Map(values.map((row) => [Number(row['VALUE_ID']), textOfCell(row['UF_HEAD'])]));
  return (record, row) => {
    const head = byId.get(Number(row['ID'])) ?? '';
    if (head !== '' && head !== '0') record['UF_HEAD'] = head;
  };
}

/** Names of people by their numbers. */
export async function namesOf(
  { sql }: Reading,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Readonly<Record<'name' | 'lastName' | 'secondName' | 'login' | 'position', string>>>> {
  const wanted = [...new Set(ids)].filter((id) => id > 0);
  if (wanted.length === 0 || !(await hasTables(sql, ['b_user']))) return new Map();
  const rows = await sql.rows(
    `SELECT ID, NAME, LAST_NAME, SECOND_NAME, LOGIN, WORK_POSITION FROM b_user WHERE ID IN (${wanted.join(', ')})`,
  );
  return new Map(
    rows.map(upper).map((row) => {
      const text = (column: string): string => textOfCell(row[column]);
      const facts = {
        name: text('NAME'),
        lastName: text('LAST_NAME'),
        secondName: text('SECOND_NAME'),
        login: text('LOGIN'),
        position: text('WORK_POSITION'),
      };
      return [Number(row['ID']), facts] as const;
    }),
  );
}

/** Only these columns of b_user: beside them lie the hashes of passwords (I11). */
const userColumns = `
  ID ACTIVE:flag XML_ID~ TITLE~ NAME~ LAST_NAME~ SECOND_NAME~ EMAIL~ LAST_LOGIN~ DATE_REGISTER~ TIME_ZONE~
  PERSONAL_GENDER~ PERSONAL_PROFESSION~ PERSONAL_WWW~ PERSONAL_BIRTHDAY~ PERSONAL_ICQ~ PERSONAL_PHONE~
  PERSONAL_FAX~ PERSONAL_MOBILE~ PERSONAL_PAGER~ PERSONAL_STREET~ PERSONAL_CITY~ PERSONAL_STATE~ PERSONAL_ZIP~
  PERSONAL_COUNTRY~ PERSONAL_MAILBOX~ PERSONAL_NOTES~ WORK_PHONE~ WORK_COMPANY~ WORK_POSITION~
  WORK_DEPARTMENT~ WORK_WWW~ WORK_FAX~ WORK_PAGER~ WORK_STREET~ WORK_MAILBOX~ WORK_CITY~ WORK_STATE~ WORK_ZIP~
  WORK_COUNTRY~ WORK_PROFILE~ WORK_NOTES~`;

export const peopleTables: readonly TableKind[] = [
  {
    kind: 'user',
    table: 'b_user',
    shows: userColumns,
    spelling: 'same',
    numbers: 'text',
    add: [withCustomValues('USER'), userType, uploadedUrls('PERSONAL_PHOTO', 'PERSONAL_PHOTO')],
  },
  {
    kind: 'department',
    table: 'b_iblock_section',
    needs: ['b_option'],
    where: `concat(IBLOCK_ID, '') IN (SELECT VALUE FROM b_option WHERE MODULE_ID = 'intranet' AND NAME = 'iblock_structure')`,
    shows: 'ID NAME SORT:number IBLOCK_SECTION_ID>PARENT~-',
    spelling: 'same',
    numbers: 'text',
    add: [heads],
  },
  {
    kind: 'workgroup',
    table: 'b_sonet_group',
    shows: `ID ACTIVE SUBJECT_ID NAME DESCRIPTION KEYWORDS CLOSED VISIBLE OPENED PROJECT LANDING DATE_CREATE DATE_UPDATE
      DATE_ACTIVITY IMAGE_ID~0 AVATAR_TYPE OWNER_ID NUMBER_OF_MEMBERS NUMBER_OF_MODERATORS INITIATE_PERMS
      PROJECT_DATE_START PROJECT_DATE_FINISH SCRUM_OWNER_ID SCRUM_MASTER_ID SCRUM_SPRINT_DURATION
      SCRUM_TASK_RESPONSIBLE TYPE`,
    spelling: 'camel',
    numbers: 'text',
    add: [uploadedUrls('IMAGE_ID', 'avatar')],
  },
  {
    kind: 'group-member',
    table: 'b_sonet_user2group',
    // Others were only asked in, asked to come in, or were sent away.
    where: `ROLE IN ('A', 'E', 'K')`,
    shows: 'USER_ID ROLE',
    spelling: 'same',
    numbers: 'text',
    parent: (_record, row) => ({ kind: 'workgroup', id: textOfCell(row['GROUP_ID']) }),
  },
  {
    kind: 'user-field',
    table: 'b_user_field',
    where: `ENTITY_ID = 'USER'`,
    shows: `ID ENTITY_ID FIELD_NAME USER_TYPE_ID XML_ID SORT MULTIPLE MANDATORY SHOW_FILTER SHOW_IN_LIST EDIT_IN_LIST
      IS_SEARCHABLE SETTINGS:php`,
    spelling: 'same',
    numbers: 'text',
    add: [fieldLists],
  },
];
