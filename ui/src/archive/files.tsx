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

/** A record's files with what can be shown of them. */
export function Files({ files }: { readonly files: readonly FileAnswer[] }) {
  const { ui } = useTexts();
  if (files.length === 0) return null;
  return (
    <section className="card" aria-labelledby="files-title">
      <h2 id="files-title">{ui.record.files}</h2>
      <ul className="stack-tight">
        {files.map((file) => (
          <File key={`${file.slot} ${file.fileId}`} file={file} />
        ))}
      </ul>
    </section>
  );
}
