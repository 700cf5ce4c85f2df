import type { Method } from '../../method.ts';
import { departments } from './departments.ts';
import { groups } from './groups.ts';
import { users } from './users.ts';

export const people: readonly Method[] = [...users, ...departments, ...groups];
