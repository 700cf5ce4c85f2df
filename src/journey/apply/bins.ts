import { type Kind, keyOf } from '../../kinds/kind.ts';
import { codeOf, type Finding } from './finding.ts';
import { ListQuestion, type Question } from './questions.ts';
import type { Portal } from '../../bitrix24/port.ts';
import type { Target } from './target.ts';

/** Something that is to be gone at once, and the record whose setting decides whether a bin takes it. */
interface UnderSetting {
  readonly target: Target;
  readonly above: string | undefined;
}

/** Whether the bins are off that would take what a plan wants gone. Whoever gives no clear answer has it on. */
export class Bins {
  readonly #kind: Kind | undefined;
  readonly #waiting: readonly UnderSetting[];
  readonly #ids: ReadonlySet<string>;
  readonly #list: ListQuestion | undefined;

  /** `kind`: of the records whose setting it is. */
  constructor(kind: Kind | undefined, waiting: readonly UnderSetting[]) {
    this.#kind = kind;
    this.#waiting = waiting;
    this.#ids = new Set(waiting.flatMap(({ above }) => above ?? []));
    if (kind?.look?.by === 'ids' && this.#ids.size > 0)
      this.#list = new ListQuestion(kind.look.request([...this.#ids]));
  }

  get questions(): readonly Question[] {
    return this.#list === undefined ? [] : [this.#list.question];
  }

  /** What must not go, and why. */
  async findings(portal: Portal): Promise<ReadonlyMap<Target, Finding>> {
    const on = await this.#on(portal);
    return new Map(
      this.#waiting.flatMap(({ target, above }) => {
        const finding = typeof on === 'function' ? on(above) : on;
        return finding === undefined ? [] : [[target, finding] as const];
      }),
    );
  }

  async #on(portal: Portal): Promise<Finding | ((above: string | undefined) => Finding | undefined)> {
    const [kind, list] = [this.#kind, this.#list];
    if (kind === undefined || list === undefined) return { is: 'unreadable', code: 'NO_LOOK' };
    const rows = await list.rows(portal);
    if (rows.is === 'unheard') return { is: 'unheard' };
    if (rows.is === 'refused') return { is: 'unreadable', code: codeOf(rows.error) };
    const byId = new Map(rows.rows.map((row) => [keyOf(kind, row), row]));
    if ([...byId.keys()].some((id) => !this.#ids.has(id))) return { is: 'unreadable', code: 'FILTER_IGNORED' };
    return (above) => {
      const row = byId.get(above ?? '');
      // Without its type there is nothing of it, and no bin.
      if (above !== undefined && row === undefined) return undefined;
      return row !== undefined && kind.bin?.isOn(row) === false ? undefined : { is: 'unreadable', code: 'BIN_IS_ON' };
    };
  }
}
