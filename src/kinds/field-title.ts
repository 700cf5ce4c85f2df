import type { Language } from '../base/text.ts';
import type { Column } from './kind.ts';

/** The field in which a path begins, without what says that it is a number. */
function trunk(path: string): string {
  return (path.split(/[.[]/u)[0] ?? '').replace(/_?id$/iu, '');
}

/** What people call a field: by the column that shows it, or shows the person or thing inside of which it lies. */
export function fieldTitle(columns: readonly Column[], field: string, language: Language): string {
  const shown = columns.find((column) => column.field === field);
  return (shown ?? columns.find((column) => trunk(column.field) === trunk(field)))?.title[language] ?? field;
}
