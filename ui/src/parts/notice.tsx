import type { ReactNode } from 'react';

const signs = { error: '!', warning: '!', good: '✓' } as const;

interface NoticeProps {
  readonly look: keyof typeof signs;
  readonly title: string;
  readonly children?: ReactNode;
}

/** Something that a person should know: a sign, a word and a colour say it, never the colour alone. */
export function Notice({ look, title, children }: NoticeProps) {
  return (
    <div className="notice" data-look={look} role={look === 'error' ? 'alert' : 'status'}>
      <span className="notice-sign" aria-hidden="true">
        {signs[look]}
      </span>
      <strong>{title}</strong>
      {children}
    </div>
  );
}
