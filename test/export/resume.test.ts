import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { seeded } from '../../src/base/random.ts';
import { Archive } from '../../src/archive/archive.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import { archiveOfWorld, contentsOf, exportWorld, kinds, worldOf } from './world.ts';

/** What an export that nothing disturbs brings home. */
async function undisturbed(leads: number): Promise<ReturnType<typeof contentsOf>> {
  const made = await archiveOfWorld();
  await exportWorld(worldOf(leads), made.archive);
  const contents = contentsOf(made.archive);
  await made.archive.close();
  await made.remove();
  return contents;
}

/**
 * Exports with a process that is stopped at random pages, in one of two ways, until it comes through. Each process opens
 * the archive anew, as after Ctrl-C.
 */
async function disturbed(leads: number, seed: number): Promise<{ contents: object; stops: number; pages: number }> {
  const random = seeded(seed);
  const world = worldOf(leads);
  const made = await archiveOfWorld();
  await made.archive.close();
  let stops = 0;
  let pages = 0;
  for (;;) {
    const archive = await Archive.open(made.path, { mode: 'write', kinds });
    const abort = new AbortController();
    const reason = new Error('stopped');
    let left = Math.floor(random() * 12);
    world.portal.beforePage = () => {
      pages++;
      if (stops >= 4 || left-- > 0) return;
      if (random() < 0.5) throw reason;
      abort.abort(reason);
    };
    try {
      const report = await exportWorld(world, archive, { signal: abort.signal });
      expect(report.missing).toEqual([]);
      expect(report.state).toBe('complete');
      expect(report.resumed).toBe(stops > 0);
      for (const { portal, seen, kept } of report.kinds) {
        expect(kept).toBe(seen);
        if (portal !== undefined) expect(seen).toBe(portal);
      }
      const contents = contentsOf(archive);
      await archive.close();
      await made.remove();
      return { contents, stops, pages };
    } catch (error) {
      if (error !== reason) throw error;
      stops++;
      await archive.close();
    }
  }
}

/** A copy of an archive's folder as a power cut would leave it at this very moment: nothing closed, nothing flushed. */
function copyAsCut(path: string): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'bye24-cut-')), 'archive');
  cpSync(path, copy, { recursive: true });
  rmSync(join(copy, 'lock'), { recursive: true, force: true });
  return copy;
}

describe('an export that is stopped', () => {
  it('goes on from what a power cut left, at any page', async () => {
    const whole = await undisturbed(60);
    for (const page of [1, 2, 3, 5, 20, 40, 50]) {
      const world = worldOf(60);
      const made = await archiveOfWorld();
      let pages = 0;
      let copy = '';
      world.portal.beforePage = () => {
        if (++pages === page) copy = copyAsCut(made.path);
      };
      await exportWorld(world, made.archive);
      await made.archive.close();
      await made.remove();
      world.portal.beforePage = () => undefined;
      const archive = await Archive.open(copy, { mode: 'write', kinds });
      const report = await exportWorld(world, archive);
      expect(report).toMatchObject({ state: 'complete', missing: [] });
      expect(contentsOf(archive)).toEqual(whole);
      expect((await Verification.of(archive)).damageCount).toBe(0);
      await archive.close();
      rmSync(dirname(copy), { recursive: true });
    }
  });

  it('ends, taken up again, with the very archive of one that was not (I9)', async () => {
    const whole = await undisturbed(130);
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { contents } = await disturbed(130, seed);
        expect(contents).toEqual(whole);
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it('does not read again what it has: a stop costs a chunk, not the run (rule 8: callList keeps all rows in memory until the end)', async () => {
    const straight = await disturbed(130, 3);
    expect(straight.stops).toBeGreaterThan(0);
    const once = 3 + 3 + 98 + 1 + 4;
    expect(straight.pages).toBeLessThan(once * (straight.stops + 1));
  });
});
