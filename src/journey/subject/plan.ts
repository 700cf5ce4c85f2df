import { Bye24Error } from '../../base/error.ts';
import type { KindId } from '../../kinds/kind.ts';
import type { PlanEntry } from '../plan/entry.ts';
import type { PlanFacts } from '../plan/facts.ts';
import type { Choice } from '../plan/match.ts';
import { planEntries, type PlanStart } from '../plan/plan.ts';
import { filledFields } from '../scrub/fields.ts';
import type { Policy } from '../types.ts';
import type { Found } from './find.ts';
import { nameOf } from '../../archive/key-name.ts';

/** Kinds that are never deleted for one person's sake: an employee is dismissed by `profile leave`. */
const NOT_DELETED: ReadonlySet<KindId> = new Set(['user']);

function policyOf(found: readonly Found[]): Policy {
  return { kinds: [...new Set(found.filter(isDeleted).map(({ key }) => key.kind))].toSorted(), where: [], keep: [] };
}

export function startOfSubject({ portal, sealRoot, madeAtMs }: PlanFacts, found: readonly Found[]): PlanStart {
  return { version: 1, portal, sealRoot, madeAtMs, policy: policyOf(found) };
}

function isDeleted({ is, key }: Found): boolean {
  return is !== 'mentions' && !NOT_DELETED.has(key.kind);
}

/**
 * What is to be done about one person's data: their own records, with what hangs on them, are deleted; of records that
 * only mention them, the fields that do are emptied where the portal can; the rest is by hand, with its link.
 * @throws Bye24Error SUBJECT_NOTHING
 */
export async function* subjectEntries(
  facts: PlanFacts,
  found: readonly Found[],
): AsyncGenerator<PlanEntry, void, void> {
  if (found.length === 0) throw new Bye24Error('SUBJECT_NOTHING');
  const chosen = new Set(found.filter(isDeleted).map(({ key }) => nameOf(key)));
  const kinds = new Set(policyOf(found).kinds);
  const choice: Choice = {
    kind: (id) => kinds.has(id),
    matches: ({ key }) => chosen.has(nameOf(key)),
    mayGoAlong: ({ key }) => chosen.has(nameOf(key)),
    keeps: () => false,
  };
  const counts = { step: 0, byHand: 0 };
  if (chosen.size > 0) {
    for await (const entry of planEntries(facts, policyOf(found), choice)) {
      if (entry.type !== 'kept') counts[entry.type] += 1;
      yield entry;
    }
  }
  for (const each of found) if (!isDeleted(each)) yield* rest(facts, each, counts);
}

function* rest(
  facts: PlanFacts,
  { key, name, why }: Found,
  counts: { step: number; byHand: number },
): Generator<PlanEntry, void, void> {
  const kind = facts.kinds.find(({ id }) => id === key.kind);
  const held = facts.record(key);
  if (kind === undefined || held === undefined) return;
  if ('unverified' in held) {
    yield { type: 'kept', kept: { key, name, reason: 'notVerified', why: held.why } };
    return;
  }
  const { row, fingerprint } = held.verified;
  const named = new Set(why.map(({ field }) => field));
  const own = kind.id === 'user';
  const fields = filledFields(kind.scrub?.fields ?? [], row).filter((field) => own || named.has(field));
  if (fields.length > 0) {
    yield {
      type: 'step',
      step: { number: (counts.step += 1), key, name, fingerprint, action: { do: 'scrub', fields } },
    };
    if (own || [...named].every((field) => fields.includes(field))) return;
  }
  const path = kind.path?.({ id: key.id, row });
  yield {
    type: 'byHand',
    byHand: {
      number: (counts.byHand += 1),
      kind: key.kind,
      key,
      name,
      steps: {
        ru: `Откройте запись и уберите сведения о человеке (поля: ${[...named].join(', ')}).`,
        en: `Open the record and take out what is about the person (fields: ${[...named].join(', ')}).`,
      },
      why: {
        ru: 'Запись не принадлежит этому человеку: её удаление стёрло бы и чужие данные.',
        en: 'The record is not this person’s own: deleting it would erase data of others, too.',
      },
      ...(path === undefined ? {} : { url: `https://${facts.portal}${path}` }),
      check: 'person',
    },
  };
}
