import type { BoxFindResult } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Notice } from '../parts/notice.tsx';

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

/** What of the vendor’s system was found on a server, and what else lives there. */
export function FoundOnServer({
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
