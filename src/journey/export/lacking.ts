import { at } from '../../base/json.ts';
import type { Portal } from '../../bitrix24/port.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import { v3Methods, grantedScopes } from './inventory.ts';
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
  const granted = documented === undefined || documented.size === 0 ? undefined : await grantedScopes(portal, signal);
  const scopeOf = new Map(kinds.map(({ id, scope }) => [id, scope]));
  const isLacking = (kind: KindId, { method, v3 }: { readonly method: string; readonly v3: boolean }): boolean => {
    if (!v3) return absent.has(method);
    if (documented === undefined || documented.has(method.toLowerCase())) return false;
    // The description leaves out what this connection has no scope for: then only a question tells which of both it is.
    return granted === undefined || granted.includes(scopeOf.get(kind) ?? '');
  };
  return new Map(
    [...methods].filter(([kind, found]) => isLacking(kind, found)).map(([kind, { method }]) => [kind, method]),
  );
}
