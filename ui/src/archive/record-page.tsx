import { Link, useParams } from '@tanstack/react-router';

import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';
import { RecordView } from './record-view.tsx';
import { WithArchive } from './shown.tsx';

/** One record with all that hangs on it. */
export function RecordPage() {
  const { ui } = useTexts();
  const { kind, id } = useParams({ from: '/archive/$kind/$id' });
  const kinds = useKinds();
  return (
    <div className="stack-loose">
      <p>
        <Link to="/archive/$kind" params={{ kind }}>
          ← {ui.record.back(kinds.many(kind))}
        </Link>
      </p>
      <WithArchive title={`${kinds.one(kind)} ${id}`}>
        <RecordView key={`${kind} ${id}`} kind={kind} id={id} heading="page" />
      </WithArchive>
    </div>
  );
}
