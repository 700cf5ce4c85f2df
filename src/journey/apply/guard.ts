import { Bye24Error } from '../../base/error.ts';

/**
 * How a person says that this very plan is meant. There is no plain "yes": attended, the portal's address is typed;
 * unattended, the address and the beginning of the plan file's SHA-256 are given, and both must be right.
 */
export type Guard =
  | { readonly attended: true; readonly typed: string; readonly delayMs?: number }
  | { readonly attended: false; readonly portal: string; readonly planSha256: string; readonly delayMs?: number };

/** No plan starts sooner than this after the guard was passed. */
export const LEAST_DELAY_MS = 3000;
const LEAST_HEX = 12;

/** `https://Acme.bitrix24.ru/` and `acme.bitrix24.ru` are the same portal. */
export function plainAddress(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//u, '')
    .replace(/\/+$/u, '');
}

/**
 * Throws unless the guard names this portal and this plan. Nothing has been sent when it throws.
 * @throws Bye24Error GUARD_REFUSED with what was wrong
 */
export function checkGuard(guard: Guard, plan: { readonly portal: string; readonly sha256: string }): void {
  const named = plainAddress(guard.attended ? guard.typed : guard.portal);
  if (named !== plainAddress(plan.portal)) {
    throw new Bye24Error('GUARD_REFUSED', { wrong: 'portal', portal: plan.portal });
  }
  if (guard.attended) return;
  const prefix = guard.planSha256.trim().toLowerCase();
  if (!/^[0-9a-f]+$/u.test(prefix) || prefix.length < LEAST_HEX || !plan.sha256.startsWith(prefix)) {
    throw new Bye24Error('GUARD_REFUSED', { wrong: 'plan-sha256', portal: plan.portal });
  }
}
