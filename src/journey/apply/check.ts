import { nameOf } from '../../archive/key-name.ts';
import type { RecordKey } from '../../archive/types.ts';
import type { PortalError } from '../../bitrix24/errors.ts';
import type { Portal } from '../../bitrix24/port.ts';
import { type Kind, type KindId, keyOf, type Look, type RecordLike } from '../../kinds/kind.ts';
import { isOneOf, rowOfGet, saysAbsent } from '../../kinds/look.ts';
import { type Child, type ChildList, childLists, type Node } from './children.ts';
import { codeOf, type Finding, type Fingerprint, judged, type Seen } from './finding.ts';
import { ListQuestion, type Question, type Rows } from './questions.ts';
import type { StepAction } from '../types.ts';
import type { Target } from './target.ts';
import { Bins } from './bins.ts';
import { childrenInWhole, inWhole } from './whole.ts';

/** All that a look needs to know beside the portal. */
export interface Eyes {
  readonly kinds: ReadonlyMap<KindId, Kind>;
  readonly childKinds: ReadonlyMap<KindId, readonly Kind[]>;
  readonly fingerprint: Fingerprint;
  /** A record as it was archived: some looks need more of it than its id. */
  readonly archived: (key: RecordKey) => RecordLike | undefined;
}

/** Refusals of a list of children that mean: there can't be any. */
const NOTHING_THERE: ReadonlySet<PortalError['kind']> = new Set(['notFound', 'noSuchMethod']);

/** What is done to a record that stays. */
const STAYS: ReadonlySet<StepAction['do']> = new Set(['hand', 'scrub', 'binOff']);

/** A fresh look at the targets of one window (I4) and at what lies below each (I5), to ride with other calls. */
export class Check {
  readonly #eyes: Eyes;
  readonly #targets: readonly Target[];
  readonly #questions: Question[] = [];
  readonly #seen = new Map<Target, (portal: Portal) => Promise<Seen>>();
  /** Every record that would go, by name, and the target with which it would. */
  readonly #nodes = new Map<string, Target>();
  readonly #lists: (Omit<ChildList, 'request'> & { readonly list: ListQuestion })[] = [];
  readonly #below: boolean;
  #bins: Bins | undefined;

  /** `below` false: only whether the targets themselves are there, as after a deletion. */
  constructor(eyes: Eyes, targets: readonly Target[], options: { readonly below: boolean }) {
    this.#eyes = eyes;
    this.#targets = targets;
    this.#below = options.below;
    const kind = targets[0]?.kind;
    if (kind?.look !== undefined) this.#look(kind.look);
    if (!options.below) return;
    this.#askBelow();
    this.#askBins();
  }

  get questions(): readonly Question[] {
    return this.#questions;
  }

  #look(look: Look): void {
    if (look.by === 'ids') return this.#lookByIds(look);
    for (const target of this.#targets) {
      const record = this.#record(target.step.key);
      if (look.by === 'siblings') {
        const list = new ListQuestion(look.request(record));
        this.#questions.push(list.question);
        this.#seen.set(target, async (portal) =>
          inWhole(portal, target, amongRows(target, look, await list.rows(portal), record)),
        );
      } else {
        let seen: Seen = { is: 'unheard' };
        this.#questions.push({
          call: look.call(record),
          hear: (outcome) => {
            if (outcome.is === 'refused') seen = refusal(look, outcome.error);
            if (outcome.is !== 'answered') return;
            const row = rowOfGet(look, outcome.answer.result);
            if (row !== undefined && keyOf(target.kind, row, record.parent) !== target.step.key.id) {
              seen = { is: 'unreadable', code: 'OTHER_RECORD' };
            } else seen = row === undefined ? { is: 'absent' } : { is: 'row', row };
          },
        });
        this.#seen.set(target, async () => seen);
      }
    }
  }

  #lookByIds(look: Extract<Look, { by: 'ids' }>): void {
    const ids = new Set(this.#targets.map(({ step }) => step.key.id));
    const list = new ListQuestion(look.request([...ids]));
    this.#questions.push(list.question);
    for (const target of this.#targets) {
      this.#seen.set(target, async (portal) => {
        const rows = await list.rows(portal);
        // A portal that shows others did not understand the question, and its silence about these means nothing.
        if (rows.is === 'rows' && rows.rows.some((row) => !ids.has(keyOf(target.kind, row)))) {
          return { is: 'unreadable', code: 'FILTER_IGNORED' };
        }
        return amongRows(target, look, rows);
      });
    }
  }

  #record(key: RecordKey): RecordLike {
    return this.#eyes.archived(key) ?? { id: key.id, row: {} };
  }

  #askBelow(): void {
    const nodes: Node[] = [];
    for (const target of this.#targets) {
      // What stays takes nothing along.
      if (STAYS.has(target.step.action.do)) continue;
      for (const { kind, step } of [target, ...target.along]) {
        nodes.push({ kind, record: this.#record(step.key) });
        this.#nodes.set(nameOf(step.key), target);
      }
    }
    for (const { request, ...rest } of childLists(nodes, this.#eyes.kinds, this.#eyes.childKinds)) {
      const list = new ListQuestion(request);
      this.#questions.push(list.question);
      this.#lists.push({ list, ...rest });
    }
  }

  /** What the plan says is gone at once may go only while no bin would take it (I6): whoever had it off may have it on. */
  #askBins(): void {
    const targets = this.#targets.filter(({ kind: { deletion }, step: { action } }) => {
      const hasBin = deletion.how === 'call' && deletion.fate.to === 'bin';
      return hasBin && action.do === 'delete' && action.fate === 'gone';
    });
    if (targets.length === 0) return;
    this.#bins = new Bins(
      [...this.#eyes.kinds.values()].find(({ bin }) => bin?.of === targets[0]?.kind.id),
      targets.map((target) => ({ target, above: this.#record(target.step.key).parent?.id })),
    );
    this.#questions.push(...this.#bins.questions);
  }

  /** What was found, once the questions were asked. May ask for the rest of long lists. */
  async findings(portal: Portal): Promise<ReadonlyMap<Target, Finding>> {
    const findings = new Map<Target, Finding>();
    for (const target of this.#targets) {
      const seen = (await this.#seen.get(target)?.(portal)) ?? { is: 'unreadable', code: 'NO_LOOK' };
      const finding = judged(target, seen, this.#eyes.fingerprint);
      findings.set(target, this.#below ? withUnnamed(target, finding) : finding);
    }
    for (const [target, finding] of (await this.#bins?.findings(portal)) ?? []) {
      if (finding.is === 'unheard') return allUnheard(this.#targets);
      stop(findings, target, finding);
    }
    const found: Child[] = [];
    for (const { list, children, isForeign, none = [] } of this.#lists) {
      const rows = await list.rows(portal);
      if (rows.is === 'unheard') return allUnheard(this.#targets);
      if (rows.is === 'refused') {
        // No such parent, or a portal without such records at all: then there is nothing below it.
        const { error } = rows;
        if (!NOTHING_THERE.has(error.kind) && !isOneOf(none, error)) stopAll(findings, codeOf(error));
      } else if (rows.rows.some(isForeign)) stopAll(findings, 'FILTER_IGNORED');
      else found.push(...(await childrenInWhole(portal, children(rows.rows))));
    }
    // Deepest first: whether a child may go is known before its parent is judged.
    const depth = ({ under }: Child): number => this.#nodes.get(nameOf(under))?.step.number ?? 0;
    for (const child of found.toSorted((a, b) => depth(a) - depth(b))) this.#judgeChild(child, findings);
    return findings;
  }

  /** A child that the plan does not name, or that is not as it was archived, stops what it would go along with. */
  #judgeChild({ kind, row, under }: Child, findings: Map<Target, Finding>): void {
    const target = this.#nodes.get(nameOf(under));
    if (target === undefined) return;
    const key = { kind: kind.id, id: keyOf(kind, row, under) };
    const name = nameOf(key);
    const before = this.#nodes.get(name);
    const goesBefore =
      before !== undefined && nameOf(before.step.key) === name && before.step.number < target.step.number;
    const planned = target.along.find(({ step }) => nameOf(step.key) === name);
    // One that is about to go by itself, right before, and may; or one that goes along as it was archived.
    const mayGo = goesBefore
      ? findings.get(before)?.is === 'same'
      : planned?.step.fingerprint === this.#eyes.fingerprint(kind, row);
    if (!mayGo) stop(findings, target, { is: 'childAppeared', child: key });
  }
}

/** What would go along and can't be named, for REST does not say where it belongs: the record's own count tells (I5). */
function withUnnamed({ kind: { deletion }, step }: Target, finding: Finding): Finding {
  if (finding.is !== 'same' || deletion.how !== 'call' || deletion.carries === undefined) return finding;
  const { kind, count } = deletion.carries;
  const takesAlong = step.action.do === 'delete' && count(finding.row) > 0;
  return takesAlong ? { is: 'childAppeared', child: { kind, id: '?' } } : finding;
}

function allUnheard(targets: readonly Target[]): ReadonlyMap<Target, Finding> {
  return new Map(targets.map((target) => [target, { is: 'unheard' }]));
}

function stop(findings: Map<Target, Finding>, target: Target, finding: Finding): void {
  if (findings.get(target)?.is === 'same') findings.set(target, finding);
}

function stopAll(findings: Map<Target, Finding>, code: string): void {
  for (const target of findings.keys()) stop(findings, target, { is: 'unreadable', code });
}

function amongRows({ kind, step }: Target, look: Look, rows: Rows, record?: RecordLike): Seen {
  if (rows.is === 'unheard') return { is: 'unheard' };
  if (rows.is === 'refused') return refusal(look, rows.error);
  const row = rows.rows.find((each) => keyOf(kind, each, record?.parent) === step.key.id);
  return row === undefined ? { is: 'absent' } : { is: 'row', row };
}

function refusal(look: Look, error: PortalError): Seen {
  return saysAbsent(look, error) ? { is: 'absent' } : { is: 'unreadable', code: codeOf(error) };
}
