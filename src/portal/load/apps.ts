import { type JsonObject, textOf } from '../../base/json.ts';
import type { KindId } from '../../kinds/kind.ts';
import type { PortalCore } from '../core.ts';
import { integerOf, mapOf } from '../params.ts';
import { appShelves } from '../shelves/apps.ts';
import type { Place } from './place.ts';

/** Files whose addresses a row tells: the portal keeps each beside it, under its field's name, and tells its own address. */
function filesOf(core: PortalCore, row: JsonObject): JsonObject {
  const fields = { ...row, ...mapOf(row['PROPERTY_VALUES']) };
  const told = Object.entries(fields).filter(([, value]) => /^https?:\/\/[^/]+\/upload\//u.test(textOf(value)));
  return Object.fromEntries(told.map(([field], at) => [`_${field}`, core.blobs.addMade(0, Number(row['ID']) + at)]));
}

function inStorage(family: 'appSection' | 'appItem'): Place {
  return (core, row, { parentId, application: _app }) => {
    const { table } = appShelves[family];
    core.store.table(table).put(Number(row['ID']), { ENTITY: parentId, ...row, ...filesOf(core, row), _app });
  };
}

function putOptions(core: PortalCore, options: JsonObject, _app: string, _user: string): void {
  const table = core.store.table(appShelves.appOption.table);
  for (const [name, value] of Object.entries(options))
    table.put(`${_app}|${_user}|${name}`, { name, value, _app, _user });
}

/** The list of one's own documents tells less of each than the safe of the company; the fuller row stays. */
function signed(whose: 'all' | 'own'): Place {
  return (core, { file_url: _made, ...row }, { people }) => {
    const table = core.store.table(appShelves.signedDocument.table);
    const id = integerOf(row['id']) ?? 0;
    const own = whose === 'own' ? { member_id: people[0] ?? 0 } : {};
    const known = table.get(id) ?? { _blob: core.blobs.addMade(0, id) };
    table.put(id, whose === 'own' ? { ...own, ...row, ...known } : { ...known, ...row });
  };
}

export const appPlaces: Readonly<Record<KindId, Place>> = {
  'app-storage': (core, row, { application: _app }) => {
    core.store.table(appShelves.appStorage.table).put(`${_app}|${textOf(row['ENTITY'])}`, { ...row, _app });
  },
  'app-storage-section': inStorage('appSection'),
  'app-storage-item': inStorage('appItem'),
  'app-storage-property': (core, row, { parentId, application: _app }) => {
    const id = `${_app}|${parentId}|${textOf(row['PROPERTY'])}`;
    core.store.table(appShelves.appProperty.table).put(id, { ...row, _app, _entity: parentId });
  },
  'app-options': (core, row, { application }) => putOptions(core, row, application, ''),
  'app-user-options': (core, row, { application, people }) =>
    putOptions(core, row, application, String(people[0] ?? '')),
  'signed-document': signed('all'),
  'own-signed-document': signed('own'),
};
