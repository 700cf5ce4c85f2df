import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { papersQuery } from '../api/queries.ts';
import type { PapersAnswer } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Preview, previewOf } from '../parts/preview.tsx';
import { ActFacts } from './act-facts.tsx';

type Profile = 'none' | 'ru-179' | 'eu';

const profiles: readonly Profile[] = ['none', 'ru-179', 'eu'];
const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  pdf: 'application/pdf',
  md: 'text/plain',
  json: 'text/plain',
  csv: 'text/plain',
};

function PaperFile({ file }: { readonly file: PapersAnswer['files'][number] }) {
  const { ui } = useTexts();
  const [open, setOpen] = useState(false);
  const { name, sizeBytes, href } = file;
  const ending = name.split('.').at(-1) ?? '';
  // The page that checks the proof runs a script: it works where it was taken to, never in here.
  const preview = name === 'verify.html' ? undefined : previewOf({ contentType: types[ending], href });
  return (
    <li className="file">
      <div className="row">
        <span className="grow breakable">
          {name} <span className="soft small">{ui.record.bytes(sizeBytes)}</span>
        </span>
        {preview === undefined ? null : (
          <Button className="button-small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {ui.papers.open}
            <span className="visually-hidden">: {name}</span>
          </Button>
        )}
        <a className="button button-small" href={`${href}?download=1`} download={name}>
          {ui.papers.download}
          <span className="visually-hidden">: {name}</span>
        </a>
      </div>
      {open && preview !== undefined ? <Preview preview={preview} href={href} name={name} /> : null}
    </li>
  );
}

interface PapersProps {
  readonly work?: string;
  readonly disabled: boolean;
  readonly onMake: (profile: Profile) => void;
}

/** For whom the proof is made, what the papers need, and the files that lie there. */
export function Papers({ work, disabled, onMake }: PapersProps) {
  const { ui } = useTexts();
  const words = ui.papers;
  const { data, error, refetch } = useQuery(papersQuery(work));
  const [profile, setProfile] = useState<Profile>('none');
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <section className="card no-print" aria-labelledby="papers-title">
        <h2 id="papers-title">{words.title}</h2>
        <fieldset className="plain-set">
          <legend className="visually-hidden">{words.profile}</legend>
          {profiles.map((name) => (
            <label key={name} className="choice">
              <input type="radio" name="profile" checked={profile === name} onChange={() => setProfile(name)} />
              <span>
                {words.profiles[name]}
                <span className="soft small block">{words.more[name]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {profile === 'ru-179' && data !== undefined ? <ActFacts facts={data.facts} work={work} /> : null}
        <div>
          <Button look="go" disabled={disabled} onClick={() => onMake(profile)}>
            {profile === 'none' ? ui.prove.go : words.make}
          </Button>
        </div>
      </section>
      {data === undefined || data.files.length === 0 ? null : (
        <section className="card no-print" aria-labelledby="proof-files-title">
          <div className="row spread">
            <h2 id="proof-files-title">{words.files}</h2>
            {data.zip === undefined ? null : (
              <a className="button" href={`${data.zip}?download=1`} download>
                {words.all}
              </a>
            )}
          </div>
          <p className="soft small">{words.verify}</p>
          <ul>
            {data.files.map((file) => (
              <PaperFile key={file.name} file={file} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
