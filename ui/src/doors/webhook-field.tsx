import { useTexts } from '../app/settings.tsx';

interface WebhookFieldProps {
  readonly id: string;
  readonly label: string;
  /** What it is for, and what becomes of it. */
  readonly more: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A second webhook, which a person may give or not; it lives as long as the page and is kept nowhere. */
export function WebhookField({ id, label, more, value, onChange }: WebhookFieldProps) {
  const { ui } = useTexts();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="password"
        value={value}
        placeholder={ui.start.connect.hint}
        aria-describedby={`${id}-more`}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onChange(target.value)}
      />
      <span id={`${id}-more`} className="soft small">
        {more}
      </span>
    </div>
  );
}
