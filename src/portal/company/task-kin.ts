import { idAt, type Plan } from './plan.ts';

/** Templates and flows are known only from the tasks that they made: every twelfth task came from one. */
export const templates = (plan: Plan): number => Math.max(1, Math.floor(plan.counts.tasks / 24));
export const flows = (): number => 2;
export const templateIdAt = (index: number): number => idAt(index, 139);
export const flowIdAt = (index: number): number => 517 + index;

/** From which template a task was made, and in which flow it runs. */
export function originOf(
  plan: Plan,
  index: number,
): { readonly template: string | null; readonly flow: string | null } {
  const turn = Math.floor(index / 12);
  return {
    template: index % 12 === 5 ? String(templateIdAt(turn % templates(plan))) : null,
    flow: index % 12 === 7 ? String(flowIdAt(turn % flows())) : null,
  };
}
