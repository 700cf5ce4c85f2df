import { Fragment } from 'react';

/** A text that names what one types: words between backticks look as they do in a terminal. */
export function Coded({ children }: { readonly children: string }) {
  return children
    .split('`')
    .map((part, index) =>
      index % 2 === 1 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>,
    );
}
