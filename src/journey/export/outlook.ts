import type { Portal } from '../../bitrix24/port.ts';
import type { Kind, KindId, RecordLike } from '../../kinds/kind.ts';
import { countRequests, type Counted } from './counting.ts';
import type { Pauses } from './pauses.ts';
import { listsOf, methodOf, rowsPerRequest } from './requests.ts';

const parentsPerRequest = 50;
/** The window in which a method's operating time is counted. */
const windowMs = 600_000;
/** Seconds of a window that we take before we let a method rest. */
const grantedSeconds = 400;
/** About how long it takes to spend them. */
const burstMs = 180_000;
/** Fewer rows are no rule. */
const fewRows = 100;
/** What kinds took counts for more than what was expected of them once they are about as many requests. */
const firmRequests = 20;
/** What a method's calls cost counts for more than what all do once there are so many. */
const firmCalls = 500;
/** An answer of one row takes the portal about so much of what a page takes. */
const ofOneRow = 0.25;
/** Of parents that may have none, so many are taken to have one. */
const rarely = 0.05;

/** How many requests kinds of each way took, for each that was expected. */
type Ratios = ReadonlyMap<Kind['take']['how'], number>;

/** What is known of one kind's way. */
interface Course {
  readonly kind: Kind;
  readonly counted: Counted;
  state: 'waiting' | 'running' | 'ended';
  startedMs: number;
  /** How much of it is walked, where the walk itself can tell: parents that are through. */
  part: number | undefined;
  filesWanted: number;
  filesDone: number;
  /** Until when its method had to rest last, and where each rest of the last window put the end of the kind. */
  restsUntilMs: number;
  readonly ends: { readonly untilMs: number; readonly endMs: number }[];
}

interface OutlookOptions {
  readonly portal: Portal;
  readonly kinds: readonly Kind[];
  /** The inventory's counts. */
  readonly totals: ReadonlyMap<KindId, number>;
  /** Rows of a kind that are home. */
  readonly rows: (kind: KindId) => number;
  /** Some records of a kind that is home. */
  readonly sample: (kind: KindId) => readonly RecordLike[];
  /** Kinds that the inventory found out of reach. */
  readonly isHere: (kind: KindId) => boolean;
  /** All requests so far, whoever asked. */
  readonly asked: () => number;
  readonly pauses?: Pauses | undefined;
}

/** What an export has still to do. */
export interface Left {
  readonly requests: number;
  /** How long the slowest kind will take by itself, because the portal lets its method work only so long in ten minutes. */
  readonly slowestMs: number;
}

/**
 * How much an export has still to ask for, learnt as it goes: from the inventory's counts, from parents as they come
 * home, from the requests that each kind has really taken, from the files that rows speak of.
 */
export class Outlook {
  readonly #options: OutlookOptions;
  readonly #courses: ReadonlyMap<KindId, Course>;
  /** Requests before any kind was begun. */
  #beforehand: number | undefined;
  readonly #shares = new Map<string, { readonly share: number; readonly ofRows: number }>();

  constructor(options: OutlookOptions) {
    this.#options = options;
    this.#courses = new Map(
      options.kinds.map((kind) => [
        kind.id,
        {
          kind,
          counted: countRequests(options.portal),
          state: options.isHere(kind.id) ? 'waiting' : 'ended',
          startedMs: 0,
          part: undefined,
          filesWanted: 0,
          filesDone: 0,
          restsUntilMs: 0,
          ends: [],
        },
      ]),
    );
  }

  /** The portal through which a kind is taken: its requests are counted. */
  portalOf(kind: KindId): Portal {
    return this.#courses.get(kind)?.counted.portal ?? this.#options.portal;
  }

  started(kind: KindId, nowMs: number): void {
    this.#beforehand ??= this.#options.asked();
    const course = this.#courses.get(kind);
    if (course !== undefined) Object.assign(course, { state: 'running', startedMs: nowMs });
  }

  ended(kind: KindId): void {
    const course = this.#courses.get(kind);
    if (course !== undefined) course.state = 'ended';
  }

  /** So much of a kind is walked, 0 to 1. */
  walked(kind: KindId, part: number): void {
    const course = this.#courses.get(kind);
    if (course !== undefined) course.part = part;
  }

  wanted(kind: KindId, files: number): void {
    const course = this.#courses.get(kind);
    if (course !== undefined) course.filesWanted += files;
  }

  /** A file is home, or will not come. */
  settled(kind: KindId): void {
    const course = this.#courses.get(kind);
    if (course !== undefined) course.filesDone += 1;
  }

  left(nowMs: number): Left {
    let requests = 0;
    let slowestMs = 0;
    const perFile = 1 + this.#askedPerFile();
    const ratios = this.#ratios();
    const perRow = this.#filesPerRow();
    for (const course of this.#courses.values()) {
      requests += this.#listsLeft(course, ratios) + this.#filesLeft(course, perRow) * perFile;
      slowestMs = Math.max(slowestMs, this.#aloneMs(course, nowMs));
    }
    return { requests, slowestMs: Math.max(slowestMs, this.#restsMs(nowMs, ratios)) };
  }

  /**
   * How long the method that has most to do will take, where what it will spend is more than the portal grants it in ten
   * minutes: told before it has to rest for the first time, from what its calls have cost, or those of all methods.
   */
  #restsMs(nowMs: number, ratios: Ratios): number {
    const { pauses } = this.#options;
    if (pauses === undefined) return 0;
    const left = new Map<string, { calls: number; usual: number }>();
    for (const course of this.#courses.values()) {
      const method = methodOf(course.kind)?.method;
      if (method === undefined || course.state === 'ended') continue;
      const { calls = 0 } = left.get(method) ?? {};
      const usual = isOfOneRow(course.kind) ? ofOneRow : 1;
      left.set(method, { calls: calls + this.#callsLeft(course, ratios), usual });
    }
    let longest = 0;
    for (const [method, { calls, usual: part }] of left) {
      if (pauses.untilMs(method) !== undefined) continue;
      const spent = pauses.spent(method);
      // Answers come in any order, so that a few calls may show the sum of many.
      const usual = pauses.secondsPerCall() * part * firmCalls;
      const each = ((spent?.seconds ?? 0) + usual) / ((spent?.calls ?? 0) + firmCalls);
      const runsMs = spent === undefined ? 0 : nowMs - spent.sinceMs;
      const already = (spent?.seconds ?? 0) * Math.min(1, windowMs / Math.max(1, runsMs));
      const whole = already + calls * each;
      const windows = Math.floor(whole / grantedSeconds);
      if (windows === 0) continue;
      const rest = ((whole % grantedSeconds) / grantedSeconds) * burstMs;
      longest = Math.max(longest, windows * windowMs + rest - Math.min(runsMs, windowMs));
    }
    return longest;
  }

  /** Calls that a kind still has to make: lists for parents, or pages of its own list. */
  #callsLeft(course: Course, ratios: Ratios): number {
    const { kind } = course;
    const requests = this.#listsLeft(course, ratios);
    const isAlone =
      methodOf(kind)?.v3 === true || (kind.take.how === 'list' && kind.take.request.pager.by === 'cursor');
    return isAlone ? requests : requests * parentsPerRequest;
  }

  /** How many requests kinds of each way really took, for each that was expected. */
  #ratios(): Ratios {
    const sums = new Map<Kind['take']['how'], { real: number; expected: number }>();
    for (const course of this.#courses.values()) {
      if (course.state !== 'ended' || course.counted.requests() === 0) continue;
      const { how } = course.kind.take;
      const sum = sums.get(how) ?? { real: firmRequests, expected: firmRequests };
      sum.real += course.counted.requests();
      sum.expected += Math.max(1, this.#expected(course));
      sums.set(how, sum);
    }
    return new Map([...sums].map(([how, { real, expected }]) => [how, Math.min(5, Math.max(1, real / expected))]));
  }

  /** Rows of a kind, home or still to come. */
  #total(kind: KindId): number {
    const rows = this.#options.rows(kind);
    const course = this.#courses.get(kind);
    if (course?.state === 'ended') return rows;
    const total = this.#options.totals.get(kind);
    if (total !== undefined || course === undefined) return Math.max(rows, total ?? 0);
    // Nobody counted them. What was walked speaks for the rest; before that, one for each parent is assumed, and one for a
    // few of them where a refusal says that a parent has none.
    const { take } = course.kind;
    const part = course.part ?? 0;
    if (part > 0) return rows / part;
    if (take.how !== 'each') return rows;
    const asked = this.#asked(course.kind, [take.parent].flat());
    return Math.max(rows, take.none === undefined ? asked : asked * rarely);
  }

  #parents(ids: readonly KindId[]): number {
    return ids.reduce((sum, id) => sum + this.#total(id), 0);
  }

  /** Requests that a kind's lists should take, by the counts. */
  #expected({ kind }: Course): number {
    const { take } = kind;
    switch (take.how) {
      case 'list':
      case 'lists': {
        const lists = listsOf(kind);
        return this.#total(kind.id) / Math.min(...lists.map(rowsPerRequest)) + 2 * lists.length;
      }
      case 'each':
        return Math.ceil(this.#asked(kind, [take.parent].flat()) * requestsPerParent(kind));
      case 'tree':
        return 1 + this.#parents([take.roots]) / 5;
      case 'ids':
        return 1;
      case 'with':
      case 'tables':
        return 0;
    }
  }

  /** Parents of a kind that have a list. */
  #asked(kind: Kind, parents: readonly KindId[]): number {
    return parents.reduce((sum, id) => sum + this.#total(id) * this.#shareAsked(kind, id), 0);
  }

  /** How many of a kind's parents have a list at all: not every activity is a talk. A sample of them tells. */
  #shareAsked({ id: kind, take }: Kind, parent: KindId): number {
    if (take.how !== 'each') return 1;
    const name = `${kind} ${parent}`;
    const known = this.#shares.get(name);
    const rows = this.#options.rows(parent);
    const isHome = this.#courses.get(parent)?.state === 'ended';
    // Looked at again when there are twice as many, and when all are home.
    const ofRows = isHome ? Number.POSITIVE_INFINITY : rows;
    if (known !== undefined && ofRows < known.ofRows * 2) return known.share;
    if (known?.ofRows === ofRows || (!isHome && rows < fewRows)) return known?.share ?? 1;
    const some = this.#options.sample(parent);
    const asked = some.filter((record) => take.request(record, parent) !== undefined).length;
    const share = some.length === 0 ? 1 : asked / some.length;
    this.#shares.set(name, { share, ofRows });
    return share;
  }

  #listsLeft(course: Course, ratios: Ratios): number {
    const { kind, state, counted } = course;
    if (state === 'ended') return 0;
    const expected = this.#expected(course) * (ratios.get(kind.take.how) ?? 1);
    if (state === 'waiting') return expected;
    const part = this.#part(course);
    const real = counted.requests();
    // The more of it is walked, the more its own requests count.
    const byItself = part > 0 ? (real / part) * (1 - part) : expected;
    const trust = Math.min(1, part * 4);
    return byItself * trust + Math.max(0, expected - real) * (1 - trust);
  }

  #part({ kind, part }: Course): number {
    if (part !== undefined) return Math.min(1, part);
    const total = this.#total(kind.id);
    return kind.take.how === 'list' && total > 0 ? Math.min(1, this.#options.rows(kind.id) / total) : 0;
  }

  /** Versions hang on files: what hangs on rows with files has half as many of its own. The rest has what all have. */
  #filesGuessed({ id, take }: Kind, perRow: number): number {
    if (take.how !== 'each') return 0;
    const [parent = '', ...others] = [take.parent].flat();
    const { kind, filesWanted = 0 } = this.#courses.get(parent) ?? {};
    const ofParent =
      kind?.files === undefined || others.length > 0
        ? 0
        : Math.min(1, filesWanted / (this.#options.rows(parent) + fewRows)) / 2;
    return Math.max(perRow, ofParent) * this.#total(id);
  }

  /** Questions for addresses: requests that belong to no kind's lists and bring no file, for each file so far. */
  #askedPerFile(): number {
    let known = 0;
    let files = 0;
    for (const { counted, filesDone } of this.#courses.values()) {
      known += counted.requests();
      files += filesDone;
    }
    this.#beforehand ??= this.#options.asked();
    return Math.min(1, Math.max(0, this.#options.asked() - this.#beforehand - known - files) / (files + 50));
  }

  /** How many files a row has, over all kinds that have any. */
  #filesPerRow(): number {
    let files = 0;
    let rows = 0;
    for (const { kind, filesWanted } of this.#courses.values()) {
      if (kind.files === undefined) continue;
      files += filesWanted;
      rows += this.#options.rows(kind.id);
    }
    return Math.min(0.5, files / (rows + fewRows));
  }

  /** Files that are known of and not home yet, and as many more as rows that are still to come will speak of. */
  #filesLeft({ kind, state, filesWanted, filesDone }: Course, perRow: number): number {
    const known = Math.max(0, filesWanted - filesDone);
    const rows = this.#options.rows(kind.id);
    if (state === 'ended' || kind.files === undefined) return known;
    // Of rows that nobody has seen yet, as many as those of other kinds have had.
    if (rows === 0) return this.#filesGuessed(kind, perRow);
    return known + (filesWanted / rows) * Math.max(0, this.#total(kind.id) - rows);
  }

  /**
   * Of a kind whose method has had to rest: how long it takes at the pace that it had from its begin to the end of its
   * last rest. Half a window less: at the very end nobody waits for what is not asked.
   */
  #aloneMs(course: Course, nowMs: number): number {
    const method = methodOf(course.kind)?.method;
    const untilMs = method === undefined ? undefined : this.#options.pauses?.untilMs(method);
    const part = this.#part(course);
    if (course.state !== 'running' || untilMs === undefined || untilMs <= course.startedMs || part === 0) return 0;
    if (untilMs > course.restsUntilMs) {
      course.restsUntilMs = untilMs;
      course.ends.push({ untilMs, endMs: course.startedMs + (untilMs - course.startedMs) / part });
    }
    while ((course.ends[0]?.untilMs ?? Infinity) < untilMs - windowMs) course.ends.shift();
    // Between two rests it runs ahead and is held back again: of a window's rests the slowest tells.
    const endMs = Math.max(...course.ends.map((each) => each.endMs));
    return Math.max(0, untilMs - nowMs, endMs - windowMs / 2 - nowMs);
  }
}

/** Whether each answer of a kind's method is one row (a note) and no page of a list. */
function isOfOneRow({ take }: Kind): boolean {
  if (take.how !== 'each') return false;
  const [parent = ''] = [take.parent].flat();
  return take.request({ id: '0', row: {} }, parent)?.single === true;
}

/** Fifty lists go into one request, but for REST 3.0 each is one of its own; some are cut into pieces, by years. */
function requestsPerParent({ take }: Kind): number {
  if (take.how !== 'each') return 1;
  if (take.together !== undefined) return 1 / (take.together.most * parentsPerRequest);
  const [parent = ''] = [take.parent].flat();
  const request = take.request({ id: '0', row: {} }, parent);
  if (request === undefined) return 1 / parentsPerRequest;
  const pieces = take.pieces?.(request).length ?? 1;
  return request.api === 'v3' ? pieces : pieces / parentsPerRequest;
}
