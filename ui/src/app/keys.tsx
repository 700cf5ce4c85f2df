import { useEffect, useRef, useState } from 'react';

import { Button } from '../parts/button.tsx';
import { useTexts } from './settings.tsx';

const place = 'bye24.keys';

/** Where a person writes, a question mark is one. */
function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, select, textarea, [contenteditable]') !== null;
}

/** The keys that move through the pages: by a button, and by `?`, which can be switched off (WCAG 2.1.4). */
export function Keys() {
  const { ui } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const [listens, setListens] = useState(() => localStorage.getItem(place) !== 'off');
  useEffect(() => {
    localStorage.setItem(place, listens ? 'on' : 'off');
    if (!listens) return;
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      // A dialog that is open keeps the page behind it quiet.
      if (document.querySelector('dialog[open]') === null) dialog.current?.showModal();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [listens]);
  return (
    <>
      <Button look="quiet" className="button-small" onClick={() => dialog.current?.showModal()}>
        <span aria-hidden="true">?</span>
        <span className="visually-hidden">{ui.keys.title}</span>
      </Button>
      <dialog ref={dialog} className="card keys" aria-labelledby="keys-title">
        <h2 id="keys-title">{ui.keys.title}</h2>
        <dl>
          {ui.keys.list.map(([keys, does]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <label className="choice">
          <input type="checkbox" checked={listens} onChange={({ target }) => setListens(target.checked)} />
          <span>{ui.keys.listen}</span>
        </label>
        <div>
          <Button onClick={() => dialog.current?.close()}>{ui.plan.close}</Button>
        </div>
      </dialog>
    </>
  );
}
