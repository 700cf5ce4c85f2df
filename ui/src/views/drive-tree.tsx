import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { textOf } from '../../../src/base/json.ts';
import { download } from '../api/download.ts';
import { childrenQuery, tableQuery } from '../api/queries.ts';
import type { ChildrenPage, RecordKey } from '../api/types.ts';
import { useSettings, useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Waiting } from '../parts/waiting.tsx';

type SignName = 'storage' | 'folder' | 'file';

const signs: Readonly<Record<SignName, string>> = {
  storage: 'M3 5h14v10H3zM3 11h14M6 13h.01',
  folder: 'M2.5 5h5l2 2h8v8.5h-15z',
  file: 'M5 2.5h6.5L15 6v11.5H5zM11.5 2.5V6H15',
};

function Sign({ name }: { readonly name: SignName }) {
  return (
    <svg className="drive-sign" viewBox="0 0 20 20" aria-hidden="true">
      <path d={signs[name]} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  );
}

type Child = ChildrenPage['rows'][number];

/** Rows that lie right in a folder: a storage counts everything below it as its own. */
function direct(page: ChildrenPage | undefined, folderId: string | undefined): readonly Child[] {
  const rows = page?.rows ?? [];
  if (folderId === undefined) return rows;
  return rows.filter(({ row }) => textOf(row['PARENT_ID']) === folderId);
}

interface FolderProps {
  readonly at: RecordKey;
  readonly name: string;
  /** Id of the folder that its children name as their parent. */
  readonly folderId: string | undefined;
  readonly sign: SignName;
}

function Inside({ at, folderId }: Pick<FolderProps, 'at' | 'folderId'>) {
  const { ui } = useTexts();
  const { data: folders } = useQuery(childrenQuery(at.kind, at.id, 'disk-folder'));
  const { data: files } = useQuery(childrenQuery(at.kind, at.id, 'disk-file'));
  if (folders === undefined || files === undefined) return <Waiting />;
  const [inner, leaves] = [direct(folders, folderId), direct(files, folderId)];
  if (inner.length + leaves.length === 0) return <p className="soft small drive-empty">{ui.tree.empty}</p>;
  return (
    <ul className="drive-list">
      {inner.map(({ id, name }) => (
        <li key={id}>
          <Folder at={{ kind: 'disk-folder', id }} name={name} folderId={id} sign="folder" />
        </li>
      ))}
      {leaves.map(({ id, name, row }) => (
        <li key={id} className="drive-file">
          <Sign name="file" />
          <Link to="/archive/$kind/$id" params={{ kind: 'disk-file', id }} className="breakable grow">
            {name}
          </Link>
          <span className="soft small">{Number(row['SIZE'] ?? 0) > 0 ? ui.record.bytes(Number(row['SIZE'])) : ''}</span>
        </li>
      ))}
    </ul>
  );
}

/** Takes a folder with all below it away as a ZIP, which the server makes while it sends it. */
function ZipButton({ at, name }: { readonly at: RecordKey; readonly name: string }) {
  const { ui } = useTexts();
  const { language } = useSettings();
  const [error, setError] = useState<unknown>();
  return (
    <div className="drive-empty">
      <Button
        className="button-small"
        look="quiet"
        onClick={() => {
          setError(undefined);
          const path = `/api/archive/zip/${at.kind}/${encodeURIComponent(at.id)}?language=${language}`;
          download(path).catch((reason: unknown) => setError(reason));
        }}
      >
        ↓ {ui.tree.zip}
        <span className="visually-hidden">: {name}</span>
      </Button>
      {error === undefined ? null : <ErrorCard error={error} />}
    </div>
  );
}

function Folder({ at, name, folderId, sign }: FolderProps) {
  const [opened, setOpened] = useState(false);
  return (
    <details className="drive-folder" onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}>
      <summary>
        <Sign name={sign} /> {name}
      </summary>
      {opened ? (
        <>
          <ZipButton at={at} name={name} />
          <Inside at={at} folderId={folderId} />
        </>
      ) : null}
    </details>
  );
}

/** The drive as one walks it: storages, folders, files. */
export function DriveTree() {
  const { ui } = useTexts();
  const { data } = useQuery(tableQuery({ kind: 'disk-storage', offset: 0, limit: 500 }));
  if (data === undefined) return <Waiting />;
  if (data.rows.length === 0) return <Empty title={ui.tree.rootEmpty} more={ui.run.noArchiveMore} />;
  return (
    <ul className="card drive">
      {data.rows.map(({ id, name }) => (
        <li key={id}>
          <Storage id={id} name={name} />
        </li>
      ))}
    </ul>
  );
}

function Storage({ id, name }: { readonly id: string; readonly name: string }) {
  return <Folder at={{ kind: 'disk-storage', id }} name={name} folderId={undefined} sign="storage" />;
}
