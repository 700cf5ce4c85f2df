import { useTexts } from '../app/settings.tsx';

/** The quiet moment before an answer. */
export function Waiting() {
  const { ui } = useTexts();
  return (
    <p className="soft waiting" role="status">
      {ui.loading}
    </p>
  );
}
