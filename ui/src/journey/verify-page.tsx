import { Link } from '@tanstack/react-router';

import { useCommand } from '../api/run.ts';
import type { State, VerifyResult } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { isVerified } from '../app/steps.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { NeedsArchive } from './needs.tsx';
import { useResult } from './result.ts';
import { RunPanel } from './run-panel.tsx';
import { StepPage } from './step-page.tsx';

function Verified({ result, atMs }: { readonly result: VerifyResult; readonly atMs: number | undefined }) {
  const { ui, views, format } = useTexts();
  if (result.damageCount === 0) {
    return (
      <Notice look="good" title={ui.verify.sound(result.records, result.files)}>
        <p className="soft small">
          {format.bytes(result.bytes)}
          {atMs === undefined ? '' : ` · ${ui.run.at(atMs)}`}
        </p>
      </Notice>
    );
  }
  return (
    <Notice look="error" title={ui.verify.damaged(result.damageCount)}>
      <ul className="dots small">
        {result.damage.map(({ code, path, key }) => (
          <li key={`${code} ${path ?? ''} ${key?.kind ?? ''} ${key?.id ?? ''}`} className="breakable">
            {views.verify.damage[code]}: <code>{path ?? `${key?.kind ?? ''} ${key?.id ?? ''}`}</code>
          </li>
        ))}
      </ul>
      <p>{views.verify.whatNow}</p>
    </Notice>
  );
}

function Both({ state }: { readonly state: State }) {
  const { ui } = useTexts();
  const verify = useCommand('verify');
  const seal = useCommand('seal');
  const shown = useResult<VerifyResult>('verify', verify);
  const { archive } = state;
  const fresh = isVerified(state);
  const input = archive === undefined ? {} : { archive: archive.path };
  const sealed = archive?.sealedAtMs;
  const goVerify = (): void => verify.start(input);
  const goSeal = (): void => seal.start(input);
  return (
    <>
      <section className="card" aria-labelledby="verify-title">
        <h2 id="verify-title">{ui.verify.verify}</h2>
        <p className="soft">{ui.verify.verifyMore}</p>
        {shown === undefined ? null : <Verified result={shown.result} atMs={shown.atMs} />}
        {verify.isActive ? null : (
          <div>
            <Button look={fresh ? 'plain' : 'go'} disabled={seal.isActive} onClick={goVerify}>
              {shown === undefined ? ui.verify.verify : ui.run.again}
            </Button>
          </div>
        )}
      </section>
      <RunPanel command={verify} onAgain={goVerify} />
      <section className="card" aria-labelledby="seal-title">
        <h2 id="seal-title">{ui.verify.seal}</h2>
        <p className="soft">{ui.verify.sealMore}</p>
        {sealed === undefined ? null : (
          <Notice look="good" title={ui.verify.sealed(sealed)}>
            <p className="soft small breakable">
              {ui.verify.root}: <code>{archive?.sealRoot}</code>
            </p>
          </Notice>
        )}
        {seal.isActive ? null : (
          <div>
            <Button look={fresh && sealed === undefined ? 'go' : 'plain'} disabled={verify.isActive} onClick={goSeal}>
              {ui.verify.seal}
            </Button>
          </div>
        )}
      </section>
      <RunPanel command={seal} onAgain={goSeal} />
      {sealed === undefined ? null : (
        <div>
          <Link to="/plan" className="button" data-look="go">
            {ui.verify.next}
          </Link>
        </div>
      )}
    </>
  );
}

export function Verify() {
  const { ui } = useTexts();
  return (
    <StepPage title={ui.pages.verify} lead={ui.verify.lead}>
      {(state) => {
        return state.archive === undefined ? <NeedsArchive /> : <Both state={state} />;
      }}
    </StepPage>
  );
}
