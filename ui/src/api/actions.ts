import { send } from './client.ts';
import type { State } from './types.ts';

export function startDemo(): Promise<State> {
  return send('/api/state/demo', {});
}

export function leaveDemo(): Promise<State> {
  return send('/api/state/leave-demo', {});
}

export function chooseArchive(path: string): Promise<State> {
  return send('/api/state/archive', { path });
}

export function choosePortal(portal: string): Promise<State> {
  return send('/api/state/portal', { portal });
}
