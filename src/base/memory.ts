import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the engine from taking memory because the computer has much of it: the nursery for new objects stays small, and
 * the rest is swept before it has grown to a multiple. To be called once, by whoever starts the process.
 */
export function keepMemoryFlat(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=70');
}
