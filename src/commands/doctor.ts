import { isObject, type Json, textOf } from '../base/json.ts';
import { PortalError } from '../bitrix24/errors.ts';
import type { Portal } from '../bitrix24/port.ts';
import { type Inventory, type KindState, takeInventory } from '../journey/export/inventory.ts';
import { kinds } from '../kinds/index.ts';
import { connectionsPath, isReadableByOthers } from './connections.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import { reach, type Reached } from './reach.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['doctor']['parameters']>;

/** What may stand in the way, worst first. Each has its words in texts. */
export type DoctorWarning =
  'notAdmin' | 'missingScopes' | 'clockSkewed' | 'readableByOthers' | 'planUnknown' | 'planEnds' | 'planExpired';

/** Why a kind can't be read though the permission is there. */
export type Unavailable = Exclude<KindState, 'here' | 'noScope'>;

export interface DoctorResult {
  readonly type: 'doctor';
  readonly portal: string;
  readonly user: { readonly id: string; readonly name: string };
  readonly admin: boolean;
  readonly scopes: readonly string[];
  /** What each missing scope costs: kinds that would stay on the portal. */
  readonly missingScopes: readonly { readonly scope: string; readonly kinds: readonly string[] }[];
  readonly unavailable: readonly { readonly kind: string; readonly why: Unavailable }[];
  /** Features that the portal itself says are off. */
  readonly featuresOff: Inventory['featuresOff'];
  /** This computer's clock minus the portal's; undefined when the portal does not tell. */
  readonly clockSkewMs?: number;
  readonly planDaysLeft?: number;
  readonly keptIn: string;
  readonly warnings: readonly DoctorWarning[];
}

const noticeableSkewMs = 120_000;

/** A question that a portal may refuse without anything being wrong. */
async function maybe(portal: Portal, method: string, signal: AbortSignal): Promise<Json | undefined> {
  try {
    return (await portal.call({ method }, signal)).result;
  } catch (error) {
    if (error instanceof PortalError) return undefined;
    throw error;
  }
}

interface PlanState {
  readonly warning?: DoctorWarning;
  readonly daysLeft?: number;
}

/** https://apidocs.bitrix24.ru/api-reference/common/system/app-info.html tells applications, not webhooks. */
function planState(info: Json | undefined): PlanState {
  if (!isObject(info)) return { warning: 'planUnknown' };
  if (info['PAYMENT_EXPIRED'] === 'Y') return { warning: 'planExpired' };
  const days = info['DAYS'];
  if (typeof days !== 'number') return {};
  return days <= 30 ? { warning: 'planEnds', daysLeft: days } : { daysLeft: days };
}

/** Looks at a connection from all sides; changes nothing. */
export async function run(context: Context, { portal: asked }: Input): Promise<Done<DoctorResult>> {
  const { clock, signal } = context;
  const look = async ({ portal, connection }: Reached): Promise<Done<DoctorResult>> => {
    const inventory = await takeInventory({ portal, connection, kinds, now: () => clock.now(), signal });
    const portalTime = Date.parse(textOf(await maybe(portal, 'server.time', signal)));
    const skew = Number.isNaN(portalTime) ? undefined : clock.now() - portalTime;
    const plan = planState(await maybe(portal, 'app.info', signal));
    const { admin, missingScopes, scopes, user } = inventory;
    const warnings: DoctorWarning[] = [];
    if (!admin) warnings.push('notAdmin');
    if (missingScopes.length > 0) warnings.push('missingScopes');
    if (plan.warning !== undefined) warnings.push(plan.warning);
    if (skew !== undefined && Math.abs(skew) > noticeableSkewMs) warnings.push('clockSkewed');
    if (await isReadableByOthers(context)) warnings.push('readableByOthers');
    const unavailable = inventory.kinds.flatMap(({ kind, state }) =>
      state === 'here' || state === 'noScope' ? [] : [{ kind, why: state }],
    );
    return {
      ending: 'whole',
      result: {
        type: 'doctor',
        portal: portal.address,
        user,
        admin,
        scopes,
        missingScopes,
        unavailable,
        featuresOff: inventory.featuresOff,
        ...(skew === undefined ? {} : { clockSkewMs: skew }),
        ...(plan.daysLeft === undefined ? {} : { planDaysLeft: plan.daysLeft }),
        keptIn: connectionsPath(context),
        warnings,
      },
    };
  };
  return reach(context, asked, look, { patience: 'short' });
}
