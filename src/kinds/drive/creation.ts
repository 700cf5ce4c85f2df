import { type Creation, noParent, only, type There, type Unable } from '../creation.ts';
import { textAt } from '../fields.ts';

/** A drive is made by the portal: for the company, a person, a group. */
export const diskStorageCreation: Creation = {
  needs: ['user', 'workgroup'],
  row: ({ row }, there) => {
    const type = textAt(row, 'ENTITY_TYPE');
    const id = textAt(row, 'ENTITY_ID');
    if (type === 'common') return { ENTITY_TYPE: type };
    const owner = type === 'user' ? there.id('user', id) : type === 'group' ? there.id('workgroup', id) : undefined;
    if (owner !== undefined) return { ENTITY_TYPE: type, ENTITY_ID: owner };
    return { unable: { ru: 'хозяина диска там нет', en: 'the owner of the drive is not there' } };
  },
  match: true,
  mark: (row) => {
    const type = textAt(row, 'ENTITY_TYPE');
    return type === 'common' ? type : `${type}:${textAt(row, 'ENTITY_ID')}`;
  },
  absent: {
    ru: 'чужой личный диск открывает только подключение его хозяина',
    en: 'another person’s own drive takes a connection of that person',
  },
  also: (row) => [{ kind: 'disk-folder', id: textAt(row, 'ROOT_OBJECT_ID') }],
};

/** The folder that it lies in, there. */
export function placed(row: Parameters<Creation['mark']>[0], there: There): { readonly PARENT_ID: string } | Unable {
  const PARENT_ID = there.id('disk-folder', textAt(row, 'PARENT_ID'));
  return PARENT_ID === undefined ? noParent : { PARENT_ID };
}

export const loses = { ru: 'время, автор и права', en: 'times, authors and rights' };

export const diskFolderCreation: Creation = {
  needs: ['disk-storage'],
  under: (row) => textAt(row, 'PARENT_ID'),
  row: ({ row }, there) => ({ ...only(row, ['NAME']), ...placed(row, there) }),
  call: (row) => ({
    method: 'disk.folder.addSubFolder',
    params: { id: Number(row['PARENT_ID']), data: { NAME: row['NAME'] ?? '' } },
    effect: 'write',
  }),
  newId: ['ID'],
  mark: (row) => `${textAt(row, 'PARENT_ID')}/${textAt(row, 'NAME')}`,
  loses,
};
