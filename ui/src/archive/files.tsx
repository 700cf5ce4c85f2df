import { useState } from 'react';

import type { FileAnswer } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { Preview, previewOf } from '../parts/preview.tsx';

function File({ file }: { readonly file: FileAnswer }) {
  const { ui } = useTexts();
  const [open, setOpen] = useState(false);
  const { name, sizeBytes, blob, href, missing } = file;
  const preview = previewOf(file);
  const size = blob?.sizeBytes ?? sizeBytes;
  return (
    <li className="file">
      <div className="row">
        <span className="grow breakable">
          {name} <span className="soft small">{size === undefined ? '' : ui.record.bytes(size)}</span>
        </span>
        {preview === undefined ? null : (
          <Button className="button-small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {ui.record.preview}
            <span className="visually-hidden">: {name}</span>
          </Button>
        )}
        {href === undefined ? null : (
          <a className="button button-small" href={`${href}?download=1`} download={name}>
            {ui.record.download}
            <span className="visually-hidden">: {name}</span>
          </a>
        )}
      </div>
      {missing === undefined ? null : <p className="soft small">{ui.record.missing(missing.message)}</p>}
      {open && preview !== undefined ? <Preview preview={preview} href={href ?? ''} name={name} /> : null}
    </li>
  );
}

interface FilesProps {
  readonly files: readonly FileAnswer[];
  /** Tells one list from others on the same page. */
  readonly id?: string;
  /** Without a frame and a title, inside something else. */
  readonly bare?: boolean;
}

/** A record's files with what can be shown of them. */
export function Files({ files, id = 'files-title', bare = false }: FilesProps) {
  const { ui } = useTexts();
  if (files.length === 0) return null;
  const list = (
    <ul className="stack-tight" aria-label={bare ? ui.record.files : undefined}>
      {files.map((file) => (
        <File key={`${file.owner.kind} ${file.owner.id} ${file.slot} ${file.fileId}`} file={file} />
      ))}
    </ul>
  );
  if (bare) return list;
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{ui.record.files}</h2>
      {list}
    </section>
  );
}
