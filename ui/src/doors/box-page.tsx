import { useState } from 'react';

import { resultOf, useCommand } from '../api/run.ts';
import type { BoxFindResult } from '../api/types.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useTexts } from '../app/settings.tsx';
import { RunPanel } from '../journey/run-panel.tsx';
import { Button } from '../parts/button.tsx';
import { BackupCard, CacheCard, ExportCard } from './box-cards.tsx';
import { FoundOnServer } from './box-found.tsx';
import { onSystem, TextField } from './box-work.tsx';
import { UninstallCard } from './uninstall.tsx';

/** A self-hosted Bitrix24 on this server, from the first look to the uninstall. */
export function Box() {
  const { ui } = useTexts();
  const find = useCommand('boxFind');
  const [typed, setTyped] = useState('');
  const [root, setRoot] = useState('');
  const system = typed.trim().replace(/[/\\]+$/u, '');
  const found = resultOf(find) as BoxFindResult | undefined;
  const look = (): void => find.start(onSystem(system));
  return (
    <div className="stack-loose">
      <PageTitle lead={ui.box.lead}>{ui.pages.box}</PageTitle>
      <div className="stack">
        <div>
          <Button look={found === undefined ? 'go' : 'plain'} disabled={find.isActive} onClick={look}>
            {found === undefined ? ui.box.find : ui.box.again}
          </Button>
        </div>
        <details>
          <summary>{ui.box.elsewhere}</summary>
          <TextField
            id="box-system"
            label={ui.box.system}
            hint={ui.box.systemHint}
            optional
            value={typed}
            onChange={setTyped}
          />
        </details>
      </div>
      <RunPanel command={find} onAgain={look} />
      {found === undefined ? null : (
        <FoundOnServer result={found} onChoose={(chosen) => setRoot(`${system}${chosen}`)} />
      )}
      {found === undefined || found.boxes.length === 0 ? null : (
        <>
          <CacheCard root={root} onRoot={setRoot} />
          <BackupCard root={root} onRoot={setRoot} system={system} />
          <ExportCard root={root} onRoot={setRoot} />
          <UninstallCard root={root} onRoot={setRoot} system={system} />
        </>
      )}
    </div>
  );
}
