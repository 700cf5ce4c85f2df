import type { ReactNode } from 'react';

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly more: string;
}

/** Instead of a blank: why there is nothing, and what to do about it. */
export function Empty({ title, more, children }: EmptyProps) {
  return (
    <section className="empty">
      <svg viewBox="0 0 64 48" aria-hidden="true" className="empty-picture">
        <path d="M8 18 32 6l24 12v22H8z" fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" />
        <path d="M8 18l24 12 24-12M32 30v10" fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" />
      </svg>
      <h2>{title}</h2>
      <p className="soft">{more}</p>
      {children === undefined ? null : <div className="row empty-acts">{children}</div>}
    </section>
  );
}
