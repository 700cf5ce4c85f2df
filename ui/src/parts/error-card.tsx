import { useState } from 'react';

import { detailReader, type ErrorText } from '../../../src/texts/detail.ts';
import { ApiError } from '../api/client.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from './button.tsx';
import { useShown } from './failures.ts';

interface ErrorCardProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  readonly retryLabel?: string;
}

/** The words for an error, from the catalogue by its code. */
function useErrorWords(error: unknown): ErrorText & { readonly code: string } {
  const { errors, format } = useTexts();
  const known: Readonly<Record<string, (detail: (name: string) => string) => ErrorText>> = errors;
  const code = error instanceof ApiError ? error.code : 'SERVER_FAILED';
  const make = known[code] ?? errors.SERVER_FAILED;
  return { code, ...make(detailReader(error instanceof ApiError ? error.detail : {}, format)) };
}

/** An error as a card, in the place that it is about. */
export function ErrorCard(props: ErrorCardProps) {
  useShown(props.error);
  return <ErrorWords {...props} />;
}

/** What happened, is anything lost, what to do. */
export function ErrorWords({ error, onRetry, retryLabel }: ErrorCardProps) {
  const { ui } = useTexts();
  const { code, happened, lost, todo } = useErrorWords(error);
  const [copied, setCopied] = useState(false);
  return (
    <section className="card error-card" role="alert">
      <h2>
        <span className="error-sign" aria-hidden="true">
          !
        </span>
        {happened}
      </h2>
      <dl className="facts">
        <div>
          <dt>{ui.error.lost}</dt>
          <dd>{lost}</dd>
        </div>
        <div>
          <dt>{ui.error.todo}</dt>
          <dd>{todo}</dd>
        </div>
        <div>
          <dt>{ui.error.code}</dt>
          <dd>
            <code>{code}</code>
          </dd>
        </div>
      </dl>
      <div className="row">
        {onRetry === undefined ? null : (
          <Button look="go" onClick={onRetry}>
            {retryLabel ?? ui.error.retry}
          </Button>
        )}
        <Button
          look="quiet"
          onClick={() => {
            void navigator.clipboard.writeText(`${code}: ${happened}`).then(() => setCopied(true));
          }}
        >
          {copied ? ui.error.copied : ui.error.copy}
        </Button>
      </div>
    </section>
  );
}
