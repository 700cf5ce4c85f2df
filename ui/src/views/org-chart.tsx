import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { tableQuery } from '../api/queries.ts';
import { useTexts } from '../app/settings.tsx';
import { Empty } from '../parts/empty.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { cellAt, type Page, textAt } from './cells.ts';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly position: string;
  readonly active: boolean;
}

interface Department {
  readonly id: string;
  readonly name: string;
  readonly parent: string;
  readonly head: Person | undefined;
  readonly people: readonly Person[];
}

function peopleOf({
  columns,
  rows,
}: Page): ReadonlyMap<string, { readonly person: Person; readonly departments: readonly string[] }> {
  return new Map(
    rows.map((row) => {
      const active = cellAt(columns, row, 'ACTIVE')?.values[0];
      const person = {
        id: row.id,
        name: row.name,
        position: textAt(columns, row, 'WORK_POSITION'),
        active: active !== false && active !== 'N' && active !== 'false',
      };
      const departments = (cellAt(columns, row, 'UF_DEPARTMENT[]')?.values ?? []).map(String);
      return [row.id, { person, departments }];
    }),
  );
}

function departmentsOf(page: Page, users: Page): readonly Department[] {
  const people = peopleOf(users);
  return page.rows.map((row) => {
    const head = people.get(textAt(page.columns, row, 'UF_HEAD'))?.person;
    return {
      id: row.id,
      name: row.name,
      parent: textAt(page.columns, row, 'PARENT'),
      head,
      people: [...people.values()]
        .filter(({ departments, person }) => departments.includes(row.id) && person.id !== head?.id)
        .map(({ person }) => person),
    };
  });
}

function PersonLink({ person }: { readonly person: Person }) {
  return (
    <span className="person" data-active={person.active}>
      <span className="person-letters" aria-hidden="true">
        {person.name
          .split(' ')
          .slice(0, 2)
          .map((part) => part.charAt(0))
          .join('')}
      </span>
      <span>
        <Link to="/archive/$kind/$id" params={{ kind: 'user', id: person.id }}>
          {person.name}
        </Link>
        <span className="soft small block">{person.position}</span>
      </span>
    </span>
  );
}

interface BranchProps {
  readonly department: Department;
  readonly all: readonly Department[];
  /** Against portals whose departments belong to each other in a ring. */
  readonly above: readonly string[];
}

function Branch({ department, all, above }: BranchProps) {
  const { ui } = useTexts();
  const below = all.filter(({ parent, id }) => parent === department.id && !above.includes(id));
  return (
    <li className="org-branch">
      <div className="org-card">
        <h2>
          <Link to="/archive/$kind/$id" params={{ kind: 'department', id: department.id }}>
            {department.name}
          </Link>
        </h2>
        {department.head === undefined ? null : (
          <p className="org-head">
            <span className="visually-hidden">{ui.chart.head}: </span>
            <PersonLink person={department.head} />
          </p>
        )}
        {department.people.length === 0 ? null : (
          <details>
            <summary className="small">{ui.chart.people(department.people.length)}</summary>
            <ul className="org-people">
              {department.people.map((person) => (
                <li key={person.id}>
                  <PersonLink person={person} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {below.length === 0 ? null : (
        <ul className="org-below">
          {below.map((each) => (
            <Branch key={each.id} department={each} all={all} above={[...above, department.id]} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Departments below each other, with their heads and people. */
export function OrgChart() {
  const { ui } = useTexts();
  const { data: departments } = useQuery(tableQuery({ kind: 'department', offset: 0, limit: 500 }));
  const { data: users } = useQuery(tableQuery({ kind: 'user', offset: 0, limit: 500 }));
  if (departments === undefined || users === undefined) return <Waiting />;
  const all = departmentsOf(departments, users);
  const ids = new Set(all.map(({ id }) => id));
  const tops = all.filter(({ parent }) => !ids.has(parent));
  if (all.length === 0) return <Empty title={ui.table.none} more={ui.archive.emptyMore} />;
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={ui.views.chart}>
      <ul className="org">
        {tops.map((department) => (
          <Branch key={department.id} department={department} all={all} above={[]} />
        ))}
      </ul>
    </div>
  );
}
