import { useTexts } from '../app/settings.tsx';
import { useFailures } from './failures.ts';

/** The quiet moment before an answer. */
export function Waiting() {
  const { ui } = useTexts();
  // What failed is told at the head of the page, and comes no more by waiting.
  const failures = useFailures();
  if (failures.length > 0) return null;
  return (
    <p className="soft waiting" role="status">
      {ui.loading}
    </p>
  );
}
