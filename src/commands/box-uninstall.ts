import { resolve } from 'node:path';

import { type Box, isBox, openBox } from '../box/box.ts';
import { BoxError } from '../box/error.ts';
import { findBoxes } from '../box/find/find.ts';
import { type Machine, machineAt, pathOn } from '../box/machine.ts';
import type { DatabaseSettings } from '../box/settings.ts';
import { asidePath } from '../box/uninstall/aside.ts';
import type { SqlStep } from '../box/uninstall/deeds.ts';
import { foreignOf, refuseForeign, requireBackup } from '../box/uninstall/guard.ts';
import type { Administrator } from '../box/uninstall/lock.ts';
import { hashOfPlan, idOfPlan, planUninstall, type Step, type UninstallPlan } from '../box/uninstall/plan.ts';
import { begunPlan } from '../box/uninstall/journal.ts';
import {
  purge,
  type PurgeReport,
  type UndoReport,
  undoUninstall,
  uninstall,
  type UninstallOptions,
  type UninstallReport,
} from '../box/uninstall/uninstall.ts';
import { aboutOf } from './box-words.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['boxUninstall']['parameters']>;

export interface BoxUninstallResult {
  readonly type: 'boxUninstall';
  readonly backup: string;
  readonly planSha256?: string;
  /** How the plan was asked for: the same words, with its hash, carry it out. */
  readonly given?: readonly string[];
  /** Only shown, or the one that was carried out. */
  readonly plan?: UninstallPlan;
  readonly report?: UninstallReport;
  readonly undo?: UndoReport;
  readonly purge?: PurgeReport;
}

function boxesOf(machine: Machine, folder: string, roots: readonly string[]): readonly Box[] {
  const found =
    roots.length > 0
      ? roots.map((root) => resolve(folder, root))
      : findBoxes(machine).boxes.map((box) => pathOn(machine, box.root));
  if (found.length === 0) throw new BoxError('BOX_ABSENT', { path: machine.root });
  return found.map((root) => openBox(root));
}

/** The databases of a plan's boxes, from their settings: at their places, or where the uninstall has put them aside. */
function databasesOf(machine: Machine, plan: UninstallPlan): readonly DatabaseSettings[] {
  const id = idOfPlan(plan);
  return plan.roots.flatMap((root) => {
    const place = [pathOn(machine, root), asidePath({ machine, id }, root)].find(isBox);
    if (place === undefined) return [];
    const { database } = openBox(place).settings;
    return database === undefined ? [] : [database];
  });
}

/** The administrator of the database servers, where one is named (I11: by the environment). */
function administratorOf({ environment }: Context): Administrator | undefined {
  const login = environment['BYE24_DB_ADMIN'];
  return login === undefined ? undefined : { login, password: environment['BYE24_DB_ADMIN_PASSWORD'] ?? '' };
}

/** Logins of the databases: from the settings of the boxes while they are there, or the administrator's. */
function loginFor(context: Context, known: readonly DatabaseSettings[]): (step: SqlStep) => DatabaseSettings {
  const administrator = administratorOf(context);
  return (step) => {
    const { engine, host, login } = step;
    const database = step.do === 'dropDatabase' ? step.database : '';
    if (administrator !== undefined) return { engine, host, database, ...administrator };
    const found = known.find((each) => each.database === database && each.host === host);
    return found ?? { engine, host, database, login, password: context.environment['BYE24_DB_ADMIN_PASSWORD'] ?? '' };
  };
}

/** What a person types before anything goes: each database that is dropped, or the docroots where there is none. */
function namesOf({ steps, roots }: UninstallPlan): readonly string[] {
  const databases = steps.flatMap((step) => (step.do === 'dropDatabase' ? [step.database] : []));
  return databases.length > 0 ? databases : roots;
}

async function confirm(context: Context, { name: given, planSha256 = '' }: Input, plan: UninstallPlan): Promise<void> {
  if (planSha256.length < 12 || !hashOfPlan(plan).startsWith(planSha256)) {
    throw new BoxError('BOX_PLAN_OTHER', { planSha256: hashOfPlan(plan).slice(0, 12) });
  }
  for (const [index, name] of namesOf(plan).entries()) {
    const typed = given[index] ?? (await context.ask({ about: 'boxName', name, steps: plan.steps.length }));
    if (typed !== name) throw new BoxError('BOX_NAME_OTHER', { name });
  }
}

function givenBy({ folder }: Context, { root, system, keepShared }: Input): readonly string[] {
  return [
    ...root.flatMap((each) => ['--root', resolve(folder, each)]),
    ...(system === undefined ? [] : ['--system', resolve(folder, system)]),
    ...(keepShared ? ['--keep-shared'] : []),
  ];
}

async function begin(
  context: Context,
  input: Input,
  options: Omit<UninstallOptions, 'login'>,
): Promise<Done<BoxUninstallResult>> {
  const { machine, backup, disk } = options;
  const head = { type: 'boxUninstall', backup } as const;
  const open = await begunPlan(disk, backup);
  const boxes = open === undefined ? boxesOf(machine, context.folder, input.root) : [];
  const administrator = administratorOf(context);
  const choice = { keepShared: input.keepShared, ...(administrator === undefined ? {} : { administrator }) };
  const plan = open ?? (await planUninstall(machine, boxes, choice));
  const planSha256 = hashOfPlan(plan);
  if (open === undefined) {
    if (!input.keepShared) refuseForeign(await foreignOf(machine, boxes, administrator));
    await requireBackup(machine, boxes, backup);
  }
  if (input.planSha256 === undefined) {
    return { ending: 'whole', result: { ...head, planSha256, given: givenBy(context, input), plan } };
  }
  await confirm(context, input, plan);
  const login = loginFor(context, databasesOf(machine, plan));
  const report = await uninstall({ ...options, login }, plan);
  const whole = report.failed === undefined && report.done === report.steps && report.stillThere.length === 0;
  return { ending: whole ? 'whole' : 'partial', result: { ...head, planSha256, plan, report } };
}

/** Shows what an uninstall of a box would do; with the plan's hash and the typed names does it; takes it back; or purges. */
export async function run(context: Context, input: Input): Promise<Done<BoxUninstallResult>> {
  const { disk, clock, folder, signal, tell } = context;
  const options = {
    machine: machineAt(resolve(folder, input.system ?? '/')),
    backup: resolve(folder, input.backup),
    disk,
    clock,
    signal,
    onStep: (step: Step) => tell({ type: 'boxStep', step: `${step.do} ${aboutOf(step)}` }),
  };
  const head = { type: 'boxUninstall', backup: options.backup } as const;
  if (input.undo) {
    const plan = await begunPlan(disk, options.backup);
    const known = plan === undefined ? [] : databasesOf(options.machine, plan);
    const undo = await undoUninstall({ ...options, login: loginFor(context, known) });
    return { ending: undo.byHand.length === 0 ? 'whole' : 'partial', result: { ...head, undo } };
  }
  if (input.purge) {
    const plan = await begunPlan(disk, options.backup);
    if (plan === undefined) throw new BoxError('BOX_NOTHING_REMOVED', { path: options.backup });
    await confirm(context, input, plan);
    const purged = await purge(options);
    return { ending: purged.left.length === 0 ? 'whole' : 'partial', result: { ...head, purge: purged } };
  }
  return begin(context, input, options);
}
