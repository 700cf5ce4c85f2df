import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type * as archiveModule from '../../src/archive/archive.ts';
import type * as fingerprintModule from '../../src/archive/fingerprint.ts';
import type * as sealModule from '../../src/archive/seal.ts';
import type * as verifyModule from '../../src/archive/verify/verify.ts';
import type * as applyModule from '../../src/journey/apply/apply.ts';
import type * as sourceModule from '../../src/journey/apply/source.ts';
import type * as withChangedModule from '../../src/journey/drift/apply-with-changed.ts';
import type * as bringHomeModule from '../../src/journey/drift/bring-home.ts';
import type * as exportModule from '../../src/journey/export/export.ts';
import type * as lockModule from '../../src/base/journal/lock.ts';
import type * as planFileModule from '../../src/journey/plan/file.ts';
import type * as planModule from '../../src/journey/plan/plan.ts';
import type * as proveModule from '../../src/journey/prove/prove.ts';
import type * as rehearseModule from '../../src/journey/rehearse/rehearse.ts';
import type * as writeModule from '../../src/journey/prove/write.ts';

/** The code under test: all of the journey that an exit needs. A patched copy of it has the same shape. */
export interface Journey {
  readonly Archive: typeof archiveModule.Archive;
  readonly fingerprintOf: typeof fingerprintModule.fingerprintOf;
  readonly sealArchive: typeof sealModule.sealArchive;
  readonly Verification: typeof verifyModule.Verification;
  readonly exportPortal: typeof exportModule.exportPortal;
  readonly planEntries: typeof planModule.planEntries;
  readonly startOf: typeof planModule.startOf;
  readonly writePlan: typeof planFileModule.writePlan;
  readonly planFromFile: typeof sourceModule.planFromFile;
  readonly apply: typeof applyModule.apply;
  readonly applyWithChanged: typeof withChangedModule.applyWithChanged;
  readonly bringHome: typeof bringHomeModule.bringHome;
  readonly takeLock: typeof lockModule.takeLock;
  readonly rehearse: typeof rehearseModule.rehearse;
  readonly prove: typeof proveModule.prove;
  readonly writeProof: typeof writeModule.writeProof;
}

/** Loads the journey from a source folder: the real one, or a copy with a planted bug. */
export async function loadJourney(source = join(import.meta.dirname, '../../src')): Promise<Journey> {
  const load = async <Module>(path: string): Promise<Module> =>
    (await import(pathToFileURL(join(source, path)).href)) as Module;
  const { Archive } = await load<typeof archiveModule>('archive/archive.ts');
  const { fingerprintOf } = await load<typeof fingerprintModule>('archive/fingerprint.ts');
  const { sealArchive } = await load<typeof sealModule>('archive/seal.ts');
  const { Verification } = await load<typeof verifyModule>('archive/verify/verify.ts');
  const { exportPortal } = await load<typeof exportModule>('journey/export/export.ts');
  const { planEntries, startOf } = await load<typeof planModule>('journey/plan/plan.ts');
  const { writePlan } = await load<typeof planFileModule>('journey/plan/file.ts');
  const { planFromFile } = await load<typeof sourceModule>('journey/apply/source.ts');
  const { apply } = await load<typeof applyModule>('journey/apply/apply.ts');
  const { applyWithChanged } = await load<typeof withChangedModule>('journey/drift/apply-with-changed.ts');
  const { bringHome } = await load<typeof bringHomeModule>('journey/drift/bring-home.ts');
  const { takeLock } = await load<typeof lockModule>('base/journal/lock.ts');
  const { prove } = await load<typeof proveModule>('journey/prove/prove.ts');
  const { rehearse } = await load<typeof rehearseModule>('journey/rehearse/rehearse.ts');
  const { writeProof } = await load<typeof writeModule>('journey/prove/write.ts');
  return {
    Archive,
    fingerprintOf,
    sealArchive,
    Verification,
    exportPortal,
    planEntries,
    startOf,
    writePlan,
    planFromFile,
    apply,
    applyWithChanged,
    bringHome,
    takeLock,
    rehearse,
    prove,
    writeProof,
  };
}
