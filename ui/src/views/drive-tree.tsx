import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { textOf } from '../../../src/base/json.ts';
import { childrenQuery, tableQuery } from '../api/queries.ts';
import type { ChildrenPage, RecordKey } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Empty } from '../parts/empty.tsx';
import { Waiting } from '../parts/waiting.tsx';

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
  readonly sign: string;
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
          <Folder at={{ kind: 'disk-folder', id }} name={name} folderId={id} sign="🗀" />
        </li>
      ))}
      {leaves.map(({ id, name, row }) => (
        <li key={id} className="drive-file">
          <span aria-hidden="true">🗎</span>
          <Link to="/archive/$kind/$id" params={{ kind: 'disk-file', id }} className="breakable grow">
            {name}
          </Link>
          <span className="soft small">{Number(row['SIZE'] ?? 0) > 0 ? ui.record.bytes(Number(row['SIZE'])) : ''}</span>
        </li>
      ))}
    </ul>
  );
}

function Folder({ at, name, folderId, sign }: FolderProps) {
  const [opened, setOpened] = useState(false);
  return (
    <details className="drive-folder" onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}>
      <summary>
        <span aria-hidden="true">{sign}</span> {name}
      </summary>
      {opened ? <Inside at={at} folderId={folderId} /> : null}
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
  return <Folder at={{ kind: 'disk-storage', id }} name={name} folderId={undefined} sign="🖴" />;
}
