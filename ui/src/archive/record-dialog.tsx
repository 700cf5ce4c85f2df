import { useEffect, useRef } from 'react';

import type { RecordKey } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { RecordView } from './record-view.tsx';

interface RecordDialogProps {
  readonly record: RecordKey | undefined;
  readonly onClose: () => void;
}

/** The archived copy of a record beside the plan that names it. */
export function RecordDialog({ record, onClose }: RecordDialogProps) {
  const { ui } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (record !== undefined && dialog.current?.open === false) dialog.current.showModal();
    if (record === undefined) dialog.current?.close();
  }, [record]);
  return (
    <dialog ref={dialog} className="drawer" aria-label={ui.plan.side} onClose={onClose}>
      {record === undefined ? null : (
        <div className="stack">
          <div className="row spread">
            <span className="badge" data-look="good">
              {ui.plan.side}
            </span>
            <Button className="button-small" onClick={onClose}>
              {ui.plan.close}
            </Button>
          </div>
          <RecordView key={`${record.kind} ${record.id}`} kind={record.kind} id={record.id} heading="aside" />
        </div>
      )}
    </dialog>
  );
}
