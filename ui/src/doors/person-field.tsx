import { useQuery } from '@tanstack/react-query';

import { tableQuery } from '../api/queries.ts';
import { useTexts } from '../app/settings.tsx';
import { cellAt } from '../views/cells.ts';

/** So many fit into a list that one can still look through. */
const listed = 200;

export interface Employee {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
}

/** Everybody who works on the portal, as the archive knows them; undefined: not read yet, or too many for a list. */
export function useEmployees(): readonly Employee[] | undefined {
  const { data } = useQuery(tableQuery({ kind: 'user', sort: 'LAST_NAME', offset: 0, limit: listed }));
  if (data === undefined || data.total > listed) return undefined;
  return data.rows.map((row) => {
    const active = cellAt(data.columns, row, 'ACTIVE')?.values[0];
    return { id: row.id, name: row.name, active: active !== false && active !== 'N' && active !== 'false' };
  });
}

interface PersonFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A person chosen from the archive; typed, where there are too many for a list. */
export function PersonField({ id, label, value, onChange }: PersonFieldProps) {
  const { ui } = useTexts();
  const people = useEmployees();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {people === undefined || people.length === 0 ? (
        <input
          id={id}
          required
          value={value}
          placeholder={ui.doors.personHint}
          onChange={({ target }) => onChange(target.value)}
        />
      ) : (
        <select id={id} required value={value} onChange={({ target }) => onChange(target.value)}>
          <option value="">{ui.doors.choose}</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.active ? person.name : ui.doors.dismissed(person.name)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
