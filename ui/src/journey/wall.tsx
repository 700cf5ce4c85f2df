import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';

import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';
import { groupRow, shareOf, sumOf, type WallColumn, wallColumns, type WallRow } from './wall-rows.ts';

type Look = 'none' | 'number' | 'whole' | 'part' | 'bin' | 'hand';

function lookOf(row: WallRow, column: WallColumn): Look {
  const value = row.cells[column];
  if (value === undefined || (value === 0 && column !== 'proven' && column !== 'deleted')) return 'none';
  if (column === 'byHand') return 'hand';
  if (column === 'proven' && row.inBin > 0) return 'bin';
  const share = shareOf(row, column);
  if (share === undefined) return 'number';
  return share >= 1 ? 'whole' : 'part';
}

const signs: Readonly<Record<Look, string>> = { none: '', number: '', whole: '✓', part: '◐', bin: '◷', hand: '☞' };

function Cell({ row, column }: { readonly row: WallRow; readonly column: WallColumn }) {
  const { ui, format } = useTexts();
  const look = lookOf(row, column);
  const value = row.cells[column];
  const style = { '--share': shareOf(row, column) ?? 0 } as CSSProperties;
  return (
    <td className="wall-cell" data-look={look} style={style}>
      {look === 'none' || value === undefined ? (
        <span className="soft">{ui.wall.notCounted}</span>
      ) : (
        <>
          <span className="wall-sign" aria-hidden="true">
            {signs[look]}
          </span>
          {format.number(look === 'bin' ? row.inBin : value)}
          {look === 'bin' ? <span className="visually-hidden"> {ui.wall.legend.bin}</span> : null}
        </>
      )}
    </td>
  );
}

/** Kinds down, stations of the way across: a number, a sign and a filling in each cell. */
export function Wall({ rows }: { readonly rows: readonly WallRow[] }) {
  const { ui, format } = useTexts();
  const kinds = useKinds();
  return (
    <section className="card wall-card" aria-labelledby="wall-title">
      <h2 id="wall-title" className="visually-hidden">
        {ui.pages.overview}
      </h2>
      <div className="scroll-x" tabIndex={0} role="group" aria-labelledby="wall-title">
        <table className="wall">
          <thead>
            <tr>
              <th scope="col">{ui.wall.kind}</th>
              {wallColumns.map((column) => (
                <th key={column} scope="col">
                  {ui.wall.columns[column]}
                  <span className="wall-sum">{format.number(sumOf(rows, column))}</span>
                </th>
              ))}
            </tr>
          </thead>
          {[...Map.groupBy(rows, ({ group }) => group)].map(([group, list]) => (
            <tbody key={group}>
              <tr className="wall-group">
                <th scope="rowgroup">{ui.groups[group]}</th>
                {wallColumns.map((column) => (
                  <Cell key={column} row={groupRow(group, list)} column={column} />
                ))}
              </tr>
              {list.map((row) => (
                <tr key={row.kind}>
                  <th scope="row">
                    <Link to="/archive/$kind" params={{ kind: row.kind }}>
                      {kinds.many(row.kind)}
                    </Link>
                  </th>
                  {wallColumns.map((column) => (
                    <Cell key={column} row={row} column={column} />
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      <ul className="row legend soft small" aria-hidden="true">
        {(['whole', 'part', 'bin', 'hand'] as const).map((look) => (
          <li key={look}>
            <span className="wall-key" data-look={look}>
              {signs[look]}
            </span>{' '}
            {ui.wall.legend[look]}
          </li>
        ))}
      </ul>
    </section>
  );
}
