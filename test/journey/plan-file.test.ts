import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { seeded } from '../../src/base/random.ts';
import type { PlanEntry } from '../../src/journey/plan/entry.ts';
import { glanceAtPlan, readPlan, writePlan } from '../../src/journey/plan/file.ts';
import { planEntries, type PlanStart, startOf } from '../../src/journey/plan/plan.ts';
import { FakeDisk } from '../support/fake-disk.ts';
import { MiniArchive, randomPortal } from './world.ts';

const path = 'exit/plan.jsonl';
const everything = { kinds: 'all', where: [], keep: [] } as const;

/** A disk that counts what is open and what was done to the part of a plan. */
function watched() {
  const disk = new FakeDisk();
  const seen = { open: 0, calls: [] as string[] };
  const append = disk.append.bind(disk);
  disk.append = async (...args) => {
    const file = await append(...args);
    seen.open += 1;
    return { ...file, close: async () => void (seen.open -= 1) };
  };
  disk.onCall = (call) => void seen.calls.push(call);
  return { disk, seen };
}

async function entries(): Promise<{ readonly start: PlanStart; readonly list: readonly PlanEntry[] }> {
  const facts = new MiniArchive(randomPortal(seeded(7), 10)).facts();
  return { start: startOf(facts, everything), list: await Array.fromAsync(planEntries(facts, everything)) };
}

/** The same steps over and over, numbered on: a long plan. */
function many(list: readonly PlanEntry[], count: number): readonly PlanEntry[] {
  const steps = list.flatMap((entry) => (entry.type === 'step' ? [entry.step] : []));
  return Array.from({ length: count }, (_, index) => {
    const step = steps[index % steps.length];
    if (step === undefined) throw new Error('no step');
    return { type: 'step', step: { ...step, number: index + 1 } };
  });
}

/** A plan's text with another content and a hash that fits it: what somebody who knows the form would write. */
function forged(text: string, change: (lines: string[], end: Record<string, unknown>) => void): string {
  const lines = text.trimEnd().split('\n');
  const end = JSON.parse(lines.pop() ?? '') as Record<string, unknown>;
  change(lines, end);
  const body = `${lines.join('\n')}\n`;
  return `${body}${JSON.stringify({ ...end, sha256: createHash('sha256').update(body).digest('hex') })}\n`;
}

/** Two steps that follow each other, the other way round. */
function swap(lines: string[]): void {
  const at = lines.findIndex(
    (line, index) => line.startsWith('{"type":"step"') && lines[index + 1]?.startsWith('{"type":"step"'),
  );
  [lines[at], lines[at + 1]] = [lines[at + 1] ?? '', lines[at] ?? ''];
}

describe('the file of a plan', () => {
  it('is durable before it has its name, is let go of, and is written in pieces', async () => {
    const { start, list } = await entries();
    const { disk, seen } = watched();
    await writePlan(disk, path, start, list);
    expect(seen.open).toBe(0);
    expect(seen.calls.indexOf('sync')).toBeGreaterThan(seen.calls.lastIndexOf('write'));
    expect(seen.calls.indexOf('move')).toBeGreaterThan(seen.calls.indexOf('sync'));
    const short = seen.calls.filter((call) => call === 'write').length;
    expect(short).toBe(2);
    for (const [count, writes] of [
      [499, 3],
      [498, 2],
      [1200, 4],
    ] as const) {
      seen.calls.length = 0;
      const written = await writePlan(disk, path, start, many(list, count));
      expect(seen.calls.filter((call) => call === 'write')).toHaveLength(writes);
      expect(await readPlan(disk, path)).toEqual(written);
      expect(await glanceAtPlan(disk, path)).toEqual(written);
      expect(written.header.steps).toBe(count);
    }
  });

  it('is not there at all when its entries or its disk fail', async () => {
    const { start, list } = await entries();
    const { disk, seen } = watched();
    async function* failing(): AsyncGenerator<PlanEntry> {
      yield* list.slice(0, 3);
      throw new Error('no more');
    }
    await expect(writePlan(disk, path, start, failing())).rejects.toThrow('no more');
    expect(seen.open).toBe(0);
    expect([...disk.files.keys()]).toEqual([]);
  });

  it('is refused when its counts are not those of its lines, though its hash is right', async () => {
    const { start, list } = await entries();
    const disk = new FakeDisk();
    await writePlan(disk, path, start, list);
    const text = disk.text(path);
    for (const name of ['steps', 'kept', 'byHand']) {
      for (const by of [1, -1]) {
        await disk.replace(
          path,
          forged(text, (_, end) => (end[name] = Math.max(0, Number(end[name]) + by) + (end[name] === 0 ? 1 : 0))),
        );
        await expect(readPlan(disk, path), name).rejects.toMatchObject({ code: 'PLAN_ALTERED' });
        await expect(glanceAtPlan(disk, path), name).rejects.toMatchObject({ code: 'PLAN_ALTERED' });
      }
    }
  });

  it('is refused when a step is out of its order, when something follows its end, or when its end has no line feed', async () => {
    const { start, list } = await entries();
    const disk = new FakeDisk();
    await writePlan(disk, path, start, list);
    const text = disk.text(path);
    const last = text.trimEnd().split('\n').at(-1) ?? '';
    for (const wrong of [forged(text, swap), `${text}${last}\n`, `${text}\n`, text.trimEnd()]) {
      await disk.replace(path, wrong);
      await expect(readPlan(disk, path)).rejects.toMatchObject({ code: 'PLAN_ALTERED' });
    }
  });

  it('is refused when a step of it names no field that it empties or hands over, though its hash is right', async () => {
    const { start, list } = await entries();
    const step = list.flatMap((entry) => (entry.type === 'step' ? [entry.step] : []))[0];
    if (step === undefined) throw new Error('no step');
    const field = { field: 'assignedById', was: ['5'], becomes: ['7'] };
    const actions = [
      { do: 'scrub', fields: ['phone'] },
      { do: 'hand', from: '5', to: '7', fields: [field] },
    ] as const;
    for (const action of actions) {
      const disk = new FakeDisk();
      const written = await writePlan(disk, path, start, [{ type: 'step', step: { ...step, number: 1, action } }]);
      expect(await readPlan(disk, path)).toEqual(written);
      const named = JSON.stringify(action.fields);
      const empty = forged(disk.text(path), (all) => {
        all.splice(0, all.length, ...all.map((line) => line.replace(named, '[]')));
      });
      expect(empty).toContain('"fields":[]');
      await disk.replace(path, empty);
      await expect(readPlan(disk, path), action.do).rejects.toMatchObject({ code: 'PLAN_ALTERED' });
    }
  });

  it('is not even shown when a letter of it was changed, when lines are missing, or when one is of no known type', async () => {
    const { start, list } = await entries();
    const disk = new FakeDisk();
    const written = await writePlan(disk, path, start, list);
    expect(await glanceAtPlan(disk, path)).toEqual(written);
    const text = disk.text(path);
    const lines = text.split('\n');
    const changed = text.replace('"fingerprint":"', '"fingerprint":"0');
    const shorter = [...lines.slice(0, 2), ...lines.slice(3)].join('\n');
    const strange = forged(text, (all) => all.splice(1, 0, '{"type":"stepX","step":{}}'));
    const headless = forged(text, (all) => all.splice(0, 1));
    expect(changed).not.toBe(text);
    for (const wrong of [changed, shorter, strange, headless, `${text}\n`, text.trimEnd(), '']) {
      await disk.replace(path, wrong);
      await expect(glanceAtPlan(disk, path)).rejects.toMatchObject({ code: 'PLAN_ALTERED' });
    }
    await disk.remove(path);
    await expect(glanceAtPlan(disk, path)).rejects.toMatchObject({ code: 'PLAN_ABSENT' });
  });
});
