import { isList, isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import { elementsOf } from '../../kinds/fields.ts';

/** One block of a template, as the designer keeps it. `raw` is the portal's own, without its children. */
export interface Activity {
  readonly type: string;
  /** Unique in its template; expressions and assignments name it. */
  readonly name: string;
  readonly title: string;
  /** Switched off in the designer: kept, and never run. */
  readonly off: boolean;
  readonly properties: JsonObject;
  readonly children: readonly Activity[];
  readonly raw: JsonObject;
}

const depthMax = 200;

/** PHP writes an empty map as `[]`, and a list with holes as a map with numbers for keys. */
export function mapOf(value: Json | undefined): JsonObject {
  if (isObject(value)) return value;
  return isList(value) ? Object.fromEntries(value.map((one, index) => [String(index), one])) : {};
}

export function property(activity: Activity, name: string): string {
  return textOf(activity.properties[name]).trim();
}

function read(value: JsonObject, place: string, depth: number): Activity {
  const { Children: children, ...raw } = value;
  const properties = mapOf(raw['Properties']);
  const type = textOf(raw['Type']) || 'UnknownActivity';
  const inner = depth >= depthMax ? [] : elementsOf(children).filter(isObject);
  return {
    type,
    name: textOf(raw['Name']) || place,
    title: textOf(properties['Title']).trim() || type,
    off: raw['Activated'] === 'N',
    properties,
    children: inner.map((child, index) => read(child, `${place}_${index + 1}`, depth + 1)),
    raw,
  };
}

/** The root of a template's tree (facts: a list with exactly one node); undefined when there is none. */
export function rootOf(template: Json | undefined): Activity | undefined {
  const root = isObject(template) && 'Type' in template ? template : elementsOf(template).find(isObject);
  return root === undefined ? undefined : read(root, 'root', 0);
}

/** An activity and everything below it, from the top down. */
export function* everyActivity(root: Activity): Generator<Activity> {
  yield root;
  for (const child of root.children) yield* everyActivity(child);
}
