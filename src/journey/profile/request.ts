import { z } from 'zod';

import { Bye24Error } from '../../base/error.ts';
import type { Disk } from '../../base/disk.ts';
import type { ProfileState } from './look.ts';

/** Days in which the vendor carries out a person's own request (helpdesk.bitrix24.com/open/16215364). */
export const REQUEST_DAYS = 30;
const DAY_MS = 86_400_000;

const requestSchema = z.object({
  version: z.literal(1),
  portal: z.string(),
  userId: z.string(),
  requestedAtMs: z.int(),
  /** What was seen when somebody looked; the last hundred looks. */
  looks: z.array(z.object({ atMs: z.int(), state: z.enum(['active', 'inactive', 'absent', 'dead']) })),
});

/** A person's own request on the phone to delete the profile, and what became of it. */
export type ProfileRequest = z.infer<typeof requestSchema>;

export async function readRequest(disk: Disk, path: string): Promise<ProfileRequest | undefined> {
  if ((await disk.sizeBytes(path)) === undefined) return undefined;
  try {
    return requestSchema.parse(JSON.parse(Buffer.from(await disk.read(path)).toString('utf8')));
  } catch (error) {
    throw new Bye24Error('PROFILE_REQUEST_DAMAGED', { path }, { cause: error });
  }
}

export async function keepRequest(disk: Disk, path: string, request: ProfileRequest): Promise<void> {
  const kept = { ...request, looks: request.looks.slice(-100) };
  await disk.replace(path, `${JSON.stringify(kept, undefined, 2)}\n`);
}

/** Where a request stands. `dead`: the person's own connection answers 401, which a deleted profile makes it do. */
export interface RequestStanding {
  readonly state: 'waiting' | 'done' | 'overdue';
  /** Day of the thirty, from 1 on. */
  readonly day: number;
  readonly untilMs: number;
  /** When to look again: every week, and on the last day. */
  readonly lookAgainAtMs?: number;
}

export function standingOf(request: ProfileRequest, seen: ProfileState | 'dead', nowMs: number): RequestStanding {
  const { requestedAtMs } = request;
  const untilMs = requestedAtMs + REQUEST_DAYS * DAY_MS;
  const day = Math.max(1, Math.floor((nowMs - requestedAtMs) / DAY_MS) + 1);
  if (seen !== 'active') return { state: 'done', day, untilMs };
  if (nowMs > untilMs) return { state: 'overdue', day, untilMs };
  return { state: 'waiting', day, untilMs, lookAgainAtMs: Math.min(nowMs + 7 * DAY_MS, untilMs) };
}
