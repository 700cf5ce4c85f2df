import type { Method } from '../../method.ts';
import { driveReads } from './lists.ts';
import { driveTrash } from './trash.ts';
import { driveWrites } from './writes.ts';

export const drive: readonly Method[] = [...driveReads, ...driveTrash, ...driveWrites];
