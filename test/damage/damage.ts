import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { Archive } from '../../src/archive/archive.ts';
import { sealArchive } from '../../src/archive/seal.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import { seeded } from '../../src/base/random.ts';
import { openJournal } from '../../src/journey/journal/journal.ts';
import { readJournal } from '../../src/journey/journal/read.ts';
import { readPlan, writePlan } from '../../src/journey/plan/file.ts';
import { planEntries, startOf } from '../../src/journey/plan/plan.ts';
import { MiniArchive, randomPortal } from '../journey/world.ts';
import { sampleKinds, smallArchive, tickingClock } from '../support/archive.ts';

/** What was done to a sealed archive, a plan or a journal, and how much of it nobody noticed. */
export interface Damaged {
  readonly done: number;
  readonly missed: readonly string[];
}

const ARCHIVE = 'archive';
const PLAN = 'exit/plan.jsonl';
const JOURNAL = 'exit/journal.jsonl';

/** A sealed archive, a plan and a journal in a folder of their own, to be damaged and mended again. */
export class Patient {
  readonly #folder: string;
  readonly #remove: () => void;

  private constructor(folder: string, remove: () => void) {
    this.#folder = folder;
    this.#remove = remove;
  }

  static async admit(contacts: number): Promise<Patient> {
    const folder = mkdtempSync(join(tmpdir(), 'bye24-damage-'));
    const made = await smallArchive({ contacts });
    await made.archive.close();
    await sealArchive(await Archive.open(made.path, { mode: 'write', kinds: sampleKinds, clock: tickingClock() }));
    cpSync(made.path, join(folder, ARCHIVE), { recursive: true });
    await made.remove();
    const patient = new Patient(folder, () => rmSync(folder, { recursive: true, force: true }));
    await patient.#planAndJournal();
    return patient;
  }

  async #planAndJournal(): Promise<void> {
    const facts = new MiniArchive(randomPortal(seeded(7), 40)).facts();
    const policy = { kinds: 'all', where: [], keep: [] } as const;
    await nodeDisk.makeFolder(join(this.#folder, 'exit'));
    await writePlan(nodeDisk, join(this.#folder, PLAN), startOf(facts, policy), planEntries(facts, policy));
    const journal = await openJournal({ disk: nodeDisk, path: join(this.#folder, JOURNAL), clock: tickingClock() });
    for (let step = 1; step <= 40; step++) {
      const record = { step, kind: 'contact', id: String(step), action: 'delete' } as const;
      journal.note({ type: 'intent', ...record, fingerprint: 'f'.repeat(64), method: 'crm.item.delete' });
      await journal.commit();
    }
    await journal.close();
  }

  leave(): void {
    this.#remove();
  }

  /** All files, by their paths in the folder. */
  files(): readonly string[] {
    return readdirSync(this.#folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.#folder.length + 1))
      .toSorted();
  }

  /** Bits of files, by chance: each file as often as the others, whatever their sizes. */
  async flips(count: number, seed: number, tell: (done: number) => void = () => {}): Promise<Damaged> {
    const random = seeded(seed);
    const files = this.files().filter((file) => statSync(this.#path(file)).size > 0);
    const missed: string[] = [];
    for (let done = 0; done < count; done++) {
      const file = files[done % files.length] ?? '';
      const bytes = readFileSync(this.#path(file));
      const at = Math.floor(random() * bytes.length);
      const bit = Math.floor(random() * 8);
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
      writeFileSync(this.#path(file), flipped);
      if (!(await this.#notices(file))) missed.push(`bit ${bit} of byte ${at} of ${file}`);
      writeFileSync(this.#path(file), bytes);
      tell(done + 1);
    }
    return { done: count, missed };
  }

  /** Each file of the archive missing, cut short, longer, and in the place of another; and files that nobody put there. */
  async missingExtraAndSwapped(): Promise<Damaged> {
    let done = 0;
    const missed: string[] = [];
    const hurt = async (what: string, file: string, work: () => void): Promise<void> => {
      const copy = `${this.#path(ARCHIVE)}.whole`;
      cpSync(this.#path(ARCHIVE), copy, { recursive: true });
      work();
      done += 1;
      if (!(await this.#notices(file))) missed.push(`${what} ${file}`);
      rmSync(this.#path(ARCHIVE), { recursive: true });
      renameSync(copy, this.#path(ARCHIVE));
    };
    const files = this.files().filter((file) => file.startsWith(`${ARCHIVE}/`));
    for (const [index, file] of files.entries()) {
      const path = this.#path(file);
      const { size } = statSync(path);
      await hurt('missing', file, () => rmSync(path));
      await hurt('longer', file, () => appendFileSync(path, '\n'));
      if (size > 0) await hurt('truncated', file, () => truncateSync(path, size - 1));
      if (size > 1) await hurt('emptied', file, () => truncateSync(path, 0));
      const other = this.#path(files[(index + 1) % files.length] ?? '');
      if (readFileSync(path).equals(readFileSync(other))) continue;
      await hurt('swapped', file, () => {
        renameSync(path, `${this.#folder}/aside`);
        renameSync(other, path);
        renameSync(`${this.#folder}/aside`, other);
      });
    }
    // Beside the data anybody may keep what they like: plans and proofs lie there, too.
    const folders = new Set(
      files.map((file) => dirname(file)).filter((folder) => folder.startsWith(`${ARCHIVE}/data`)),
    );
    for (const folder of folders) {
      const extra = join(folder, 'extra.txt');
      await hurt('extra', extra, () => writeFileSync(this.#path(extra), 'extra'));
    }
    await hurt('extra', `${ARCHIVE}/data/raw/000002.jsonl.gz`, () => {
      cpSync(this.#path(`${ARCHIVE}/data/raw/000001.jsonl.gz`), this.#path(`${ARCHIVE}/data/raw/000002.jsonl.gz`));
    });
    return { done, missed };
  }

  #path(file: string): string {
    return join(this.#folder, file);
  }

  /** Whether anybody who leans on this file is told. */
  #notices(file: string): Promise<boolean> {
    if (file === PLAN) return code(readPlan(nodeDisk, this.#path(PLAN)), 'PLAN_ALTERED');
    return file === JOURNAL ? this.#noticesJournal() : this.#noticesArchive();
  }

  async #noticesArchive(): Promise<boolean> {
    try {
      const archive = await Archive.open(this.#path(ARCHIVE), { mode: 'read', kinds: sampleKinds });
      try {
        const { damageCount, seal } = await Verification.of(archive);
        return damageCount > 0 && seal === undefined;
      } finally {
        await archive.close();
      }
    } catch (error) {
      return (error as { readonly code?: string }).code === 'ARCHIVE_DAMAGED';
    }
  }

  /** In the last commit, a changed bit can't be told from a torn write: it is cut off, and that is said. */
  async #noticesJournal(): Promise<boolean> {
    try {
      const lines = readJournal(nodeDisk, this.#path(JOURNAL));
      for (;;) {
        const next = await lines.next();
        if (next.done === true) return next.value.tornBytes > 0;
      }
    } catch (error) {
      return (error as { readonly code?: string }).code === 'JOURNAL_DAMAGED';
    }
  }
}

async function code(work: Promise<unknown>, expected: string): Promise<boolean> {
  try {
    await work;
    return false;
  } catch (error) {
    return (error as { readonly code?: string }).code === expected;
  }
}
