import type { Text } from '../base/text.ts';
import { words } from './fields.ts';
import { kindById } from './index.ts';
import type { KindId } from './kind.ts';

/**
 * Why records of a kind stay in the archive when it is carried into another portal. What is silent and true can be made
 * there; what would ring at everybody's desk, or stand under a false name and date, is not.
 */
const reasons: readonly (readonly [kinds: string, why: Text])[] = [
  [
    'chat chat-member chat-message open-line open-line-message',
    {
      ru: 'сообщения пришлось бы отправить заново: сегодняшним днём, от одного имени и с уведомлением каждому. Читайте их в архиве или переносите: bye24 convert --to chats-html',
      en: 'messages would have to be sent anew: dated today, in one name, with a notification to everybody. Read them in the archive, or take them along: bye24 convert --to chats-html',
    },
  ],
  [
    'feed-post feed-comment',
    {
      ru: 'записи вышли бы в Ленте сегодняшним днём и пришли бы всем адресатам уведомлением. Страницами: bye24 convert --to markdown',
      en: 'posts would appear in the Feed dated today and notify everybody they were written to. As pages: bye24 convert --to markdown',
    },
  ],
  [
    'mail-message mailbox',
    {
      ru: 'письма портал забирает из почтового ящика сам: подключите его там. Файлами: bye24 convert --to mail',
      en: 'a portal takes mail from its mailbox by itself: connect the mailbox there. As files: bye24 convert --to mail',
    },
  ],
  [
    'task-history lead-stage-history deal-stage-history smart-invoice-stage-history crm-event timeline-entry event-log call call-transcript call-followup work-time bp-finished bp-step bp-instance bp-assignment',
    {
      ru: 'это история того, что случилось: её пишет сам портал, а метода для неё нет',
      en: 'it is the record of what happened: the portal itself writes it, and no method does',
    },
  ],
  [
    'bp-template',
    {
      ru: 'шаблон вправе загрузить только приложение: откройте дизайнер и импортируйте .bpt из bye24 convert --to bpmn',
      en: 'only an application may upload a template: open the designer and import the .bpt of bye24 convert --to bpmn',
    },
  ],
  [
    'order basket-item basket-property order-property-value order-payment shipment shipment-item shipment-property-value payment-item deal-payment deal-delivery cashbox',
    {
      ru: 'новый заказ шлёт письма покупателю, пробивает чеки и запускает роботов',
      en: 'a new order writes to the buyer, prints receipts and starts robots',
    },
  ],
  [
    'stock-document stock-document-item store-product',
    {
      ru: 'остатки двигает только проведённый документ: проведите там документ прихода',
      en: 'only a conducted document moves stock: conduct one there',
    },
  ],
];

const byKind = new Map<KindId, Text>(reasons.flatMap(([ids, why]) => words(ids).map((id) => [id, why] as const)));

const notYet: Text = {
  ru: 'bye24 пока этого не переносит; в архиве всё цело',
  en: 'bye24 does not carry these yet; in the archive they are whole',
};

const notChosen: Text = { ru: 'вы этого не выбрали', en: 'you did not choose these' };

/** Why records of a kind are not carried into another portal. */
export function whyItStays(kind: KindId): Text {
  return kindById(kind)?.creation === undefined ? (byKind.get(kind) ?? notYet) : notChosen;
}

/** Kinds that have a reason of their own: a test holds them to the declarations. */
export const staysByReason: readonly KindId[] = [...byKind.keys()];
