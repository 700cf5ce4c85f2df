import { isObject, type JsonObject } from '../../base/json.ts';
import type { PortalError } from '../../bitrix24/errors.ts';
import type { Portal } from '../../bitrix24/port.ts';
import { type Kind, type KindId, keyOf, type Look, type RecordLike } from '../../kinds/kind.ts';
import { rowOfGet, rowOfWhole, saysAbsent } from '../../kinds/look.ts';
import type { RecordKey } from '../../archive/types.ts';
import { type Child, type ChildList, childLists, type Node } from './children.ts';
import { ListQuestion, type Question } from './questions.ts';
import { handState } from '../handover/fields.ts';
import { isEmptied, withoutFields } from '../scrub/fields.ts';
import type { Target } from './target.ts';
import { nameOf } from '../../archive/key-name.ts';

/** What a fresh look at a target shows. Only `same` may be deleted. */
export type Finding =
  | { readonly is: 'same'; readonly row: JsonObject }
  | { readonly is: 'absent' }
  | { readonly is: 'inactive' }
  | { readonly is: 'handed' }
  | { readonly is: 'scrubbed' }
  | { readonly is: 'changed' }
  /** Something below it that the plan does not name, or that is not as it was archived. */
  | { readonly is: 'childAppeared'; readonly child: RecordKey }
  | { readonly is: 'unreadable'; readonly code: string }
  /** The look itself was lost: ask again. */
  | { readonly is: 'unheard' };

/** All that a look needs to know beside the portal. */
export interface Eyes {
  readonly kinds: ReadonlyMap<KindId, Kind>;
  readonly childKinds: ReadonlyMap<KindId, readonly Kind[]>;
  /** The archive's own rule, so that equal means equal. */
  readonly fingerprint: (kind: Kind, row: JsonObject) => string;
  /** A record as it was archived: some looks need more of it than its id. */
  readonly archived: (key: RecordKey) => RecordLike | undefined;
}

type Seen =
  { readonly is: 'row'; readonly row: JsonObject } | Extract<Finding, { is: 'absent' | 'unreadable' | 'unheard' }>;

/** Refusals of a list of children that mean: there can't be any. */
const NOTHING_THERE: ReadonlySet<PortalError['kind']> = new Set(['notFound', 'noSuchMethod']);

/** A fresh look at the targets of one window (I4) and at what lies below each (I5), to ride with other calls. */
export class Check {
  readonly #eyes: Eyes;
  readonly #targets: readonly Target[];
  readonly #below: boolean;
  readonly #questions: Question[] = [];
  readonly #seen = new Map<Target, (portal: Portal) => Promise<Seen>>();
  /** Every record that would go, by name, and the target with which it would. */
  readonly #nodes = new Map<string, Target>();
  readonly #lists: (Omit<ChildList, 'request'> & { readonly list: ListQuestion })[] = [];

  /** `below` false: only whether the targets themselves are there, as after a deletion. */
  constructor(eyes: Eyes, targets: readonly Target[], options: { readonly below: boolean }) {
    this.#eyes = eyes;
    this.#targets = targets;
    this.#below = options.below;
    const kind = targets[0]?.kind;
    if (kind?.look !== undefined) this.#look(kind.look);
    if (options.below) this.#askBelow();
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
      if (target.step.action.do === 'hand' || target.step.action.do === 'scrub') continue;
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

  /** What was found, once the questions were asked. May ask for the rest of long lists. */
  async findings(portal: Portal): Promise<ReadonlyMap<Target, Finding>> {
    const findings = new Map<Target, Finding>();
    for (const target of this.#targets) {
      const seen = (await this.#seen.get(target)?.(portal)) ?? { is: 'unreadable', code: 'NO_LOOK' };
      findings.set(target, this.#judge(target, seen));
    }
    if (!this.#below) return findings;
    const found: Child[] = [];
    for (const { list, children, isForeign } of this.#lists) {
      const rows = await list.rows(portal);
      if (rows.is === 'unheard') return new Map(this.#targets.map((target) => [target, { is: 'unheard' }]));
      // No such parent, or a portal without such records at all: then there is nothing below it.
      if (rows.is === 'refused' && NOTHING_THERE.has(rows.error.kind)) continue;
      if (rows.is === 'refused') {
        const code = codeOf(rows.error);
        for (const target of this.#targets) stop(findings, target, { is: 'unreadable', code });
        continue;
      }
      if (rows.rows.some(isForeign)) {
        for (const target of this.#targets) stop(findings, target, { is: 'unreadable', code: 'FILTER_IGNORED' });
        continue;
      }
      found.push(...(await childrenInWhole(portal, children(rows.rows))));
    }
    // Deepest first: whether a child may go is known before its parent is judged.
    const depth = ({ under }: Child): number => this.#nodes.get(nameOf(under))?.step.number ?? 0;
    for (const child of found.toSorted((a, b) => depth(a) - depth(b))) this.#judgeChild(child, findings);
    return findings;
  }

  #judge(target: Target, seen: Seen): Finding {
    if (seen.is !== 'row') return seen;
    const { kind, step } = target;
    if (step.action.do === 'hand') {
      const is = handState(step.action, seen.row);
      return is === 'before' ? { is: 'same', row: seen.row } : { is: is === 'after' ? 'handed' : 'changed' };
    }
    if (step.action.do === 'scrub') {
      if (isEmptied(step.action.fields, seen.row)) return { is: 'scrubbed' };
    } else if (kind.deletion.how === 'deactivate' && !kind.deletion.isActive(seen.row)) return { is: 'inactive' };
    const despite = step.action.do === 'deactivate' ? (step.action.despite ?? []) : [];
    const same = this.#eyes.fingerprint(withoutFields(kind, despite), seen.row) === step.fingerprint;
    return same ? { is: 'same', row: seen.row } : { is: 'changed' };
  }

  /** A child that the plan does not name, or that is not as it was archived, stops what it would go along with. */
  #judgeChild({ kind, row, under }: Child, findings: Map<Target, Finding>): void {
    const target = this.#nodes.get(nameOf(under));
    if (target === undefined || kind.selfWritten === true) return;
    const key = { kind: kind.id, id: keyOf(kind, row, under) };
    // One that is about to go by itself, right before, and may.
    const before = this.#nodes.get(nameOf(key));
    if (before?.step.key.id === key.id && before.kind.id === key.kind && before.step.number < target.step.number) {
      if (findings.get(before)?.is !== 'same') stop(findings, target, { is: 'childAppeared', child: key });
      return;
    }
    const planned = target.along.find(({ step }) => step.key.kind === key.kind && step.key.id === key.id);
    if (planned === undefined || this.#eyes.fingerprint(kind, row) !== planned.step.fingerprint) {
      stop(findings, target, { is: 'childAppeared', child: key });
    }
  }
}

function stop(findings: Map<Target, Finding>, target: Target, finding: Finding): void {
  if (findings.get(target)?.is === 'same') findings.set(target, finding);
}

function amongRows(
  { kind, step }: Target,
  look: Look,
  rows: Awaited<ReturnType<ListQuestion['rows']>>,
  record?: RecordLike,
): Seen {
  if (rows.is === 'unheard') return { is: 'unheard' };
  if (rows.is === 'refused') return refusal(look, rows.error);
  const row = rows.rows.find((each) => isObject(each) && keyOf(kind, each, record?.parent) === step.key.id);
  return row === undefined ? { is: 'absent' } : { is: 'row', row };
}

/** A row that shows its record only in part is no proof that the record is as it was: the whole is asked for. */
async function inWhole(portal: Portal, { kind, step }: Target, seen: Seen): Promise<Seen> {
  const { parts } = kind;
  if (seen.is !== 'row' || parts?.isPart(seen.row) !== true) return seen;
  const [outcome] = await portal.batch([parts.whole(step.key.id)]);
  const row = rowOfWhole(parts, outcome);
  return row === undefined ? { is: 'unreadable', code: 'ONLY_IN_PART' } : { is: 'row', row };
}

/** The same for children: one of which the whole can't be had keeps its part, which is like no archived record. */
async function childrenInWhole(portal: Portal, children: readonly Child[]): Promise<readonly Child[]> {
  const inPart = new Map<string, Child>();
  const whole: Child[] = [];
  for (const child of children) {
    if (child.kind.parts?.isPart(child.row) !== true) whole.push(child);
    else inPart.set(keyOf(child.kind, child.row, child.under), child);
  }
  if (inPart.size === 0) return children;
  const asked = [...inPart].flatMap(([id, child]) => {
    const { parts } = child.kind;
    return parts === undefined ? [] : [{ child, parts, call: parts.whole(id) }];
  });
  const outcomes = await portal.batch(asked.map(({ call }) => call));
  const found = asked.map(({ child, parts }, index) => ({
    ...child,
    row: rowOfWhole(parts, outcomes[index]) ?? child.row,
  }));
  return [...whole, ...found];
}

function refusal(look: Look, error: PortalError): Seen {
  return saysAbsent(look, error) ? { is: 'absent' } : { is: 'unreadable', code: codeOf(error) };
}

/** The portal's own word for a refusal where it has one, otherwise ours. */
export function codeOf(error: PortalError): string {
  return error.portalCode === '' || error.portalCode === '0' ? error.code : error.portalCode;
}
