import { isList, isObject, type Json, textOf } from '../../../src/base/json.ts';

/** Any value of JSON as nested lists: for what a command says to programs and no page was made for. */
export function Tree({ value }: { readonly value: Json | undefined }) {
  if (isList(value)) {
    return (
      <ol className="tree-list">
        {value.map((item, index) => (
          <li key={index}>
            <Tree value={item} />
          </li>
        ))}
      </ol>
    );
  }
  if (isObject(value)) {
    return (
      <dl className="tree-facts">
        {Object.entries(value).map(([name, item]) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <Tree value={item} />
            </dd>
          </div>
        ))}
      </dl>
    );
  }
  return <span className="breakable">{textOf(value)}</span>;
}
