import { type FormEvent, useState } from 'react';

import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';

interface SearchBoxProps {
  readonly text?: string;
  readonly onSearch: (text: string) => void;
}

export function SearchBox({ text = '', onSearch }: SearchBoxProps) {
  const { ui } = useTexts();
  const [typed, setTyped] = useState(text);
  return (
    <form
      role="search"
      className="search-box"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onSearch(typed.trim());
      }}
    >
      <label htmlFor="search-text" className="visually-hidden">
        {ui.search.label}
      </label>
      <input
        id="search-text"
        type="search"
        value={typed}
        placeholder={ui.search.label}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit" look="go">
        {ui.search.go}
      </Button>
    </form>
  );
}
