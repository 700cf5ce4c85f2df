/** Kinds whose records are said by somebody: shown as a talk and not as a list of links. */
export const spoken = ['timeline-comment', 'timeline-note', 'log-message', 'task-comment', 'task-result'] as const;

/** Kinds that tell what became of a record, line by line. */
export const told = [
  'lead-stage-history',
  'deal-stage-history',
  'smart-invoice-stage-history',
  'old-invoice-stage-history',
  'smart-process-stage-history',
  'task-history',
  'rpa-timeline',
] as const;

const talked: ReadonlySet<string> = new Set([...spoken, ...told]);

/** Whether a record's own page shows what belongs to it of this kind, so that a list of links would say it twice. */
export function isTalk(kind: string, of: string): boolean {
  return talked.has(kind) || (kind === 'checklist-item' && of === 'task');
}
