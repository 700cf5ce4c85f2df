import type { Json } from '../../../base/json.ts';
import { documentFile, pictureFile } from '../contents.ts';
import { moment, past } from '../moments.ts';
import { idAt } from '../plan.ts';
import { sentences } from '../words.ts';
import { type Making, type Stock, stock } from './stock.ts';

/** The local application of a sample portal, for `bye24 connect --oauth`. */
export const sampleApplication = { clientId: 'local.sample24', clientSecret: 'sampleSecret24' } as const;

const _app = sampleApplication.clientId;
const storages = ['dish', 'visit'] as const;
const fixed = (rows: number) => (): number => rows;
const storageAt = (index: number): string => storages[index % storages.length] ?? 'dish';

function rowOf({ chance, index, staff }: Making, first: number): Record<string, Json> {
  const at = moment(past(chance, 400));
  return {
    ID: String(idAt(index, first)),
    TIMESTAMP_X: at,
    MODIFIED_BY: String(chance.pick(staff.userIds)),
    DATE_CREATE: at,
    CREATED_BY: String(chance.pick(staff.userIds)),
    ACTIVE: 'Y',
    SORT: '500',
    NAME: chance.pick(sentences),
    CODE: null,
    ENTITY: storageAt(index),
    _app,
  };
}

/** What one application keeps on the portal, and signed documents of the staff. */
export const appStock: readonly Stock[] = [
  {
    family: 'appStorage',
    count: fixed(storages.length),
    make: ({ index }) => ({
      key: `${_app}|${storageAt(index)}`,
      row: {
        ID: String(183 + index),
        IBLOCK_TYPE_ID: 'rest_entity',
        ENTITY: storageAt(index),
        NAME: index === 0 ? 'Блюда' : 'Визиты',
        _app,
      },
    }),
  },
  stock(
    'appSection',
    fixed(4),
    (making) => ({
      ...rowOf(making, 671),
      PICTURE: null,
      DETAIL_PICTURE: null,
      DESCRIPTION: null,
      LEFT_MARGIN: String(1 + 2 * making.index),
      RIGHT_MARGIN: String(2 + 2 * making.index),
      DEPTH_LEVEL: '1',
      SECTION: null,
    }),
    'ID',
  ),
  {
    family: 'appItem',
    count: ({ counts }) => Math.max(6, counts.orders),
    make: (making) => {
      const { chance, index } = making;
      const row = {
        ...rowOf(making, 2331),
        DATE_ACTIVE_FROM: '',
        DATE_ACTIVE_TO: '',
        PREVIEW_PICTURE: null,
        PREVIEW_TEXT: null,
        DETAIL_PICTURE: null,
        DETAIL_TEXT: chance.pick(sentences),
        SECTION: index % 3 === 0 ? String(idAt(index % storages.length, 671)) : null,
        PROPERTY_VALUES: { price: String(chance.int(1, 900)), scan: '' },
      };
      // Every third has a picture, every other third a file in a property.
      const contents =
        index % 3 === 0
          ? { _PREVIEW_PICTURE: pictureFile(chance) }
          : index % 3 === 1
            ? { _scan: pictureFile(chance) }
            : {};
      return { key: Number(row['ID' as keyof typeof row]), row, contents };
    },
  },
  {
    family: 'appProperty',
    count: fixed(storages.length * 2),
    make: ({ index }) => {
      const of = { _app, _entity: storageAt(index) };
      const [PROPERTY = '', NAME = '', TYPE = ''] =
        index < storages.length ? ['price', 'Цена', 'N'] : ['scan', 'Скан', 'F'];
      return { key: `${_app}|${of._entity}|${PROPERTY}`, row: { PROPERTY, NAME, TYPE, SORT: '100', ...of } };
    },
  },
  {
    family: 'appOption',
    count: fixed(3),
    make: ({ index }) => ({
      key: `${_app}|${index === 2 ? '1' : ''}|option${index}`,
      row: { name: `option${index}`, value: `value ${index}`, _app, _user: index === 2 ? '1' : '' },
    }),
  },
  {
    family: 'signedDocument',
    count: fixed(4),
    make: ({ chance, index, staff }) => ({
      key: idAt(index, 55),
      row: {
        id: idAt(index, 55),
        title: `Трудовой договор № ${index + 1}`,
        create_date: moment(past(chance, 400)),
        signed_date: moment(past(chance, 400)),
        creator_id: 1,
        member_id: index % 2 === 0 ? 1 : chance.pick(staff.userIds),
        role: 'signer',
      },
      content: documentFile(chance),
    }),
  },
];
