import { uninstallStep } from '../../../src/commands/uninstall-words.ts';
import type { BoxUninstallResult } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Notice } from '../parts/notice.tsx';

type Plan = NonNullable<BoxUninstallResult['plan']>;

/** What an uninstall would do, in order, and what it leaves to a person. */
export function UninstallPlan({ plan }: { readonly plan: Plan }) {
  const texts = useTexts();
  const words = texts.box.uninstall;
  return (
    <div className="stack-tight">
      <h3>{words.title}</h3>
      <ol className="numbers breakable">
        {plan.steps.map((step, index) => (
          <li key={index}>{uninstallStep(step, texts)}</li>
        ))}
      </ol>
      <h3>{words.byHandTitle}</h3>
      <ul className="dots breakable">
        {plan.byHand.map((hand) => (
          <li key={`${hand.what} ${hand.name}`}>
            {hand.what === 'outside' ? words.outside[hand.name] : words.byHand[hand.what](hand.name)}
          </li>
        ))}
      </ul>
      <p className="soft">{words.nothingYet}</p>
    </div>
  );
}

/** What an uninstall, its undo or its purge came to. */
export function Uninstalled({ result: { report, undo, purge } }: { readonly result: BoxUninstallResult }) {
  const texts = useTexts();
  const words = texts.box.uninstall;
  return (
    <>
      {report === undefined ? null : (
        <Notice
          look={report.failed === undefined && report.stillThere.length === 0 ? 'good' : 'warning'}
          title={words.done(report.done, report.steps)}
        >
          {report.failed === undefined ? null : (
            <p className="breakable">{words.failed(uninstallStep(report.failed.step, texts), report.failed.code)}</p>
          )}
          {report.stillThere.map((name) => (
            <p key={name} className="breakable">
              {words.stillThere(name)}
            </p>
          ))}
          <p className="soft">{words.undoHint}</p>
        </Notice>
      )}
      {undo === undefined ? null : (
        <Notice look={undo.byHand.length === 0 ? 'good' : 'warning'} title={words.undone(undo.undone)}>
          {undo.byHand.map((name) => (
            <p key={name}>{words.installAgain(name)}</p>
          ))}
        </Notice>
      )}
      {purge === undefined ? null : (
        <Notice look={purge.left.length === 0 ? 'good' : 'warning'} title={words.purged(purge.files, purge.bytes)} />
      )}
    </>
  );
}
