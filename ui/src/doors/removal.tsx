import { placeText, quoted } from '../../../src/commands/desktop-views.ts';
import type { DesktopScanResult } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';

type RemovalPlan = DesktopScanResult['plan'];
type Step = RemovalPlan['steps'][number];
type Trace = DesktopScanResult['traces'][number];

/** What a step of a removal does, in words. */
export function useStepText(): (step: Step) => string {
  const { desktop } = useTexts();
  const words = desktop.plan;
  return (step) => {
    switch (step.do) {
      case 'stop':
        return words.stop;
      case 'run':
        return words.purposes[step.purpose];
      case 'quarantine':
        return words.quarantine(step.path);
      case 'takeLine':
        return words.takeLine(step.path, step.line);
      case 'registry':
        return words.registry;
      case 'moveDrive':
        return words.moveDrive(step.path);
      default:
        return step satisfies never;
    }
  };
}

function commandOf(step: Step): string | undefined {
  if (step.do === 'run') return quoted(step.argv);
  return step.do === 'registry' ? [step.key, step.value ?? ''].join(' ').trimEnd() : undefined;
}

/** A trace of the app: what it is, where it lies, why it is taken for one. */
export function TraceLine({ trace }: { readonly trace: Trace }) {
  const { desktop, format } = useTexts();
  const { sort, sure, why, files, sizeBytes, leftAlone, id } = trace;
  const left = leftAlone === undefined ? undefined : desktop.leftAlone[leftAlone];
  return (
    <li className="row-line">
      <span className="grow breakable">
        <strong>{desktop.sorts[sort]}</strong> <code>{placeText(trace.place)}</code>
        <span className="soft small block">
          {desktop.sure[sure]}: {why.map(({ because, detail = '' }) => desktop.because[because](detail)).join('; ')}
        </span>
        {left === undefined ? null : <span className="small block">{typeof left === 'string' ? left : left(id)}</span>}
      </span>
      {files === undefined || sizeBytes === undefined ? null : (
        <span className="soft small">
          {desktop.files(files)}, {format.bytes(sizeBytes)}
        </span>
      )}
    </li>
  );
}

/** The folder that the drive keeps in step: the user's own files. */
function DriveCard({ folder, goes }: { readonly folder: RemovalPlan['drive'][number]; readonly goes: boolean }) {
  const { desktop } = useTexts();
  const words = desktop.drive;
  return (
    <div className="notice" data-look="warning">
      <span className="notice-sign" aria-hidden="true">
        !
      </span>
      <strong className="breakable">
        {words.title} <code>{folder.path}</code>
      </strong>
      <p>{words.holds(folder.files, folder.sizeBytes)}</p>
      <p>{words.bothWays}</p>
      {folder.placeholders > 0 ? <p>{words.placeholders(folder.placeholders)}</p> : null}
      {folder.empty > 0 ? <p>{words.empty(folder.empty)}</p> : null}
      {folder.neverUploaded > 0 ? <p>{words.neverUploaded(folder.neverUploaded)}</p> : null}
      <p>{goes ? words.goes : words.stays}</p>
    </div>
  );
}

/** Everything that a removal would do, in order, each command as it would run; and what is left to a person. */
export function RemovalSteps({ plan }: { readonly plan: RemovalPlan }) {
  const { desktop, ui } = useTexts();
  const stepText = useStepText();
  const moved = new Set(plan.steps.flatMap((step) => (step.do === 'moveDrive' ? [step.path] : [])));
  return (
    <section className="card" aria-labelledby="removal-title">
      <h2 id="removal-title">
        {plan.steps.length === 0 ? desktop.plan.nothing : desktop.plan.title(plan.steps.length)}
      </h2>
      {plan.drive.map((folder) => (
        <DriveCard key={folder.path} folder={folder} goes={moved.has(folder.path)} />
      ))}
      <ol className="numbers">
        {plan.steps.map((step, index) => {
          const command = commandOf(step);
          return (
            <li key={index} className="breakable">
              {stepText(step)}
              {command === undefined ? null : (
                <code className="block small soft" title={ui.desktop.commands}>
                  {command}
                </code>
              )}
            </li>
          );
        })}
      </ol>
      {plan.byHand.length === 0 ? null : (
        <>
          <h3>{desktop.plan.byHand}</h3>
          <ul className="dots">
            {plan.byHand.map((note) => (
              <li key={note} className="breakable">
                {desktop.hands[note]}
              </li>
            ))}
          </ul>
        </>
      )}
      {plan.steps.length === 0 ? null : <p className="soft small breakable">{desktop.plan.hash(plan.sha256)}</p>}
    </section>
  );
}
