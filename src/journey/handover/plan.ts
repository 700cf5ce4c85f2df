import { Bye24Error } from '../../base/error.ts';
import { textOf } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import type { ArchivedRecord, VerifiedRecord } from '../../archive/types.ts';
import type { Kind, PersonField } from '../../kinds/kind.ts';
import type { PlanEntry } from '../plan/entry.ts';
import type { PlanFacts } from '../plan/facts.ts';
import type { PlanStart } from '../plan/plan.ts';
import type { HandField, HandStep } from '../types.ts';
import { CustomPeople } from './custom.ts';
import { peopleAt } from './fields.ts';
import { byHandOf } from './by-hand.ts';
import { words } from './words.ts';

/** From whom to whom. */
export interface Handover {
  readonly from: string;
  readonly to: string;
}

export function startOfHandover(facts: PlanFacts, { from, to }: Handover): PlanStart {
  const { portal, sealRoot, madeAtMs } = facts;
  return {
    version: 1,
    portal,
    sealRoot,
    madeAtMs,
    policy: { kinds: 'all', where: [], keep: [], handover: { from, to } },
  };
}

/**
 * Everything that names the leaver, record by record: what the successor takes over, what the portal never lets
 * change, and what is by hand. No I/O; explicit ids and explicit values (I2), so that an undo knows what was there.
 * @throws Bye24Error HANDOVER_SAME, HANDOVER_UNKNOWN, HANDOVER_INACTIVE, HANDOVER_NOTHING
 */
export async function* handoverEntries(facts: PlanFacts, handover: Handover): AsyncGenerator<PlanEntry, void, void> {
  checkPeople(facts, handover);
  const custom = await CustomPeople.of(facts);
  let steps = 0;
  for (const kind of facts.kinds) {
    if (kind.deletion.how === 'deactivate') continue;
    for await (const held of facts.records(kind.id)) {
      const record = 'verified' in held ? held.verified : held.unverified;
      if (record.vanishedAtMs !== undefined) continue;
      const named = custom
        .fieldsOf(kind, record)
        .filter(({ field }) => peopleAt(record.row, field).includes(handover.from));
      if (named.length === 0) continue;
      if ('unverified' in held) {
        yield { type: 'kept', kept: { key: record.key, name: record.name, reason: 'notVerified', why: held.why } };
        continue;
      }
      const { goes, stays } = sorted(kind, named, {
        isOwn: facts.ownerId === handover.from,
        losesFiles: custom.losesFiles(kind, record),
      });
      if (goes.length > 0) yield stepOf((steps += 1), held.verified, goes, handover);
      if (stays.length > 0) {
        const { key, name } = record;
        yield { type: 'kept', kept: { key, name, reason: 'notTransferable', why: becauseOf(stays) } };
      }
    }
  }
  let number = 0;
  for (const hand of byHandOf(facts, handover)) yield { type: 'byHand', byHand: { ...hand, number: (number += 1) } };
  if (steps === 0) throw new Bye24Error('HANDOVER_NOTHING', { from: handover.from });
}

function checkPeople(facts: PlanFacts, { from, to }: Handover): void {
  if (from === to) throw new Bye24Error('HANDOVER_SAME', { id: from });
  for (const id of [from, to]) {
    const held = facts.record({ kind: 'user', id });
    if (held === undefined) throw new Bye24Error('HANDOVER_UNKNOWN', { id });
    if (id !== to) continue;
    const record: ArchivedRecord = 'verified' in held ? held.verified : held.unverified;
    const active = record.row['ACTIVE'];
    if (active !== true && textOf(active) !== 'Y') throw new Bye24Error('HANDOVER_INACTIVE', { id, name: record.name });
  }
}

interface Sorted {
  readonly goes: readonly PersonField[];
  readonly stays: readonly { readonly field: PersonField; readonly why: Text }[];
}

function sorted(
  kind: Kind,
  fields: readonly PersonField[],
  { isOwn, losesFiles }: { readonly isOwn: boolean; readonly losesFiles: boolean },
): Sorted {
  const goes: PersonField[] = [];
  const stays: { readonly field: PersonField; readonly why: Text }[] = [];
  for (const field of fields) {
    if (field.set === undefined) stays.push({ field, why: field.byHand ?? words.fixed });
    else if (field.own === true && !isOwn) stays.push({ field, why: words.ownOnly });
    else if (losesFiles) stays.push({ field, why: words.hasFiles });
    else if (kind.look === undefined) stays.push({ field, why: words.noLook });
    else goes.push(field);
  }
  return { goes, stays };
}

function becauseOf(stays: Sorted['stays']): Text {
  const say = (language: keyof Text): string =>
    stays.map(({ field, why }) => `${field.title[language]}: ${why[language]}`).join(' ');
  return { ru: say('ru'), en: say('en') };
}

function stepOf(
  number: number,
  record: VerifiedRecord,
  fields: readonly PersonField[],
  { from, to }: Handover,
): PlanEntry {
  const { key, name, fingerprint, row } = record;
  const action: HandStep = {
    do: 'hand',
    from,
    to,
    fields: fields.map(({ field }) => handField(peopleAt(row, field), field, from, to)),
  };
  return { type: 'step', step: { number, key, name, fingerprint, action } };
}

function handField(was: readonly string[], field: string, from: string, to: string): HandField {
  return { field, was, becomes: [...new Set(was.map((id) => (id === from ? to : id)))] };
}
