import { at, textOf } from '../../base/json.ts';
import type { Portal } from '../../bitrix24/port.ts';
import { stopsEverything } from './reasons.ts';

/** The features that the vendor lets anybody ask about. */
const featureCodes = ['rest_offline_extended', 'rest_auth_connector'] as const;
export type FeatureCode = (typeof featureCodes)[number];

/**
 * Which of them this portal says are off: the plan's word, without a refusal. Nothing where it does not tell (an old box).
 * https://apidocs.bitrix24.ru/api-reference/common/system/feature-get.html
 */
export async function featuresOff(portal: Portal, signal: AbortSignal | undefined): Promise<readonly FeatureCode[]> {
  const outcomes = await portal.batch(
    featureCodes.map((CODE) => ({ method: 'feature.get', params: { CODE } })),
    signal === undefined ? {} : { signal },
  );
  return featureCodes.filter((_code, index) => {
    const outcome = outcomes[index];
    if (outcome?.is === 'refused' && stopsEverything(outcome.error)) throw outcome.error;
    return outcome?.is === 'answered' && textOf(at(outcome.answer.result, ['value'])) === 'N';
  });
}
