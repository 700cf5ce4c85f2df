import { useEffect, useState } from 'react';

import { uninstallStep } from '../../../src/commands/box-words.ts';
import { resultOf, useCommand } from '../api/run.ts';
import type { BoxUninstallResult } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { RunPanel } from '../journey/run-panel.tsx';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { Log, onSystem, type SiteProps, TextField, WorkCard } from './box-work.tsx';

type Plan = NonNullable<BoxUninstallResult['plan']>;

/** What an uninstall would do, in order, and what it leaves to a person. */
function UninstallPlan({ plan }: { readonly plan: Plan }) {
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
function Uninstalled({ result: { report, undo, purge } }: { readonly result: BoxUninstallResult }) {
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

/** Takes a box off the server: shown first, then carried out, taken back or made final. */
export function UninstallCard({ root, onRoot, system }: SiteProps & { readonly system: string }) {
  const { ui } = useTexts();
  const command = useCommand('boxUninstall');
  const [backup, setBackup] = useState('');
  const [keepShared, setKeepShared] = useState(false);
  const wish = { root: [root], backup, keepShared, ...onSystem(system) };
  const result = resultOf(command) as BoxUninstallResult | undefined;
  const [last, setLast] = useState<BoxUninstallResult>();
  useEffect(() => {
    if (result !== undefined) setLast(result);
  }, [result]);
  // While a name is asked, what it is asked for still stands there.
  const shown = result ?? (command.isActive ? last : undefined);
  const show = (): void => command.start(wish);
  const planSha256 = result?.planSha256;
  return (
    <WorkCard
      id="uninstall"
      title={ui.box.uninstall}
      more={ui.box.uninstallMore}
      danger
      onSubmit={show}
      progress={
        <>
          <RunPanel command={command} onAgain={show} />
          <Log command={command} />
        </>
      }
    >
      <TextField id="uninstall-root" label={ui.box.root} hint={ui.box.rootHint} value={root} onChange={onRoot} />
      <TextField
        id="uninstall-backup"
        label={ui.box.backupFolder}
        hint={ui.box.toHint}
        value={backup}
        onChange={setBackup}
      />
      <label className="choice">
        <input type="checkbox" checked={keepShared} onChange={({ target }) => setKeepShared(target.checked)} />
        {ui.box.keepShared}
      </label>
      {shown?.plan === undefined || shown.report !== undefined ? null : <UninstallPlan plan={shown.plan} />}
      {result === undefined ? null : <Uninstalled result={result} />}
      <div className="row">
        <Button type="submit" disabled={command.isActive}>
          {ui.box.uninstallShow}
        </Button>
        <Button
          look="danger"
          disabled={command.isActive || planSha256 === undefined}
          onClick={() => command.start({ ...wish, planSha256 })}
        >
          {ui.box.uninstallGo}
        </Button>
        {result?.report === undefined ? null : (
          <>
            <Button disabled={command.isActive} onClick={() => command.start({ ...wish, undo: true })}>
              {ui.box.undo}
            </Button>
            <Button
              look="quiet"
              disabled={command.isActive}
              onClick={() => command.start({ ...wish, planSha256, purge: true })}
            >
              {ui.box.purge}
            </Button>
          </>
        )}
      </div>
    </WorkCard>
  );
}
