import type { Text } from '../base/text.ts';
import type { RecordKey } from '../archive/types.ts';

const examplesMax = 20;

/** One way in which a format falls short, with how often it did and the first records that it hit. */
export interface Loss {
  readonly what: Text;
  /** 0: it holds for the format as such. */
  readonly count: number;
  readonly examples: readonly RecordKey[];
}

interface Tally {
  readonly what: Text;
  count: number;
  readonly examples: RecordKey[];
}

/** What a conversion could not carry. Its size does not grow with the archive. */
export class Losses {
  readonly #byText = new Map<string, Tally>();

  /** Says what the format can't carry at all, whatever the archive holds. */
  note(what: Text): void {
    this.#tally(what);
  }

  /** Counts one case of it; `key` is the record that it hit. */
  add(what: Text, key?: RecordKey): void {
    const tally = this.#tally(what);
    tally.count++;
    if (key !== undefined && tally.examples.length < examplesMax) tally.examples.push(key);
  }

  get list(): readonly Loss[] {
    return [...this.#byText.values()];
  }

  #tally(what: Text): Tally {
    const known = this.#byText.get(what.en);
    if (known !== undefined) return known;
    const made = { what, count: 0, examples: [] };
    this.#byText.set(what.en, made);
    return made;
  }
}

function section(losses: Losses, language: keyof Text, words: Readonly<Record<'title' | 'none' | 'times', string>>) {
  const lines = losses.list.map(({ what, count, examples }) => {
    const often = count === 0 ? '' : ` (${words.times}: ${count})`;
    const named = examples.map(({ kind, id }) => `\`${kind}:${id.replaceAll('`', "'")}\``);
    const more = count > examples.length && examples.length > 0 ? ', …' : '';
    return `- ${what[language]}${often}${named.length === 0 ? '' : `\n  ${named.join(', ')}${more}`}`;
  });
  return [`## ${words.title}`, '', ...(lines.length === 0 ? [words.none] : lines), ''].join('\n');
}

/** The page that lies beside a conversion, in both languages. */
export function lossesPage(title: Text, losses: Losses): string {
  return [
    `# LOSSES · ${title.ru} · ${title.en}\n`,
    section(losses, 'ru', {
      title: 'Что этот формат не смог передать',
      none: 'Ничего не потеряно.',
      times: 'случаев',
    }),
    section(losses, 'en', { title: 'What this format could not carry', none: 'Nothing is lost.', times: 'cases' }),
  ].join('\n');
}
