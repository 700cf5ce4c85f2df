import { useEffect, useLayoutEffect, useRef } from 'react';

import { Coded } from '../parts/coded.tsx';
import { Unshown } from '../parts/unshown.tsx';
import { useTexts } from './settings.tsx';

/** A page's heading: takes the focus when the page is entered, so that a screen reader and the keyboard start there. */
export function PageTitle({ children, lead }: { readonly children: string; readonly lead?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { ui } = useTexts();
  useEffect(() => {
    document.title = `${children} · ${ui.name}`;
  }, [children, ui.name]);
  // Before the page is drawn: whoever has gone on with Tab already is not called back.
  useLayoutEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <header className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {children}
        </h1>
        {lead === undefined ? null : (
          <p className="lead">
            <Coded>{lead}</Coded>
          </p>
        )}
      </header>
      <Unshown />
    </>
  );
}
