import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';

import { childrenQuery } from '../api/queries.ts';
import type { ChildrenPage, Column, RecordAnswer, Rich } from '../api/types.ts';
import { Value } from '../archive/value.tsx';
import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';
import { RichText } from '../parts/rich.tsx';
import { cellAt, textAt } from './cells.ts';
import { spoken, told } from './talk-kinds.ts';

function Part({
  page,
  row,
  of,
}: {
  readonly page: ChildrenPage;
  readonly row: ChildrenPage['rows'][number];
  readonly of: (column: Column) => boolean;
}) {
  const column = page.columns.find(of);
  const cell = column === undefined ? undefined : cellAt(page.columns, row, column.field);
  return column === undefined || cell === undefined ? null : <Value cell={cell} column={column} />;
}

/** What was said: the text that the kind's column names. */
function saidIn({ columns }: ChildrenPage, { rich }: ChildrenPage['rows'][number]): readonly Rich[] {
  const field = columns.find(({ type }) => type === 'bbcode' || type === 'html')?.field;
  return (field === undefined ? undefined : rich[field]) ?? Object.values(rich)[0] ?? [];
}

function Comments({ answer, of }: { readonly answer: RecordAnswer; readonly of: string }) {
  const kinds = useKinds();
  const { key } = answer.record;
  const { data } = useQuery(childrenQuery(key.kind, key.id, of));
  if (data === undefined || data.rows.length === 0) return null;
  return (
    <section className="card" aria-labelledby={`talk-${of}`}>
      <h2 id={`talk-${of}`}>{kinds.many(of)}</h2>
      <ol className="talk">
        {data.rows.map((row) => (
          <li key={row.id} className="said">
            <p className="small soft">
              <strong>
                {of === 'log-message' ? (
                  row.name
                ) : (
                  <Part page={data} row={row} of={({ type, field }) => type === 'user' || field === 'AUTHOR_NAME'} />
                )}
              </strong>{' '}
              <Link to="/archive/$kind/$id" params={{ kind: of, id: row.id }} className="soft">
                <Part page={data} row={row} of={({ type }) => type === 'datetime'} />
              </Link>
            </p>
            <div className="breakable">
              <RichText nodes={saidIn(data, row)} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What stands before a part of a line: what was there before leads to what is there now. */
function joinBefore(column: Column, before: Column | undefined): string {
  if (before === undefined) return '';
  return before.field.endsWith('.from') && column.field.endsWith('.to') ? ' → ' : ' · ';
}

/** What became of a record: when, and what each line of its history says beside that. */
function History({ answer, of }: { readonly answer: RecordAnswer; readonly of: string }) {
  const kinds = useKinds();
  const { key } = answer.record;
  const { data } = useQuery(childrenQuery(key.kind, key.id, of));
  if (data === undefined || data.rows.length === 0) return null;
  const { columns } = data;
  const says = columns.filter(({ type, field }) => type !== 'datetime' && field !== 'OWNER_ID');
  return (
    <section className="card" aria-labelledby={`history-${of}`}>
      <h2 id={`history-${of}`}>{kinds.many(of)}</h2>
      <ol className="timeline">
        {data.rows.map((row) => (
          <li key={row.id}>
            <span className="breakable">
              {says
                .map((column) => ({ column, cell: cellAt(columns, row, column.field) }))
                .filter(({ cell }) => cell?.values.some((value) => value !== null && value !== '') === true)
                .map(({ column, cell }, index, parts) => (
                  <Fragment key={column.field}>
                    {joinBefore(column, parts[index - 1]?.column)}
                    {cell === undefined ? null : <Value cell={cell} column={column} />}
                  </Fragment>
                ))}
            </span>
            <Link to="/archive/$kind/$id" params={{ kind: of, id: row.id }} className="soft small">
              <Part page={data} row={row} of={({ type }) => type === 'datetime'} />
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Checklist({ answer }: { readonly answer: RecordAnswer }) {
  const { ui } = useTexts();
  const { key } = answer.record;
  const { data } = useQuery(childrenQuery(key.kind, key.id, 'checklist-item'));
  if (data === undefined || data.rows.length === 0) return null;
  const { columns } = data;
  return (
    <section className="card" aria-labelledby="checklist-title">
      <h2 id="checklist-title">{ui.record.checklist}</h2>
      <ul className="checklist">
        {data.rows.map((row) => {
          const done = ['Y', 'true', '1'].includes(textAt(columns, row, 'IS_COMPLETE'));
          return (
            <li key={row.id} data-done={done}>
              <span className="check" aria-hidden="true">
                {done ? '✓' : ''}
              </span>
              <span className="visually-hidden">{done ? ui.table.yes : ui.table.no}: </span>
              {row.name}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What people said under a record, its checklist and its history. */
export function Talk({ answer }: { readonly answer: RecordAnswer }) {
  const { kind } = answer.record.key;
  const present = new Set(answer.referredBy.map(({ from }) => from.kind));
  return (
    <>
      {kind === 'task' ? <Checklist answer={answer} /> : null}
      {spoken
        .filter((of) => present.has(of))
        .map((of) => (
          <Comments key={of} answer={answer} of={of} />
        ))}
      {told
        .filter((of) => present.has(of))
        .map((of) => (
          <History key={of} answer={answer} of={of} />
        ))}
    </>
  );
}
