import { isObject, textOf } from '../../base/json.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import { elementsOf, textAt } from '../../kinds/fields.ts';
import { parseMarkup } from '../../markup/parse.ts';
import { toMarkdown } from '../../markup/markdown.ts';
import type { Printing } from '../../markup/printing.ts';
import type { World } from '../importers/world.ts';

/** Names of people in mentions; other references keep what the text says. */
function printing(world: World): Printing {
  return {
    resolve: ({ to, id }) => (to === 'user' ? { title: world.userName(id) || `№ ${id}` } : undefined),
  };
}

/** A text of a task as Markdown. */
export function markdown(text: string, world: World): string {
  return toMarkdown(parseMarkup(text), printing(world));
}

/** `2026-11-23T07:00:00.000Z`; undefined for what is no moment. */
export function instant(text: string): string | undefined {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

export interface ChecklistLine {
  readonly text: string;
  readonly done: boolean;
  readonly doneAt: string | undefined;
  readonly doneBy: string;
}

/** Points of a task's checklists, in order; the heads of lists are points as well. */
export function checklistOf({ key }: ArchivedRecord, world: World): readonly ChecklistLine[] {
  return [...world.archive.children(key, 'checklist-item')].map(({ row }) => ({
    text: textAt(row, 'TITLE'),
    done: textAt(row, 'IS_COMPLETE') === 'Y',
    doneAt: instant(textAt(row, 'TOGGLED_DATE')),
    doneBy: positive(textAt(row, 'TOGGLED_BY')),
  }));
}

export function positive(id: string): string {
  return id === '0' ? '' : id;
}

/** Who takes part beside the responsible person. */
export function membersOf({ row }: ArchivedRecord): readonly string[] {
  const ids = [...elementsOf(row['accomplices']), ...elementsOf(row['auditors'])].map(textOf);
  return [...new Set(ids.filter((id) => id !== '' && id !== '0'))];
}

/** Tags come as texts, or as `{id, title}`. */
export function tagsOf({ row }: ArchivedRecord): readonly string[] {
  return elementsOf(row['tags'])
    .map((tag) => (isObject(tag) ? textOf(tag['title']) : textOf(tag)))
    .filter((tag) => tag !== '');
}
