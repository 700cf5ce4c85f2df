import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';

import { sayerIn } from '../../../src/kinds/codes.ts';
import { valuesAt } from '../../../src/kinds/fields.ts';
import { recordQuery } from '../api/queries.ts';
import type { Cell, Column, KindFacts, RecordAnswer } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useSettings, useTexts } from '../app/settings.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Notice } from '../parts/notice.tsx';
import { RichText } from '../parts/rich.tsx';
import { Tree } from '../parts/tree.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { Files } from './files.tsx';
import { References } from './references.tsx';
import { cellText, Value } from './value.tsx';

const ProcessDiagram = lazy(async () => ({ default: (await import('../views/process.tsx')).ProcessDiagram }));
const Chat = lazy(async () => ({ default: (await import('../views/chats.tsx')).Chat }));
const Talk = lazy(async () => ({ default: (await import('../views/talk.tsx')).Talk }));

/** A column's cell out of the whole record: its values, and the names of the records that it names. */
function cellOf({ record, references, texts }: RecordAnswer, column: Column): Cell {
  const text = texts[column.field];
  if (text !== undefined) return { values: [text] };
  const values = valuesAt(record.row, column.field);
  const names = references
    .filter(({ field, name }) => field === column.field && name !== undefined)
    .map(({ to, name }) => ({ to, name: name ?? '' }));
  const sayer = sayerIn(column, record.row);
  return {
    values,
    ...(names.length === 0 ? {} : { names }),
    ...(sayer === undefined ? {} : { sayer }),
  };
}

/** A field that people write whole texts in. */
function isText({ type }: Column): boolean {
  return type === 'html' || type === 'bbcode';
}

/** Texts that no column shows: a task's description, a post. */
function OtherTexts({ answer, columns }: { readonly answer: RecordAnswer; readonly columns: readonly Column[] }) {
  const shown = new Set(columns.map(({ field }) => field));
  const others = Object.entries(answer.rich).filter(([field, nodes]) => !shown.has(field) && nodes.length > 0);
  return others.map(([field, nodes]) => (
    <div key={field} className="record-text">
      <RichText nodes={nodes} />
    </div>
  ));
}

function Fields({ answer, facts }: { readonly answer: RecordAnswer; readonly facts: KindFacts | undefined }) {
  const texts = useTexts();
  const { ui } = texts;
  const { language } = useSettings();
  const columns = facts?.columns ?? [];
  return (
    <section className="card" aria-labelledby="fields-title">
      <h2 id="fields-title">{ui.record.fields}</h2>
      <dl className="fields">
        {columns.map((column) => {
          const cell = cellOf(answer, column);
          const rich = isText(column) ? answer.rich[column.field] : undefined;
          const empty = cell.names === undefined && cellText(cell, column, texts) === '';
          return (
            <div key={column.field} data-wide={rich !== undefined}>
              <dt>{column.title[language]}</dt>
              <dd className="breakable" data-type={column.type}>
                {empty ? (
                  <span className="soft">{ui.record.empty}</span>
                ) : rich === undefined ? (
                  <Value cell={cell} column={column} />
                ) : (
                  <RichText nodes={rich} />
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      <OtherTexts answer={answer} columns={columns} />
      <details>
        <summary>{ui.record.allFields}</summary>
        <Tree value={answer.record.row} />
      </details>
    </section>
  );
}

function Times({ answer }: { readonly answer: RecordAnswer }) {
  const { ui } = useTexts();
  const { createdAtMs, changedAtMs, seenAtMs, vanishedAtMs } = answer.record;
  const parts = [
    ...(createdAtMs === undefined ? [] : [ui.record.created(createdAtMs)]),
    ...(changedAtMs === undefined ? [] : [ui.record.changed(changedAtMs)]),
    ui.record.seen(seenAtMs),
  ];
  return (
    <>
      <p className="soft small">{parts.join(' · ')}</p>
      {vanishedAtMs === undefined ? null : <Notice look="warning" title={ui.record.vanished(vanishedAtMs)} />}
    </>
  );
}

interface RecordViewProps {
  readonly kind: string;
  readonly id: string;
  /** `page`: its name is the page's heading. `aside`: it stands beside something else. */
  readonly heading: 'page' | 'aside';
}

/** A record: fields by their titles, files, what it points to and what points here. */
export function RecordView({ kind, id, heading }: RecordViewProps) {
  const { ui } = useTexts();
  const kinds = useKinds();
  const { data, error, refetch } = useQuery(recordQuery(kind, id));
  if (error !== null) {
    return (
      <div className="stack">
        {heading === 'page' ? <PageTitle>{`${kinds.one(kind)} ${id}`}</PageTitle> : null}
        <ErrorCard error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (data === undefined) {
    return (
      <div className="stack">
        {heading === 'page' ? <PageTitle>{`${kinds.one(kind)} ${id}`}</PageTitle> : null}
        <Waiting />
      </div>
    );
  }
  const title = data.name === '' ? `${kinds.one(kind)} ${id}` : data.name;
  return (
    <article className="stack-loose record">
      <header className="stack-tight">
        <div className="row">
          <span className="badge">{kinds.one(kind)}</span>
          <span className="soft small">{id}</span>
        </div>
        {heading === 'page' ? <PageTitle>{title}</PageTitle> : <h2 className="breakable">{title}</h2>}
        <Times answer={data} />
        {data.portalUrl === undefined ? null : (
          <p className="small">
            <a href={data.portalUrl} target="_blank" rel="noreferrer">
              {ui.byHand.open} ↗
            </a>
          </p>
        )}
      </header>
      {kind === 'bp-template' ? (
        <Suspense fallback={<Waiting />}>
          <ProcessDiagram row={data.record.row} />
        </Suspense>
      ) : null}
      <div className="record-columns">
        <div className="stack-loose">
          <Fields answer={data} facts={kinds.find(kind)} />
          <Suspense fallback={null}>
            <Talk answer={data} />
          </Suspense>
          <Files files={data.files} />
          {kind === 'chat' ? (
            <Suspense fallback={<Waiting />}>
              <Chat id={id} />
            </Suspense>
          ) : null}
        </div>
        <References answer={data} />
      </div>
    </article>
  );
}
