import { useQueryClient } from '@tanstack/react-query';

import { ErrorWords } from './error-card.tsx';
import { useFailures } from './failures.ts';

/** Whatever the page asked for in vain and has no place of its own to say so: no page stays half, or waits, in silence. */
export function Unshown() {
  const failures = useFailures();
  const queries = useQueryClient();
  const [first] = failures;
  if (first === undefined) return null;
  return (
    <div className="unshown">
      <ErrorWords
        error={first.state.error}
        onRetry={() => void queries.refetchQueries({ predicate: (query) => failures.includes(query) })}
      />
    </div>
  );
}
