import { useState } from 'react';

import { resultOf, useCommand } from '../api/run.ts';
import type { BoxBackupResult, BoxCacheResult, BoxExportResult } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';
import { RunPanel } from '../journey/run-panel.tsx';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { Log, onSystem, type SiteProps, TextField, WorkCard } from './box-work.tsx';

const cacheChoices = ['expired', 'all', 'menu', 'managed', 'html', 'landing'] as const;

export function CacheCard({ root, onRoot }: SiteProps) {
  const { ui, box: words, format } = useTexts();
  const command = useCommand('boxCache');
  const [what, setWhat] = useState<(typeof cacheChoices)[number]>('expired');
  const result = resultOf(command) as BoxCacheResult | undefined;
  const start = (dryRun: boolean): void => command.start({ root, what, dryRun });
  return (
    <WorkCard
      id="cache"
      title={ui.box.cache}
      more={ui.box.cacheMore}
      onSubmit={() => start(true)}
      progress={<RunPanel command={command} onAgain={() => start(true)} />}
    >
      <TextField id="cache-root" label={ui.box.root} hint={ui.box.rootHint} value={root} onChange={onRoot} />
      <div className="field field-short">
        <label htmlFor="cache-what">{ui.box.what}</label>
        <select
          id="cache-what"
          value={what}
          onChange={({ target }) => setWhat(cacheChoices.find((one) => one === target.value) ?? 'expired')}
        >
          {cacheChoices.map((choice) => (
            <option key={choice} value={choice}>
              {words.cache.choices[choice]}
            </option>
          ))}
        </select>
      </div>
      {result === undefined ? null : (
        <Notice
          look={result.leftCount === 0 && result.remarks.length === 0 ? 'good' : 'warning'}
          title={(result.dryRun ? words.cache.wouldGo : words.cache.gone)(
            words.cache.choices[result.what],
            result.files,
            result.bytes,
          )}
        >
          <ul className="dots small breakable">
            {result.places.map(({ path, files, bytes }) => (
              <li key={path}>
                <code>{path}</code> {words.cache.files(files)}, {format.bytes(bytes)}
              </li>
            ))}
            {result.left.slice(0, 20).map(({ path, why }) => (
              <li key={path}>
                <code>{path}</code> {words.cache.whyLeft(why)}
              </li>
            ))}
            {result.remarks.map(({ remark, code = '' }) => (
              <li key={`${remark} ${code}`}>{words.cache.remarks[remark](code)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="row">
        <Button type="submit" disabled={command.isActive}>
          {ui.box.try}
        </Button>
        <Button
          look="danger"
          disabled={command.isActive || root === '' || result === undefined}
          onClick={() => start(false)}
        >
          {ui.box.clean}
        </Button>
      </div>
    </WorkCard>
  );
}

export function BackupCard({ root, onRoot, system }: SiteProps & { readonly system: string }) {
  const { ui, box: words, format } = useTexts();
  const command = useCommand('boxBackup');
  const [to, setTo] = useState('');
  const result = resultOf(command) as BoxBackupResult | undefined;
  const start = (): void => command.start({ root: [root], to, ...onSystem(system) });
  return (
    <WorkCard
      id="backup"
      title={ui.box.backup}
      more={ui.box.backupMore}
      onSubmit={start}
      progress={
        <>
          <RunPanel command={command} onAgain={start} />
          <Log command={command} />
        </>
      }
    >
      <TextField id="backup-root" label={ui.box.root} hint={ui.box.rootHint} value={root} onChange={onRoot} />
      <TextField id="backup-to" label={ui.box.to} hint={ui.box.toHint} value={to} onChange={setTo} />
      {result === undefined ? null : (
        <Notice
          look={result.verified ? 'good' : 'error'}
          title={result.verified ? words.backup.verified : words.backup.unverified}
        >
          <ul className="dots small breakable">
            {result.databases.map((each) => (
              <li key={each.database}>
                {each.database}: {words.backup.tables(each.equal, each.rows)}, {format.bytes(each.sizeBytes)}
              </li>
            ))}
            {result.folders.map((each) => (
              <li key={each.path}>
                {each.path}: {words.backup.files(each.files)}, {format.bytes(each.sizeBytes)}
              </li>
            ))}
            {result.outside.map(({ path, target }) => (
              <li key={path}>{words.backup.outside(path, target)}</li>
            ))}
            {result.buckets.map(({ name, files, bytes }) => (
              <li key={name}>{words.backup.bucket(name, files, bytes)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div>
        <Button type="submit" look="go" disabled={command.isActive}>
          {ui.box.backupGo}
        </Button>
      </div>
    </WorkCard>
  );
}

export function ExportCard({ root, onRoot }: SiteProps) {
  const { ui, box: words } = useTexts();
  const kinds = useKinds();
  const command = useCommand('boxExport');
  const [timeZone, setTimeZone] = useState(() => new Intl.DateTimeFormat('en').resolvedOptions().timeZone);
  const [portal, setPortal] = useState('');
  const result = resultOf(command) as BoxExportResult | undefined;
  const start = (): void =>
    command.start({ root, timeZone, ...(portal.trim() === '' ? {} : { portal: portal.trim() }) });
  return (
    <WorkCard
      id="box-export"
      title={ui.box.exports}
      more={ui.box.exportsMore}
      onSubmit={start}
      progress={<RunPanel command={command} onAgain={start} />}
    >
      <TextField id="export-root" label={ui.box.root} hint={ui.box.rootHint} value={root} onChange={onRoot} />
      <TextField id="export-zone" label={ui.box.zone} value={timeZone} onChange={setTimeZone} />
      <TextField
        id="export-portal"
        label={ui.box.portal}
        hint={ui.box.portalHint}
        optional
        value={portal}
        onChange={setPortal}
      />
      {result === undefined ? null : (
        <Notice
          look={result.state === 'complete' ? 'good' : 'warning'}
          title={result.state === 'complete' ? words.export.complete : words.export.incomplete}
        >
          <ul className="dots small">
            {result.kinds.map(({ kind, kept, rows }) => (
              <li key={kind}>
                {kinds.many(kind)}: {words.export.records(kept, rows)}
              </li>
            ))}
          </ul>
          {result.missingKinds > 0 ? <p>{words.export.others(result.missingKinds)}</p> : null}
          <p className="small breakable">
            {ui.doors.folder}: <code>{result.archive}</code>
          </p>
        </Notice>
      )}
      <div>
        <Button type="submit" look="go" disabled={command.isActive}>
          {ui.box.exportGo}
        </Button>
      </div>
    </WorkCard>
  );
}
