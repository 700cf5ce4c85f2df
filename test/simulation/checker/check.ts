import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { HOST, TEAM, WEBHOOK } from '../company.ts';
import type { Changed, Executed, Meddled, Row, Snapshot } from '../history.ts';
import type { Outcome } from '../outcome.ts';
import { MARK, TEXTS } from '../world.ts';
import { type Kept, type KeptVersion, readArchive } from './archive.ts';
import { JournalReader, openIntents, recordOf } from './journal.ts';
import { kindOf, nameOf } from './keys.ts';

/** A change so short before a deletion may fall between the last look and the deletion: no client can see it. */
const WINDOW_MS = 30_000;

export interface Verdict {
  readonly violations: readonly string[];
  /** Deletions of a version that was changed in the last half minute before: told apart, for they are the portal's to prevent. */
  readonly raced: number;
  readonly removed: number;
}

interface Planned {
  readonly number: number;
  readonly action: string;
  /** The person whose connection the step goes through, where it is not the one that carries the plan out. */
  readonly through: number | undefined;
}

/**
 * Reads the whole history of an exit and holds it against the rules. It knows the portal's own tables, the documented
 * form of plan, journal and archive, and nothing of the journey's code.
 */
export function check(outcome: Outcome): Verdict {
  return new Checker(outcome).verdict();
}

class Checker {
  readonly #outcome: Outcome;
  readonly #violations: string[] = [];
  readonly #kept: Kept;
  readonly #plan: ReadonlyMap<string, Planned>;
  readonly #journal: string;
  readonly #journals = new JournalReader();
  readonly #plannedAtMs: number;
  readonly #plannedSeal: string;
  #raced = 0;
  #removed = 0;

  constructor(outcome: Outcome) {
    this.#outcome = outcome;
    this.#kept = readArchive(outcome.archive);
    const plan = join(outcome.archive, 'exit/plan.jsonl');
    this.#plan = readPlan(plan);
    const { madeAtMs, sealRoot } = startOf(plan);
    this.#plannedAtMs = madeAtMs;
    this.#plannedSeal = sealRoot;
    const journal = join(outcome.archive, 'exit/journal.jsonl');
    this.#journal = existsSync(journal) ? readFileSync(journal, 'utf8') : '';
  }

  verdict(): Verdict {
    const { history, broken } = this.#outcome;
    for (const line of broken) this.#say(line);
    this.#journalsAreWhole(history.executed);
    for (const executed of history.executed) this.#request(executed);
    this.#ownerLast();
    for (const userId of this.#outcome.scenario.team) this.#memberAfterTheirOwn(userId);
    if (this.#plan.size > 0)
      for (const name of this.#kept.unreadable) this.#say(`I1 ${name} of a sealed archive can't be read`);
    this.#exportIsHonest();
    this.#proofIsTrue();
    this.#nothingLeaks();
    return { violations: this.#violations, raced: this.#raced, removed: this.#removed };
  }

  #say(violation: string): void {
    if (this.#violations.length < 20) this.#violations.push(violation);
  }

  /** I8: every journal ever seen is whole, and each goes on where the one before ended. */
  #journalsAreWhole(executed: readonly Executed[]): void {
    let before = '';
    const texts = [...executed.flatMap(({ journal }) => journal ?? []), this.#journal];
    for (const text of texts) {
      if (text === before) continue;
      const { good, wrong } = this.#journals.read(text);
      for (const line of wrong) this.#say(line);
      if (!good.startsWith(before)) this.#say('I8 a journal lost or changed lines that were durable');
      before = good;
    }
  }

  #request(executed: Executed): void {
    const { stage, path, forbidden, activeAdministrators } = executed;
    const removed = executed.removed.filter((row) => nameOf(row) !== undefined);
    const changed = executed.changed.filter((row) => nameOf(row) !== undefined);
    if (removed.length === 0 && changed.length === 0) return;
    if (stage !== 'apply') {
      this.#say(`I2 ${path} changed the portal in stage ${stage}: ${[...removed, ...changed].map(nameOf).join(', ')}`);
    }
    if (stage === 'apply') this.#isSealed(executed);
    if (forbidden !== undefined) this.#say(`I10 ${path} changed the portal though there was ${forbidden}`);
    if (activeAdministrators === 0) this.#say('I7 the last administrator was deactivated');
    const { lines } = this.#journals.read(executed.journal ?? '');
    const open = openIntents(lines);
    const last = Math.max(0, ...lines.filter(({ event }) => event['type'] === 'intent').map(({ group }) => group));
    for (const [record, { group }] of open) {
      if (group < last) this.#say(`I3 ${record} was still unknown when the next requests left`);
    }
    const parents = new Set(removed.map((row) => nameOf(row)));
    for (const row of removed) this.#removal(executed, row, open, parents);
    for (const row of changed) this.#change(row, open);
  }

  #removal(
    executed: Executed,
    row: Row,
    open: ReturnType<typeof openIntents>,
    together: ReadonlySet<string | undefined>,
  ): void {
    const name = nameOf(row);
    if (name === undefined) return;
    this.#removed += 1;
    const step = this.#plan.get(name);
    if (step === undefined && row.table === 'disk_versions') return this.#areBytesKept(name, row, 'BLOB');
    if (!open.has(name) && this.#cameInWindow(executed, row, open, together)) {
      this.#raced += 1;
      return;
    }
    if (step === undefined) this.#say(`I5 ${name} went and is not in the plan`);
    this.#wentThrough(executed, row, name, step);
    if (!open.has(name)) this.#say(`I3 ${name} went without a durable intent`);
    this.#isKept(executed, row, name);
    const parent = parentOf(row);
    const above = parent === undefined ? undefined : this.#plan.get(parent);
    if (step !== undefined && above !== undefined && together.has(parent) && step.number > above.number) {
      this.#say(`I7 ${parent} was planned before its child ${name}`);
    }
  }

  /** I2 and I4: what went did so through the connection that the plan names, and through one that is shown all of it. */
  #wentThrough({ by }: Executed, row: Row, name: string, step: Planned | undefined): void {
    const { team } = this.#outcome.scenario;
    if (team.length === 0) return;
    const planned = step?.through ?? WEBHOOK.userId;
    if (by !== planned) this.#say(`I2 ${name} went through user ${by}, the plan names user ${planned}`);
    const owner = this.#ownerOf(row);
    if (owner !== undefined && owner !== by && team.includes(owner)) {
      this.#say(`I4 ${name} went through user ${by}, who is not shown what user ${owner} is`);
    }
  }

  /** The one person who is shown such a record, or all of it, by the portal's own tables. */
  #ownerOf({ table, json }: Row): number | undefined {
    const row = JSON.parse(json) as Readonly<Record<string, unknown>>;
    if (table === 'feed_comments' || table === 'mail_messages' || table === 'mailboxes') return Number(row['_user']);
    const storageId = { disk_objects: row['STORAGE_ID'], disk_storages: row['ID'] }[table];
    const storage = this.#outcome.before.row('disk_storages', String(storageId));
    if (storage === undefined) return undefined;
    const { ENTITY_TYPE: type, ENTITY_ID: id } = JSON.parse(storage.json) as Readonly<Record<string, unknown>>;
    return type === 'user' ? Number(id) : undefined;
  }

  /** Nobody whose connection filled the archive is shown it. */
  #isHidden(row: Row): boolean {
    const owner = this.#ownerOf(row);
    const isConnected = owner === WEBHOOK.userId || this.#outcome.scenario.team.includes(owner ?? 0);
    return owner !== undefined && !isConnected && row.table !== 'feed_comments';
  }

  /** I7: an employee's connection ends with the employee; what was to go through it had its turn before. */
  #memberAfterTheirOwn(userId: number): void {
    const { executed } = this.#outcome.history;
    const at = executed.findIndex(({ changed }) =>
      changed.some(
        (row) => row.table === 'users' && row.id === String(userId) && !isActive({ ...row, json: row.after }),
      ),
    );
    if (at === -1) return;
    const { lines } = this.#journals.read(executed[at]?.journal ?? '');
    const last = new Map(lines.map((line) => [recordOf(line), line.event]));
    for (const [name, { through, action }] of this.#plan) {
      if (through !== userId || action === 'cascade') continue;
      const word = last.get(name);
      const isCut = /CONNECTION|CREDENTIAL|OTHER_PERSON|auth/iu.test(JSON.stringify(word?.['code'] ?? ''));
      if (word === undefined || isCut) this.#say(`I7 user ${userId} went before ${name}, which goes through them`);
    }
    if (executed.slice(at + 1).some(({ by, removed }) => by === userId && removed.length > 0)) {
      this.#say(`I7 something went through user ${userId}, who had gone`);
    }
  }

  /** Somebody made it, or moved it, below a record between the last look and its deletion: no client can see or prevent it. */
  #cameInWindow(
    executed: Executed,
    row: Row,
    open: ReturnType<typeof openIntents>,
    together: ReadonlySet<string | undefined>,
  ): boolean {
    const last = this.#meddledWith(row).findLast((each) => each.sequence < executed.sequence)?.what;
    const came = last === 'created' || last === 'moved';
    const above = [parentOf(row), groupOf(row, executed.removed)];
    const goes = above.some((name) => name !== undefined && together.has(name) && open.has(name));
    return came && goes && this.#inWindow(executed, row);
  }

  /** I1 and I4: what went is in the archive in the very version that went, with its bytes. */
  #isKept(executed: Executed, row: Row, name: string): void {
    const kept = this.#versionsOf(name).at(-1)?.json;
    this.#isMeant(executed, row, name);
    if (kept === undefined) {
      if (!this.#inWindow(executed, row)) this.#say(`I1 ${name} went and is not in the archive`);
      return;
    }
    if (marks(kept) !== marks(row.json)) {
      if (this.#inWindow(executed, row)) this.#raced += 1;
      else this.#say(`I4 ${name} went in a version that was not kept: ${marks(row.json)} against ${marks(kept)}`);
    }
    if (name.startsWith('feed-comment ') && textIn(kept) === '' && textIn(row.json) !== '') {
      this.#say(`I1 the text of ${name} went and is not in the archive`);
    }
    if (name.startsWith('disk-file ')) this.#areBytesKept(name, row, 'FILE_ID');
  }

  /** What was kept of a record; of a comment those that have its text, where one has: others are shown none. */
  #versionsOf(name: string): readonly KeptVersion[] {
    const versions = this.#kept.records.get(name) ?? [];
    if (!name.startsWith('feed-comment ')) return versions;
    const whole = versions.filter(({ json }) => textIn(json) !== '');
    return whole.length > 0 ? whole : versions;
  }

  /** I4: what went is what the plan meant, or what the journal had said by then that it means. */
  #isMeant(executed: Executed, row: Row, name: string): void {
    const planned = this.#versionsOf(name).findLast(({ atMs }) => atMs <= this.#plannedAtMs)?.json;
    if (planned === undefined || marks(planned) === marks(row.json) || this.#inWindow(executed, row)) return;
    const { lines } = this.#journals.read(executed.journal ?? '');
    const isSaid = lines.some((line) => line.event['type'] === 'broughtHome' && recordOf(line) === name);
    if (!isSaid) this.#say(`I4 ${name} went in a version that neither the plan nor its journal means`);
  }

  /** I10: what is deleted from is sealed, by the seal of the plan or by one that the journal put in its place. */
  #isSealed({ path, seal, journal }: Executed): void {
    const { lines } = this.#journals.read(journal ?? '');
    const anew = lines.findLast(({ event }) => event['type'] === 'resealed')?.event['to'];
    if (seal !== (anew ?? this.#plannedSeal))
      this.#say(`I10 ${path} deleted while the archive was not sealed as planned`);
  }

  /** The only version of a file is no record of its own, and every file's bytes are kept. */
  #areBytesKept(name: string, row: Row, field: 'BLOB' | 'FILE_ID'): void {
    const blob = Number((JSON.parse(row.json) as Readonly<Record<string, unknown>>)[field]);
    const { blobs } = this.#outcome.local.core;
    const hash = createHash('sha512');
    for (const chunk of blobs.read(blob)) hash.update(chunk);
    if (!this.#kept.blobs.has(hash.digest('hex'))) this.#say(`I1 the bytes of ${name} went and are not in the archive`);
  }

  #meddledWith({ table, id }: Row): readonly Meddled[] {
    return this.#outcome.history.meddled.filter((each) => each.table === table && each.id === id);
  }

  #inWindow({ sequence, atMs }: Executed, row: Row): boolean {
    const last = this.#meddledWith(row).findLast((each) => each.sequence < sequence);
    return last !== undefined && atMs - last.atMs <= WINDOW_MS;
  }

  /** People are deactivated, never deleted: only those that the plan names. */
  #change(row: Changed, open: ReturnType<typeof openIntents>): void {
    if (row.table !== 'users' || isActive(row) === isActive({ ...row, json: row.after })) return;
    const name = nameOf(row) ?? '';
    if (this.#plan.get(name)?.action !== 'deactivate') this.#say(`I5 ${name} was changed and is not in the plan`);
    if (!open.has(name)) this.#say(`I3 ${name} was changed without a durable intent`);
  }

  /** I7: nothing after the connection's owner. */
  #ownerLast(): void {
    const { executed } = this.#outcome.history;
    const at = executed.findIndex(({ changed }) =>
      changed.some(({ table, id }) => table === 'users' && id === String(WEBHOOK.userId)),
    );
    if (at === -1) return;
    // Once the connection is dead, whatever was not done can't be done any more.
    const lines = this.#journals.read(executed[at]?.journal ?? '').lines;
    const spoken = new Set(lines.map(recordOf));
    const waiting = [...this.#plan].filter(([name, { action }]) => action !== 'cascade' && !spoken.has(name));
    if (waiting.length > 0) this.#say(`I7 the owner of the connection went before ${waiting[0]?.[0] ?? ''}`);
    const later = executed.slice(at + 1).some(({ removed, changed }) => removed.length + changed.length > 0);
    const together = (executed[at]?.removed.length ?? 0) > 0;
    if (later || together) this.#say('I7 something went after, or with, the owner of the connection');
  }

  /** I9: an export is complete, or names what is missing. */
  #exportIsHonest(): void {
    const { exported } = this.#outcome;
    if (exported === undefined || this.#kept.unreadable.length > 0) return;
    const { report, before, after } = exported;
    const versions = Map.groupBy(
      [...before.values()].filter(({ table }) => table === 'disk_versions'),
      ({ json }) => String((JSON.parse(json) as { readonly OBJECT_ID: unknown }).OBJECT_ID),
    );
    // The only version of a file is the file; those of a file that moved away meanwhile went with it.
    const only = new Set(
      [...versions].flatMap(([file, rows]) =>
        rows.length === 1 || this.#moved(`disk-file ${file}`) ? rows.map(nameOf) : [],
      ),
    );
    const named = new Set([
      ...report.missing.map(({ kind }) => kind),
      ...report.kinds.filter(({ state }) => state !== 'complete').map(({ kind }) => kind),
    ]);
    const kinds = new Set(report.kinds.map(({ kind }) => kind));
    const hidden = new Set([...before.values()].flatMap((row) => (this.#isHidden(row) ? (nameOf(row) ?? []) : [])));
    for (const name of namesIn(before)) {
      if (hidden.has(name)) continue;
      if (!kinds.has(kindOf(name)) && !named.has(kindOf(name))) continue;
      if (this.#kept.records.has(name) || !namesIn(after).has(name)) continue;
      // What changes its folder while folders are walked may be in neither when it is looked for.
      if (only.has(name) || this.#moved(name)) continue;
      if (report.state === 'complete') this.#say(`I9 a complete export lacks ${name}`);
      else if (!named.has(kindOf(name))) this.#say(`I9 an export lacks ${name} and does not say so`);
    }
  }

  /** I6: what a proof says is gone is gone, and what lies in a bin is not said to be. */
  #proofIsTrue(): void {
    const { proof, milestones } = this.#outcome;
    const milestone = milestones.findLast(({ stage }) => stage === 'prove');
    if (proof === undefined || milestone === undefined) return;
    const { truth, bin } = milestone;
    const there = new Set<string>();
    const inactive = new Set<string>();
    for (const row of truth.values()) {
      const name = nameOf(row);
      if (name === undefined) continue;
      if (row.table === 'users' && !isActive(row)) inactive.add(name);
      else if (!this.#cameBackUnseen(name, truth)) there.add(name);
    }
    const binned = new Set<string>();
    for (const row of this.#outcome.history.executed.flatMap(({ removed }) => removed)) {
      if (bin.has(`${row.table} ${row.id}`)) binned.add(nameOf(row) ?? '');
    }
    for (const { kind, gone, inBin, inactive: off, alreadyGone } of proof.kinds) {
      const planned = [...this.#plan.keys()].filter((name) => kindOf(name) === kind);
      const absent = planned.filter((name) => !there.has(name) && !inactive.has(name));
      const outOfBin = absent.filter((name) => !binned.has(name));
      if (gone + inBin + alreadyGone > absent.length) {
        this.#say(`I6 ${gone + inBin + alreadyGone} of kind ${kind} are said to be gone, ${absent.length} are`);
      }
      if (gone > outOfBin.length)
        this.#say(`I6 ${gone} of kind ${kind} are said to be gone for good, some lie in a bin`);
      if (off > planned.filter((name) => inactive.has(name)).length)
        this.#say(`I6 an active ${kind} is said to be inactive`);
    }
    for (const line of this.#journals.read(this.#journal).lines) {
      const { event } = line;
      if (event['type'] !== 'found' || event['by'] !== 'prove' || event['state'] !== 'absent') continue;
      const name = recordOf(line) ?? '';
      if (there.has(name) && !this.#returned(name)) this.#say(`I6 ${name} was seen absent and is there`);
    }
  }

  /** Out of the bin of somebody whose connection ended with them: it was seen absent, and nobody is shown it any more. */
  #cameBackUnseen(name: string, truth: Snapshot): boolean {
    const through = this.#plan.get(name)?.through;
    const user = through === undefined ? undefined : truth.row('users', String(through));
    return user !== undefined && !isActive(user) && this.#returned(name);
  }

  #moved(name: string): boolean {
    const id = name.slice(name.indexOf(' ') + 1);
    return (
      name.startsWith('disk-') && this.#outcome.history.meddled.some((each) => each.what === 'moved' && each.id === id)
    );
  }

  #returned(name: string): boolean {
    return this.#outcome.history.meddled.some(
      (each) => (each.what === 'created' || each.what === 'restored') && each.id === name.split(' ')[1],
    );
  }

  /** I11 and I12: no secret in anything that was written or said, and no request to anybody else. */
  #nothingLeaks(): void {
    const { history, folder } = this.#outcome;
    for (const host of history.hosts) if (host !== HOST) this.#say(`I12 a request went to ${host}`);
    const secrets = [WEBHOOK, ...TEAM].map(({ code }) => code);
    if (history.said.some((text) => secrets.some((code) => text.includes(code))))
      this.#say('I11 a secret was said aloud');
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const bytes = readFileSync(path);
      const isWhole = !this.#kept.unreadable.includes(entry.name);
      const text = path.endsWith('.gz') && isWhole ? gunzipSync(bytes) : bytes;
      if (secrets.some((code) => text.includes(code))) this.#say(`I11 a secret lies in ${entry.name}`);
    }
  }
}

function readPlan(path: string): ReadonlyMap<string, Planned> {
  const steps = new Map<string, Planned>();
  if (!existsSync(path)) return steps;
  for (const line of readFileSync(path, 'utf8').trimEnd().split('\n')) {
    const { type, step } = JSON.parse(line) as {
      readonly type: string;
      readonly step: {
        readonly number: number;
        readonly key: { readonly kind: string; readonly id: string };
        readonly action: { readonly do: string };
        readonly through?: string;
      };
    };
    if (type !== 'step') continue;
    const { number, key, action, through } = step;
    const userId = through === undefined ? undefined : Number(through.replace('user-', ''));
    steps.set(`${key.kind} ${key.id}`, { number, action: action.do, through: userId });
  }
  return steps;
}

function startOf(path: string): { readonly madeAtMs: number; readonly sealRoot: string } {
  const first = existsSync(path) ? readFileSync(path, 'utf8').split('\n', 1)[0] : undefined;
  const start = JSON.parse(first ?? '{}') as { readonly madeAtMs?: number; readonly sealRoot?: string };
  return { madeAtMs: start.madeAtMs ?? 0, sealRoot: start.sealRoot ?? '' };
}

const named = new WeakMap<Snapshot, ReadonlySet<string>>();

function namesIn(snapshot: Snapshot): ReadonlySet<string> {
  const known = named.get(snapshot);
  if (known !== undefined) return known;
  const names = new Set([...snapshot.values()].flatMap((row) => nameOf(row) ?? []));
  named.set(snapshot, names);
  return names;
}

function isActive({ json }: Row): boolean {
  const active = (JSON.parse(json) as { readonly ACTIVE: unknown }).ACTIVE;
  return active === true || active === 'Y';
}

/** The record that takes this one along, by the portal's own tables. */
function parentOf(row: Row): string | undefined {
  const json = JSON.parse(row.json) as Readonly<Record<string, unknown>>;
  switch (row.table) {
    case 'disk_objects':
      return `disk-folder ${String(json['PARENT_ID'])}`;
    case 'task_checklist_items':
      return hasNumber(json['PARENT_ID'])
        ? `checklist-item ${String(json['PARENT_ID'])}`
        : `task ${String(json['TASK_ID'])}`;
    case 'task_elapsed_times':
    case 'task_comments':
      return `task ${String(json['TASK_ID'])}`;
    case 'crm_comments':
      return `${String(json['ENTITY_TYPE'])} ${String(json['ENTITY_ID'])}`;
    case 'crm_bank_details':
      return `requisite ${String(json['ENTITY_ID'])}`;
    case 'crm_requisites':
      return `${json['ENTITY_TYPE_ID'] === '4' ? 'company' : 'contact'} ${String(json['ENTITY_ID'])}`;
    default:
      return undefined;
  }
}

/** The group that a file's drive is of, where the drive goes with it: nobody names the drive's root, which is no record. */
function groupOf({ table, json }: Row, removed: readonly Row[]): string | undefined {
  if (table !== 'disk_objects') return undefined;
  const { STORAGE_ID: id } = JSON.parse(json) as Readonly<Record<string, unknown>>;
  const drive = removed.find((row) => row.table === 'disk_storages' && row.id === String(id));
  const { ENTITY_TYPE: type, ENTITY_ID: of } = JSON.parse(drive?.json ?? '{}') as Readonly<Record<string, unknown>>;
  return type === 'group' ? `workgroup ${String(of)}` : undefined;
}

function textIn(json: string): unknown {
  return (JSON.parse(json) as { readonly text?: unknown }).text;
}

function hasNumber(value: unknown): boolean {
  return Number(value ?? 0) > 0;
}

/** The world's marks in the fields that people write into; other fields repeat the names of other records. */
function marks(text: string): string {
  const row = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
  return TEXTS.flatMap((field) => JSON.stringify(row?.[field] ?? '').match(MARK) ?? []).join(' ');
}
