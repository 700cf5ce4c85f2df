import type { Method } from '../../method.ts';
import { chat } from './chat.ts';
import { checklist } from './checklist.ts';
import { comments } from './comments.ts';
import { elapsed } from './elapsed.ts';
import { results } from './results.ts';
import { taskMore } from './task-more.ts';
import { tasks2 } from './tasks2.ts';
import { tasks3 } from './tasks3.ts';

export const tasks: readonly Method[] = [
  ...tasks2,
  ...tasks3,
  ...checklist,
  ...elapsed,
  ...comments,
  ...results,
  ...taskMore,
  ...chat,
];
