import { at } from '../../base/json.ts';
import type { Portal } from '../../bitrix24/port.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import { v3Methods } from './inventory.ts';
import { stopsEverything } from './reasons.ts';
import { methodOf } from './requests.ts';

/**
 * Kinds whose method this portal does not have (a module that is off, an old box), each with the method's name: fifty
 * questions a request, instead of a refusal for each kind and for each of its parents. For REST 3.0 the portal's own
 * description tells.
 * https://apidocs.bitrix24.ru/api-reference/common/system/method-get.html
 */
export async function lackingMethods(
  portal: Portal,
  kinds: readonly Kind[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<KindId, string>> {
  const methods = new Map(
    kinds.flatMap((kind) => {
      const found = methodOf(kind);
      return found === undefined ? [] : [[kind.id, found] as const];
    }),
  );
  const names = [...new Set([...methods.values()].filter(({ v3 }) => !v3).map(({ method }) => method))];
  const calls = names.map((name) => ({ method: 'method.get', params: { name: name.toLowerCase() } }));
  const outcomes = await portal.batch(calls, signal === undefined ? {} : { signal });
  const absent = new Set<string>();
  outcomes.forEach((outcome, index) => {
    if (outcome.is === 'refused' && stopsEverything(outcome.error)) throw outcome.error;
    const isAbsent = outcome.is === 'answered' && at(outcome.answer.result, ['isExisting']) === false;
    if (isAbsent) absent.add(names[index] ?? '');
  });
  const asksV3 = [...methods.values()].some(({ v3 }) => v3);
  const documented = asksV3 ? await v3Methods(portal, signal) : undefined;
  const isLacking = ({ method, v3 }: { readonly method: string; readonly v3: boolean }): boolean =>
    v3 ? documented !== undefined && !documented.has(method.toLowerCase()) : absent.has(method);
  return new Map([...methods].filter(([, found]) => isLacking(found)).map(([kind, { method }]) => [kind, method]));
}
