import { type FormEvent, type ReactNode, useState } from 'react';

import { type CommandRun, resultOf, useCommand } from '../api/run.ts';
import type {
  BoxBackupResult,
  BoxCacheResult,
  BoxExportResult,
  BoxFindResult,
  BoxUninstallResult,
} from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useTexts } from '../app/settings.tsx';
import { RunPanel } from '../journey/run-panel.tsx';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Notice } from '../parts/notice.tsx';
import { UninstallPlan, Uninstalled } from './uninstall.tsx';

type FoundBox = BoxFindResult['boxes'][number];

function FoundBoxCard({ box, onChoose }: { readonly box: FoundBox; readonly onChoose: () => void }) {
  const { ui, box: words } = useTexts();
  const { root, kernel, version, database, cache, vendorBackups, unreadable } = box;
  return (
    <li className="card">
      <div className="row spread">
        <h3 className="breakable">{root}</h3>
        {version === undefined ? null : <span className="badge">{version}</span>}
      </div>
      {unreadable === undefined ? null : <Notice look="warning" title={words.find.unreadable(unreadable)} />}
      <ul className="stack-tight small breakable">
        {kernel === `${root}/bitrix` ? null : (
          <li>
            {words.find.kernel} {kernel}
          </li>
        )}
        {database === undefined ? null : (
          <li>
            {words.find.database} {`${database.engine} ${database.database} @ ${database.host}, ${database.login}`}
          </li>
        )}
        {unreadable === undefined ? (
          <li>
            {words.find.cache} {[cache.type, ...cache.servers].join(' · ')}
          </li>
        ) : null}
        {vendorBackups > 0 ? <li>{words.find.vendorBackups(vendorBackups)}</li> : null}
      </ul>
      <div className="card-end">
        <Button className="button-small" onClick={onChoose}>
          {ui.archive.open}
          <span className="visually-hidden">: {root}</span>
        </Button>
      </div>
    </li>
  );
}

function FoundOnServer({
  result,
  onChoose,
}: {
  readonly result: BoxFindResult;
  readonly onChoose: (root: string) => void;
}) {
  const { ui, box: words } = useTexts();
  const { boxes, foreignSites, cron, services, environment } = result;
  if (boxes.length === 0) return <Empty title={ui.box.none} more={ui.box.noneMore} />;
  return (
    <section className="stack" aria-labelledby="found-title">
      <h2 id="found-title">{environment === 'bitrix-env' ? words.find.vendorEnvironment : words.find.plainStack}</h2>
      <ul className="cards">
        {boxes.map((box) => (
          <FoundBoxCard key={box.root} box={box} onChoose={() => onChoose(box.root)} />
        ))}
      </ul>
      {cron.length + services.length + foreignSites.length === 0 ? null : (
        <div className="card">
          {cron.length === 0 ? null : <h3>{words.find.cron}</h3>}
          <ul className="dots small breakable">
            {cron.map(({ file, line, text }) => (
              <li key={`${file} ${line}`}>
                <code>{`${file}:${line}`}</code> {text}
              </li>
            ))}
          </ul>
          {services.length === 0 ? null : <h3>{words.find.services}</h3>}
          <ul className="dots small breakable">
            {services.map(({ name, evidence, use }) => (
              <li key={name}>
                {name} <span className="soft">{`${evidence} · ${words.find.uses[use]}`}</span>
              </li>
            ))}
          </ul>
          {foreignSites.length === 0 ? null : <Notice look="warning" title={words.find.foreign} />}
          <ul className="dots small breakable">
            {foreignSites.map(({ docroot }) => (
              <li key={docroot}>{docroot}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function TextField({ id, label, hint, value, onChange }: TextFieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        required
        value={value}
        placeholder={hint}
        spellCheck={false}
        autoCapitalize="none"
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}

interface WorkCardProps {
  readonly id: string;
  readonly title: string;
  readonly more: string;
  readonly danger?: boolean;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

function WorkCard({ id, title, more, danger = false, onSubmit, children }: WorkCardProps) {
  return (
    <form
      className={danger ? 'card danger' : 'card'}
      aria-labelledby={`${id}-title`}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <p className="soft">{more}</p>
      {children}
    </form>
  );
}

/** Steps of work on a server, as they are taken. */
function Log({ command }: { readonly command: CommandRun }) {
  const { ui } = useTexts();
  const steps = command.view.notices.flatMap((notice) => (notice.type === 'boxStep' ? [notice.step] : []));
  if (steps.length === 0) return null;
  return (
    <details>
      <summary>{ui.box.log}</summary>
      <ol className="numbers small breakable">
        {steps.map((step, index) => (
          <li key={index}>{step}</li>
        ))}
      </ol>
    </details>
  );
}

const cacheChoices = ['expired', 'all', 'menu', 'managed', 'html', 'landing'] as const;

function CacheCard({ root, onRoot }: { readonly root: string; readonly onRoot: (root: string) => void }) {
  const { ui, box: words, format } = useTexts();
  const command = useCommand('boxCache');
  const [what, setWhat] = useState<(typeof cacheChoices)[number]>('expired');
  const result = resultOf(command) as BoxCacheResult | undefined;
  const start = (dryRun: boolean): void => command.start({ root, what, dryRun });
  return (
    <WorkCard id="cache" title={ui.box.cache} more={ui.box.cacheMore} onSubmit={() => start(true)}>
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
      <RunPanel command={command} onAgain={() => start(true)} />
    </WorkCard>
  );
}

function BackupCard({ root, onRoot }: { readonly root: string; readonly onRoot: (root: string) => void }) {
  const { ui, box: words, format } = useTexts();
  const command = useCommand('boxBackup');
  const [to, setTo] = useState('');
  const result = resultOf(command) as BoxBackupResult | undefined;
  const start = (): void => command.start({ root: [root], to });
  return (
    <WorkCard id="backup" title={ui.box.backup} more={ui.box.backupMore} onSubmit={start}>
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
      <RunPanel command={command} onAgain={start} />
      <Log command={command} />
    </WorkCard>
  );
}

function ExportCard({ root, onRoot }: { readonly root: string; readonly onRoot: (root: string) => void }) {
  const { ui, box: words } = useTexts();
  const kinds = useKinds();
  const command = useCommand('boxExport');
  const [timeZone, setTimeZone] = useState(() => new Intl.DateTimeFormat('en').resolvedOptions().timeZone);
  const result = resultOf(command) as BoxExportResult | undefined;
  const start = (): void => command.start({ root, timeZone });
  return (
    <WorkCard id="box-export" title={ui.box.exports} more={ui.box.exportsMore} onSubmit={start}>
      <TextField id="export-root" label={ui.box.root} hint={ui.box.rootHint} value={root} onChange={onRoot} />
      <TextField id="export-zone" label={ui.box.zone} value={timeZone} onChange={setTimeZone} />
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
        </Notice>
      )}
      <div>
        <Button type="submit" look="go" disabled={command.isActive}>
          {ui.box.exportGo}
        </Button>
      </div>
      <RunPanel command={command} onAgain={start} />
    </WorkCard>
  );
}

function UninstallCard() {
  const { ui } = useTexts();
  const command = useCommand('boxUninstall');
  const [backup, setBackup] = useState('');
  const result = resultOf(command) as BoxUninstallResult | undefined;
  const show = (): void => command.start({ backup });
  const planSha256 = result?.planSha256;
  return (
    <WorkCard id="uninstall" title={ui.box.uninstall} more={ui.box.uninstallMore} danger onSubmit={show}>
      <TextField
        id="uninstall-backup"
        label={ui.box.backupFolder}
        hint={ui.box.toHint}
        value={backup}
        onChange={setBackup}
      />
      {result?.plan === undefined || result.report !== undefined ? null : <UninstallPlan plan={result.plan} />}
      {result === undefined ? null : <Uninstalled result={result} />}
      <div className="row">
        <Button type="submit" disabled={command.isActive}>
          {ui.box.uninstallShow}
        </Button>
        <Button
          look="danger"
          disabled={command.isActive || planSha256 === undefined}
          onClick={() => command.start({ backup, planSha256 })}
        >
          {ui.box.uninstallGo}
        </Button>
        {result?.report === undefined ? null : (
          <>
            <Button disabled={command.isActive} onClick={() => command.start({ backup, undo: true })}>
              {ui.box.undo}
            </Button>
            <Button
              look="quiet"
              disabled={command.isActive}
              onClick={() => command.start({ backup, planSha256, purge: true })}
            >
              {ui.box.purge}
            </Button>
          </>
        )}
      </div>
      <RunPanel command={command} onAgain={show} />
      <Log command={command} />
    </WorkCard>
  );
}

/** A self-hosted Bitrix24 on this server, from the first look to the uninstall. */
export function Box() {
  const { ui } = useTexts();
  const find = useCommand('boxFind');
  const [root, setRoot] = useState('');
  const found = resultOf(find) as BoxFindResult | undefined;
  return (
    <div className="stack-loose">
      <PageTitle lead={ui.box.lead}>{ui.pages.box}</PageTitle>
      <div>
        <Button look={found === undefined ? 'go' : 'plain'} disabled={find.isActive} onClick={() => find.start({})}>
          {found === undefined ? ui.box.find : ui.box.again}
        </Button>
      </div>
      <RunPanel command={find} onAgain={() => find.start({})} />
      {found === undefined ? null : <FoundOnServer result={found} onChoose={setRoot} />}
      {found === undefined || found.boxes.length === 0 ? null : (
        <>
          <CacheCard root={root} onRoot={setRoot} />
          <BackupCard root={root} onRoot={setRoot} />
          <ExportCard root={root} onRoot={setRoot} />
          <UninstallCard />
        </>
      )}
    </div>
  );
}
