import { isObject, textOf } from '../../../src/base/json.ts';
import { appShelves } from '../../../src/portal/shelves/apps.ts';
import { integerOf } from '../../../src/portal/params.ts';
import { application } from '../support.ts';
import { satisfying } from './satisfy.ts';
import { given, type World } from './world.ts';

const _app = application.clientId;
const at = '2026-03-25T12:29:06+03:00';

/** What an application keeps, under the names of the example. */
export const appWorld: World = {
  serves: (method) => /^(?:entity\.|app\.option|user\.option|sign\.b2e)/u.test(method),
  prepare: ({ core: { store, blobs } }, { method, params }) => {
    const name = textOf(given(params, 'ENTITY')) || 'dish';
    store.table(appShelves.appStorage.table).put(`${_app}|${name}`, {
      ID: '183',
      IBLOCK_TYPE_ID: 'rest_entity',
      ENTITY: name,
      NAME: 'Dishes',
      _app,
    });
    const filter = given(params, 'FILTER');
    const wanted = satisfying(isObject(filter) ? filter : {});
    const own = {
      ID: '671',
      TIMESTAMP_X: at,
      MODIFIED_BY: '1',
      DATE_CREATE: at,
      CREATED_BY: '1',
      ACTIVE: 'Y',
      SORT: '500',
      NAME: 'A',
      CODE: null,
      ENTITY: name,
      SECTION: null,
      DETAIL_PICTURE: null,
      _app,
    };
    store.table(appShelves.appSection.table).put(671, {
      ...own,
      PICTURE: null,
      DESCRIPTION: null,
      LEFT_MARGIN: '1',
      RIGHT_MARGIN: '2',
      DEPTH_LEVEL: '1',
      ...wanted,
    });
    store.table(appShelves.appItem.table).put(671, {
      ...own,
      DATE_ACTIVE_FROM: '',
      DATE_ACTIVE_TO: '',
      PREVIEW_PICTURE: null,
      PREVIEW_TEXT: null,
      DETAIL_TEXT: null,
      ...(method.startsWith('entity.item') ? wanted : {}),
    });
    const property = textOf(given(params, 'PROPERTY')) || 'test';
    const row = { PROPERTY: property, NAME: 'A', TYPE: 'S', SORT: '100', _app, _entity: name };
    store.table(appShelves.appProperty.table).put(`${_app}|${name}|${property}`, row);
    for (const _user of ['', '1']) {
      for (const option of ['data', 'data2']) {
        store
          .table(appShelves.appOption.table)
          .put(`${_app}|${_user}|${option}`, { name: option, value: 'value', _app, _user });
      }
    }
    const _blob = blobs.add(new Uint8Array([1]));
    for (let id = 1; id <= 2 + (integerOf(given(params, 'offset')) ?? 0); id += 1) {
      store.table(appShelves.signedDocument.table).put(id, {
        id,
        title: 'A',
        create_date: at,
        signed_date: at,
        creator_id: 1,
        member_id: 1,
        role: 'signer',
        _blob,
      });
    }
  },
};
