import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import { tableQuery } from '../api/queries.ts';
import type { Column, TableRow } from '../api/types.ts';
import { Value } from '../archive/value.tsx';
import { useKinds } from '../app/kinds.ts';
import { useSettings, useTexts } from '../app/settings.tsx';
import { Empty } from '../parts/empty.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { cellAt, textAt } from './cells.ts';

interface Stage {
  readonly code: string;
  readonly title: string;
}

interface LaneProps {
  readonly kind: string;
  readonly stage: Stage;
  readonly equals: readonly { readonly field: string; readonly value: string }[];
}

const cardsShown = 30;
/** Kinds that people say something with. */
const spoken = ['timeline-comment', 'task-comment'] as const;
/** What a card tells beside its name, of whatever its kind declares. */
const telling: ReadonlySet<string> = new Set(['money', 'user', 'reference', 'datetime', 'date']);

/** How much is ticked off of a card's list, and how much was said about it. */
function Below({ below: { counts, ticked } }: { readonly below: NonNullable<TableRow['below']> }) {
  const { ui } = useTexts();
  const items = counts['checklist-item'] ?? 0;
  const said = spoken.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);
  if (items + said === 0) return null;
  return (
    <span className="row small soft">
      {items === 0 ? null : (
        <span>
          <span aria-hidden="true">☑ </span>
          {ui.board.ticked(ticked, items)}
        </span>
      )}
      {said === 0 ? null : <span>{ui.board.said(said)}</span>}
    </span>
  );
}

function Card({
  kind,
  row,
  columns,
  hidden,
}: {
  readonly kind: string;
  readonly row: TableRow;
  readonly columns: readonly Column[];
  readonly hidden: ReadonlySet<string>;
}) {
  const facts = columns.filter(({ type, field }) => telling.has(type) && !hidden.has(field)).slice(0, 3);
  return (
    <li className="board-card">
      <Link to="/archive/$kind/$id" params={{ kind, id: row.id }} className="breakable">
        {row.name === '' ? row.id : row.name}
      </Link>
      {row.below === undefined ? null : <Below below={row.below} />}
      {facts.map((column) => {
        const cell = cellAt(columns, row, column.field);
        if (cell === undefined || cell.values.length === 0) return null;
        return (
          <span key={column.field} className="small soft breakable" data-type={column.type}>
            <Value cell={cell} column={column} />
          </span>
        );
      })}
    </li>
  );
}

function Lane({ kind, stage, equals }: LaneProps) {
  const { ui, format } = useTexts();
  const { data } = useQuery(tableQuery({ kind, equals, offset: 0, limit: cardsShown, below: true }));
  const id = `lane-${stage.code.replaceAll(/\W/gu, '-')}`;
  const hidden = new Set(equals.map(({ field }) => field));
  return (
    <section className="lane" aria-labelledby={id}>
      <h2 id={id}>
        {stage.title} <span className="chip-count">{data === undefined ? '' : format.number(data.total)}</span>
      </h2>
      <ul className="lane-cards">
        {(data?.rows ?? []).map((row) => (
          <Card key={row.id} kind={kind} row={row} columns={data?.columns ?? []} hidden={hidden} />
        ))}
      </ul>
      {data !== undefined && data.total > data.rows.length ? (
        <p className="soft small">{ui.board.more(data.total - data.rows.length)}</p>
      ) : null}
    </section>
  );
}

function Lanes({ title, lanes }: { readonly title: string; readonly lanes: readonly LaneProps[] }) {
  return (
    <div className="board" tabIndex={0} role="region" aria-label={title}>
      {lanes.map((lane) => (
        <Lane key={lane.stage.code} {...lane} />
      ))}
    </div>
  );
}

function TaskBoard() {
  const { ui } = useTexts();
  const { language } = useSettings();
  const { codes = {} } =
    useKinds()
      .find('task')
      ?.columns.find(({ field }) => field === 'status') ?? {};
  const lanes = Object.entries(codes).map(([code, words]) => ({
    kind: 'task',
    stage: { code, title: words[language] },
    equals: [{ field: 'status', value: code }],
  }));
  return <Lanes title={ui.views.board} lanes={lanes} />;
}

/** Stages of a list of the CRM's dictionary, in their order. */
function useStages(entity: string): readonly Stage[] | undefined {
  const { data } = useQuery(
    tableQuery({ kind: 'status', equals: [{ field: 'ENTITY_ID', value: entity }], offset: 0, limit: 100 }),
  );
  if (data === undefined) return undefined;
  const { columns, rows } = data;
  return rows
    .toSorted((a, b) => Number(textAt(columns, a, 'SORT')) - Number(textAt(columns, b, 'SORT')))
    .map((row) => ({ code: textAt(columns, row, 'STATUS_ID'), title: row.name }));
}

function StageBoard({
  kind,
  entity,
  funnel,
}: {
  readonly kind: string;
  readonly entity: string;
  readonly funnel: string | undefined;
}) {
  const { ui } = useTexts();
  const stages = useStages(entity);
  if (stages === undefined) return <Waiting />;
  if (stages.length === 0) return <Empty title={ui.board.noStages} more={ui.board.noStagesMore} />;
  const lanes = stages.map((stage) => ({
    kind,
    stage,
    equals: [
      { field: 'stageId', value: stage.code },
      ...(funnel === undefined ? [] : [{ field: 'categoryId', value: funnel }]),
    ],
  }));
  return <Lanes title={ui.views.board} lanes={lanes} />;
}

function DealBoard() {
  const { ui } = useTexts();
  const { funnel } = useSearch({ from: '/archive/$kind' });
  const navigate = useNavigate();
  const { data } = useQuery(tableQuery({ kind: 'funnel', offset: 0, limit: 100 }));
  if (data === undefined) return <Waiting />;
  const ids = data.rows.map(({ id }) => id);
  const chosen = funnel !== undefined && ids.includes(funnel) ? funnel : (ids[0] ?? '0');
  return (
    <div className="stack">
      {data.rows.length < 2 ? null : (
        <div className="field-inline row">
          <label htmlFor="funnel">{ui.board.funnel}</label>
          <select
            id="funnel"
            value={chosen}
            onChange={({ target }) => {
              const search = { view: 'board', funnel: target.value };
              void navigate({ to: '/archive/$kind', params: { kind: 'deal' }, search });
            }}
          >
            {data.rows.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      <StageBoard
        key={chosen}
        kind="deal"
        entity={chosen === '0' ? 'DEAL_STAGE' : `DEAL_STAGE_${chosen}`}
        funnel={chosen}
      />
    </div>
  );
}

/** Deals by pipeline, leads and tasks by status: columns of cards. */
export function Board({ kind }: { readonly kind: string }) {
  if (kind === 'task') return <TaskBoard />;
  return kind === 'deal' ? <DealBoard /> : <StageBoard kind={kind} entity="STATUS" funnel={undefined} />;
}
