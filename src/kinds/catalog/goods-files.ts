import { isObject, textOf } from '../../base/json.ts';
import { elementsOf } from '../fields.ts';
import type { FileSource } from '../kind.ts';

/**
 * Pictures and files in the fields of goods: `{id, url, urlMachine}` itself, or as the `value` of a property. Their links
 * keep: they name field, file and product (api-reference/catalog/product/catalog-product-get.md).
 */
export const goodsFiles: FileSource = {
  slot: 'fields',
  files: (row) =>
    Object.entries(row).flatMap(([field, value]) => {
      const one = isObject(value) && (Object.hasOwn(value, 'urlMachine') || Object.hasOwn(value, 'value'));
      return (one ? [value] : elementsOf(value)).filter(isObject).flatMap((each) => {
        const inner = each['value'];
        const file = isObject(inner) ? inner : each;
        const id = textOf(file['id']);
        const url = textOf(file['urlMachine']);
        return url === '' ? [] : [{ fileId: `${field}:${id}`, name: `${field}-${id}`, url }];
      });
    }),
};
