import { type JsonObject, textOf } from '../../base/json.ts';
import type { PortalCore } from '../core.ts';
import { integerOf } from '../params.ts';
import { userFieldEntity } from './describe.ts';
import { camelName } from './fields.ts';
import { itemsTable, userFieldsTable } from './tables.ts';

/** Deletes a definition, and its values in every item, as the portal does. */
export function forgetUserField(core: PortalCore, definition: JsonObject): void {
  core.store.table(userFieldsTable).remove(integerOf(definition['ID']) ?? 0);
  const entityId = textOf(definition['ENTITY_ID']);
  const name = camelName(textOf(definition['FIELD_NAME']));
  const entityTypeId = [1, 2, 3, 4, 7, 31].find((each) => userFieldEntity(each) === entityId);
  if (entityTypeId !== undefined) core.store.table(itemsTable(entityTypeId)).dropField(name);
}
