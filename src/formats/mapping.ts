import { csvLine, parseCsv } from './csv-text.ts';
import type { Archive } from '../archive/archive.ts';
import { textAt } from '../kinds/fields.ts';

/** The word that stands for a stage or status in the next system; what nobody mapped keeps its name. */
export class Mapping {
  readonly #words: ReadonlyMap<string, string>;

  constructor(words: ReadonlyMap<string, string> = new Map()) {
    this.#words = words;
  }

  /** Of a file as `mappingTable` writes it, edited by hand. Rows that it does not understand change nothing. */
  static read(text: string): Mapping {
    const [header = [], ...rows] = parseCsv(text);
    const [dictionary, code, becomes] = ['dictionary', 'code', 'becomes'].map((name) => header.indexOf(name));
    const words = new Map<string, string>();
    for (const row of rows) {
      const word = row[becomes ?? -1]?.trim() ?? '';
      if (word !== '') words.set(`${row[dictionary ?? -1] ?? ''}:${row[code ?? -1] ?? ''}`, word);
    }
    return new Mapping(words);
  }

  /** What `dictionary:code` is called; its own name when the owner gave no other. */
  word(dictionary: string, code: string, own: string): string {
    return this.#words.get(`${dictionary}:${code}`) ?? own;
  }
}

/** The file to edit: every pipeline, stage and dictionary value with its name, `becomes` to be changed. */
export function mappingTable(archive: Archive): string {
  let text = csvLine(['dictionary', 'code', 'name', 'becomes']);
  for (const { key, name } of archive.records('funnel')) text += csvLine(['FUNNEL', key.id, name, name]);
  for (const { row, name } of archive.records('status')) {
    text += csvLine([textAt(row, 'ENTITY_ID'), textAt(row, 'STATUS_ID'), name, name]);
  }
  return text;
}
