import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { ArchivedRecord } from '../../src/archive/types.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import { apply } from '../../src/journey/apply/apply.ts';
import type { PlanSource } from '../../src/journey/apply/source.ts';
import { handCall } from '../../src/journey/handover/call.ts';
import { peopleAt } from '../../src/journey/handover/fields.ts';
import { type Handover, handoverEntries, startOfHandover } from '../../src/journey/handover/plan.ts';
import { startOfUndo, undoEntries } from '../../src/journey/handover/undo.ts';
import { StepStates } from '../../src/journey/journal/ledger.ts';
import { readJournal } from '../../src/journey/journal/read.ts';
import type { PlanFacts } from '../../src/journey/plan/facts.ts';
import { lookAgain } from '../../src/journey/prove/look.ts';
import { prove } from '../../src/journey/prove/prove.ts';
import type { HandStep, Step } from '../../src/journey/types.ts';
import { kindById } from '../../src/kinds/index.ts';
import { planFile, rehearsed, type TakenHome, takenHome } from '../support/taken-home.ts';

type HandedStep = Step & { readonly action: HandStep };

async function stepsOf(plan: PlanSource): Promise<readonly HandedStep[]> {
  const steps: HandedStep[] = [];
  for await (const entry of plan.entries()) {
    if (entry.type === 'step' && entry.step.action.do === 'hand') steps.push(entry.step as HandedStep);
  }
  return steps;
}

/** The employee who is named most often, and another one. */
function someHandover({ archive }: TakenHome): Handover {
  const counts = new Map<string, number>();
  for (const { row } of archive.records('deal')) {
    for (const id of peopleAt(row, 'assignedById')) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const [from] = [...counts].toSorted((a, b) => b[1] - a[1]).map(([id]) => id);
  const to = archive.records('user').find(({ key, row }) => key.id !== from && row['ACTIVE'] === true)?.key.id;
  if (from === undefined || to === undefined) throw new Error('the company has nobody to hand over');
  return { from, to };
}

/** Properties of the sample company's lists. */
const person = 'PROPERTY_951';
const scan = 'PROPERTY_423';

/** An element of a list with a file beside the person who answers for it. */
function scanned({ archive }: TakenHome): Handover & { readonly element: ArchivedRecord } {
  const element = archive.records('list-element').find(({ row }) => Object.hasOwn(row, scan));
  const [from] = element === undefined ? [] : peopleAt(element.row, `${person}[]`);
  const to = archive.records('user').find(({ key, row }) => key.id !== from && row['ACTIVE'] === true)?.key.id;
  if (element === undefined || from === undefined || to === undefined) throw new Error('no such element');
  return { element, from, to };
}

async function planned(home: TakenHome, handover: Handover): Promise<PlanSource> {
  return planFile(home, startOfHandover(home.facts, handover), handoverEntries(home.facts, handover));
}

async function live({ options }: TakenHome, { key }: Step) {
  const kind = kindById(key.kind);
  if (kind === undefined) throw new Error(key.kind);
  const record = options.archive.archived(key) ?? { id: key.id, row: {} };
  const sight = (await lookAgain(options.portal, kind, [record])).get(key.id);
  if (sight?.is !== 'there') throw new Error(`${key.kind} ${key.id}: ${sight?.is}`);
  return sight.row;
}

describe('a hand-over where an update empties what it is not sent', () => {
  it('sends every name and property of a list element back as it is there now, with the one person changed', () => {
    const kind = kindById('list-element');
    if (kind === undefined) throw new Error('no list-element');
    const row = {
      ID: '5',
      NAME: 'Заявка',
      CREATED_BY: '7',
      PROPERTY_10: { '31': 'текст', '32': 'второй' },
      PROPERTY_11: { '33': '7', '34': '9' },
      PROPERTY_12: {},
      PROPERTY_13: { '35': { TEXT: 'Письмо', TYPE: 'HTML' } },
    };
    const step: HandStep = {
      do: 'hand',
      from: '7',
      to: '12',
      fields: [{ field: 'PROPERTY_11[]', was: ['7', '9'], becomes: ['12', '9'] }],
    };
    const { method, params, effect } = handCall(kind, step, { id: '5', row, parent: { kind: 'list', id: '3' } });
    expect([method, effect]).toEqual(['lists.element.update', 'write']);
    const { CREATED_BY: _, ID: __, ...kept } = row;
    expect(params).toMatchObject({ ELEMENT_ID: 5, FIELDS: { ...kept, PROPERTY_11: ['12', '9'] } });
  });

  it('leaves every other field of a deal alone, and every other person of a list where they are', () => {
    const kind = kindById('deal');
    if (kind === undefined) throw new Error('no deal');
    const row = { id: 5, title: 'Сделка', assignedById: 7, observers: [3, 7, 9], opportunity: 100 };
    const fields = [
      { field: 'assignedById', was: ['7'], becomes: ['12'] },
      { field: 'observers[]', was: ['3', '7', '9'], becomes: ['3', '12', '9'] },
    ];
    const { params } = handCall(kind, { do: 'hand', from: '7', to: '12', fields }, { id: '5', row });
    expect(params).toMatchObject({ id: 5, fields: { assignedById: 12, observers: [3, 12, 9] } });
    expect(JSON.stringify(params)).not.toMatch(/opportunity|title/u);
  });
});

describe('a hand-over', () => {
  it('puts the successor wherever the leaver was, as rehearsed, proves it, and can be undone', async () => {
    const home = await takenHome(200);
    const handover = someHandover(home);
    const plan = await planned(home, handover);
    const steps = await stepsOf(plan);
    expect(new Set(steps.map(({ key }) => key.kind)).size).toBeGreaterThan(3);

    const rehearsal = await rehearsed(home, plan);
    expect(rehearsal.proof.exceptions).toEqual([]);

    const applied = await apply({ ...home.options, plan });
    expect(applied).toMatchObject({ ended: 'finished', states: { planned: 0, refused: 0, unknown: 0, changed: 0 } });
    const proof = await prove({ ...home.options, archived: home.options.archive.archived });
    expect(proof.total).toMatchObject({ planned: steps.length, handed: steps.length, gone: 0, left: 0 });
    for (const step of steps.slice(0, 40)) {
      const row = await live(home, step);
      for (const { field, becomes } of step.action.fields)
        expect(peopleAt(row, field).toSorted()).toEqual([...becomes].toSorted());
    }

    const states = new StepStates(plan.header.steps);
    for await (const { event } of readJournal(nodeDisk, home.options.journalPath)) states.see(event);
    const undo = await planFile(
      home,
      startOfUndo(plan.header, home.options.clock.now()),
      undoEntries(plan.entries(), (step) => states.get(step)),
      'undo.jsonl',
    );
    const undone = await apply({ ...home.options, plan: undo, journalPath: join(home.folder, 'undo-journal.jsonl') });
    expect(undone).toMatchObject({ ended: 'finished', states: { refused: 0, changed: 0 } });
    for (const step of steps.slice(0, 40)) {
      const row = await live(home, step);
      for (const { field, was } of step.action.fields)
        expect(peopleAt(row, field).toSorted()).toEqual([...was].toSorted());
    }
  }, 60_000);

  it('leaves alone what somebody gave to another person since the export (I4)', async () => {
    const home = await takenHome(60);
    const handover = someHandover(home);
    const plan = await planned(home, handover);
    const step = (await stepsOf(plan)).find(({ key }) => key.kind === 'deal');
    const third = home.archive.records('user').find(({ key }) => key.id !== handover.from && key.id !== handover.to)
      ?.key.id;
    if (step === undefined || third === undefined) throw new Error('the company is too small');
    await home.reached.portal.call({
      method: 'crm.item.update',
      params: { entityTypeId: 2, id: Number(step.key.id), fields: { assignedById: Number(third) } },
      effect: 'write',
    });
    const applied = await apply({ ...home.options, plan });
    expect(applied.states.changed).toBe(1);
    expect(peopleAt(await live(home, step), 'assignedById')).toEqual([third]);
  }, 60_000);

  it('changes one person of a list element and nothing else of it', async () => {
    const home = await takenHome(60);
    const { element, from, to } = scanned(home);
    const plan = await planned(home, { from, to });
    const step = (await stepsOf(plan)).find(({ key }) => key.kind === 'list-element' && key.id === element.key.id);
    if (step === undefined) throw new Error('the element is not handed over');
    expect((await rehearsed(home, plan)).proof.exceptions).toEqual([]);
    await apply({ ...home.options, plan });
    const { [person]: after, ...rest } = await live(home, step);
    const { [person]: before, ...kept } = element.row;
    expect([Object.values(before ?? {}), Object.values(after ?? {})]).toEqual([[from], [to]]);
    expect(rest).toEqual(kept);
  }, 60_000);

  it('leaves a list element alone that holds a file, which an update would cost it', async () => {
    const home = await takenHome(60);
    const { element, from, to } = scanned(home);
    const facts: PlanFacts = {
      ...home.facts,
      async *records(kind) {
        for await (const held of home.facts.records(kind)) {
          const isScan = 'verified' in held && held.verified.row['FIELD_ID'] === scan;
          yield isScan ? { verified: { ...held.verified, row: { ...held.verified.row, TYPE: 'F' } } } : held;
        }
      },
    };
    const entries = await Array.fromAsync(handoverEntries(facts, { from, to }));
    const about = entries.filter((entry) => {
      const key = entry.type === 'step' ? entry.step.key : entry.type === 'kept' ? entry.kept.key : undefined;
      return key?.kind === 'list-element' && key.id === element.key.id;
    });
    expect(about).toMatchObject([{ type: 'kept', kept: { reason: 'notTransferable' } }]);
    expect(JSON.stringify(about)).toContain('does not take files back');
  }, 60_000);

  it('names what can not be handed over, and refuses what makes no sense', async () => {
    const home = await takenHome(60);
    const handover = someHandover(home);
    const kept: string[] = [];
    const hands: string[] = [];
    for await (const entry of handoverEntries(home.facts, handover)) {
      if (entry.type === 'kept') kept.push(`${entry.kept.reason} ${entry.kept.why.en}`);
      if (entry.type === 'byHand') hands.push(entry.byHand.steps.en);
    }
    expect(kept.some((text) => text.startsWith('notTransferable Created by'))).toBe(true);
    expect(hands.join(' ')).toContain('Automation rules');
    const refusals = [
      [{ from: '1', to: '1' }, 'HANDOVER_SAME'],
      [{ from: '1', to: '99999' }, 'HANDOVER_UNKNOWN'],
    ] as const;
    for (const [wrong, code] of refusals) {
      await expect(handoverEntries(home.facts, wrong).next()).rejects.toMatchObject({ code });
    }
  }, 60_000);
});
