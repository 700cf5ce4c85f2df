import { Link } from '@tanstack/react-router';

import { portalMoment } from '../../../src/kinds/calendar/portal-date.ts';
import { wordsFor } from '../../../src/kinds/codes.ts';
import type { Texts } from '../../../src/texts/catalogue.ts';
import type { Cell, Column, Json } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';

function textOf(value: Json): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `Y`/`N`, 1/0, true/false: the portal says them all. */
function isYes(value: Json): boolean {
  return value === true || value === 1 || value === 'Y' || value === '1' || value === 'true';
}

function shown(value: Json, column: Column, sayer: string | undefined, { ui, format, language }: Texts): string {
  const text = textOf(value);
  if (text === '') return '';
  const { type } = column;
  switch (type) {
    case 'date':
    case 'datetime': {
      const atMs = portalMoment(text);
      if (Number.isNaN(atMs)) return text;
      return type === 'date' ? format.date(atMs) : format.dateTime(atMs);
    }
    case 'boolean':
      return isYes(value) ? ui.table.yes : ui.table.no;
    case 'bytes':
      return Number.isFinite(Number(text)) ? format.bytes(Number(text)) : text;
    case 'money':
      return Number.isFinite(Number(text)) ? format.amount(Number(text)) : text;
    case 'number':
      return Number.isFinite(Number(text)) ? format.number(Number(text)) : text;
    case 'text':
      return wordsFor(column, text, language, sayer);
    // The server took the tags out of what people wrote.
    case 'html':
    case 'bbcode':
    case 'phone':
    case 'email':
      return text;
    // The portal's word for nobody and nowhere, unless a record has that number: then it is a name, and not shown here.
    case 'user':
    case 'reference':
      return text === '0' ? '' : text;
    default:
      return type satisfies never;
  }
}

/** A cell's values by the column's type, as one text. */
export function cellText({ values, sayer }: Cell, column: Column, texts: Texts): string {
  return values
    .map((value) => shown(value, column, sayer, texts))
    .filter((text) => text !== '')
    .join(', ');
}

/** A cell's values by the column's type; what names another record is a link to it. Never markup: text alone. */
export function Value({ cell, column }: { readonly cell: Cell; readonly column: Column }) {
  const texts = useTexts();
  const { names = [] } = cell;
  if (names.length > 0) {
    return names.map(({ to, name }, index) => (
      <span key={`${to.kind} ${to.id}`}>
        {index === 0 ? '' : ', '}
        <Link to="/archive/$kind/$id" params={{ kind: to.kind, id: to.id }}>
          {name === '' ? to.id : name}
        </Link>
      </span>
    ));
  }
  return cellText(cell, column, texts);
}
