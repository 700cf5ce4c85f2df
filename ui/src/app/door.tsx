import { useTexts } from './settings.tsx';
import { SettingsBar } from './settings-bar.tsx';

/** What stands before the session: a moment of opening, or why one can't come in this way. */
export function Door({ opening }: { readonly opening: boolean }) {
  const { ui } = useTexts();
  return (
    <main className="main">
      <div className="stack-loose">
        {opening ? (
          <p role="status">{ui.entry.opening}</p>
        ) : (
          <section className="card">
            <h1>{ui.entry.noSession}</h1>
            <p>{ui.entry.noSessionMore}</p>
          </section>
        )}
        <SettingsBar />
      </div>
    </main>
  );
}
