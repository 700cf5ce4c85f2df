import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { ofBox } from './of-box.ts';

/** What automation leans on; the columns as this version has them. */
const automation = (id: string, title: Kind['title']): Kind =>
  ofBox({
    id,
    group: 'processes',
    title,
    name: (row) => firstText(row, 'NAME', 'ID'),
    references: [],
    columns: [{ field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' }],
  });

export const bpTrigger = automation('bp-trigger', {
  one: { ru: 'Триггер автоматизации', en: 'Automation trigger' },
  many: { ru: 'Триггеры автоматизации', en: 'Automation triggers' },
});
export const bpConstant = automation('bp-constant', {
  one: { ru: 'Глобальная константа', en: 'Global constant' },
  many: { ru: 'Глобальные константы', en: 'Global constants' },
});
export const bpVariable = automation('bp-variable', {
  one: { ru: 'Глобальная переменная', en: 'Global variable' },
  many: { ru: 'Глобальные переменные', en: 'Global variables' },
});
