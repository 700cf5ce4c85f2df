import type { ButtonHTMLAttributes } from 'react';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** go: the next step. danger: what can't be undone. quiet: beside the point. */
  readonly look?: 'plain' | 'go' | 'danger' | 'quiet';
}

export function Button({ look = 'plain', type = 'button', className = '', ...rest }: ButtonProps) {
  return <button {...rest} type={type} data-look={look} className={`button ${className}`} />;
}
