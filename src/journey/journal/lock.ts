/** The lock of an exit: two processes never apply at once (I8). */
export * from '../../base/journal/lock.ts';
