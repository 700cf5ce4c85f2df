import type { KindId } from '../../../src/kinds/kind.ts';

/**
 * What a portal holds, row by row as its documentation divides it, and where each is answered: by kinds, by a line of the
 * by-hand list, by a line of what is impossible or left, or because it is no data at all.
 */
export interface PortalRow {
  readonly what: string;
  readonly kinds?: readonly KindId[];
  readonly byHand?: readonly string[];
  readonly impossible?: readonly string[];
  /** A function of the portal: it keeps nothing of its own. */
  readonly noData?: string;
}

const row = (what: string, kinds: string, more: Omit<PortalRow, 'what' | 'kinds'> = {}): PortalRow => ({
  what,
  kinds: kinds.split(' ').filter((id) => id !== ''),
  ...more,
});

export const crmRows: readonly PortalRow[] = [
  row('leads', 'lead'),
  row('deals', 'deal deal-recurrence'),
  row('contacts', 'contact'),
  row('companies', 'company'),
  row('quotes', 'quote'),
  row('smart invoices', 'smart-invoice'),
  row('old invoices', 'old-invoice'),
  row('types of smart processes', 'smart-process-type'),
  row('items of smart processes', 'smart-process-item'),
  row('automated solutions', 'automated-solution'),
  row('product rows', 'product-row'),
  row('payments and deliveries of elements', 'deal-payment deal-delivery'),
  row('links of orders', 'order-link'),
  row(
    'stage history',
    'lead-stage-history deal-stage-history smart-invoice-stage-history old-invoice-stage-history smart-process-stage-history',
    {
      impossible: ['stage-history'],
    },
  ),
  row('activities', 'activity call-transcript', { impossible: ['activity-bindings'] }),
  row('timeline comments', 'timeline-comment'),
  row('notes on timeline records', 'timeline-note'),
  row('log messages', 'log-message'),
  row('field-change history and system timeline', '', { impossible: ['field-history'] }),
  row('requisites', 'requisite'),
  row('addresses', 'address'),
  row('bank details', 'bank-detail'),
  row('requisite links', 'requisite-link'),
  row('requisite presets with fields', 'requisite-preset requisite-preset-field'),
  row('statuses and stages', 'status'),
  row('funnels', 'funnel smart-process-funnel'),
  row('custom fields', 'custom-field custom-field-value'),
  row('card layouts', '', { impossible: ['view-settings'] }),
  row('duplicates', '', { impossible: ['duplicates'] }),
  row('call lists', 'call-list call-list-item'),
  row('currencies', 'currency currency-name'),
  row('tracking traces', '', { impossible: ['tracking'] }),
  row('document templates, documents, numerators', 'crm-document-template crm-document document-numerator'),
  row('automation triggers', '', { byHand: ['robots'], impossible: ['robots'] }),
  row('import that preserves dates', '', { noData: 'a way to write' }),
];

export const shopRows: readonly PortalRow[] = [
  row('catalogs', 'catalog'),
  row('sections', 'catalog-section'),
  row('products, SKU parents, offers, services', 'product product-sku product-offer product-service product-image'),
  row(
    'properties, enums, features, section settings',
    'product-property product-property-value product-property-feature product-property-display',
  ),
  row(
    'prices, price types, groups, translations, extras, rounding, VAT, measures, ratios',
    'price price-type price-type-group price-type-name extra rounding-rule vat measure product-ratio',
  ),
  row(
    'warehouses, stock, stock documents',
    'store store-product stock-document stock-document-item stock-document-contractor',
  ),
  row('orders', 'order'),
  row('baskets and their properties', 'basket-item basket-property'),
  row(
    'payments, shipments, their items, property values',
    'order-payment shipment shipment-item order-property-value shipment-property-value payment-item payment-shipment',
  ),
  row(
    'person types, properties, groups, variants, statuses, delivery, pay systems, cash boxes, trade platforms',
    'person-type order-property order-property-group order-property-variant order-property-relation shipment-property order-status order-status-name delivery-service pay-system cashbox trade-platform order-source',
    { impossible: ['view-settings'] },
  ),
];

export const taskRows: readonly PortalRow[] = [
  row('tasks', 'task'),
  row('comments', 'task-comment chat-message'),
  row('results', 'task-result'),
  row('checklists', 'checklist-item'),
  row('elapsed time', 'elapsed-time'),
  row('history', 'task-history'),
  row('dependencies', 'task-history', { impossible: ['task-links'] }),
  row('favourites, pins, mutes', '', { impossible: ['own-marks'] }),
  row('kanban stages', 'task-stage'),
  row('custom fields of tasks', 'task-field'),
  row('templates', 'task-template template-checklist-item'),
  row('flows', 'task-flow'),
  row('scrum', 'epic sprint sprint-stage scrum-backlog scrum-task'),
  row('planner of the day', '', { impossible: ['own-marks'] }),
];

export const driveRows: readonly PortalRow[] = [
  row('storages', 'disk-storage'),
  row('folders', 'disk-folder'),
  row('files', 'disk-file'),
  row('versions', 'disk-version'),
  row('trash', '', { byHand: ['drive-bin'], impossible: ['bins'] }),
  row('public links', '', { impossible: ['drive-bin-contents'] }),
  row('access rights', '', { impossible: ['access-rights'] }),
  row('attached objects', 'task task-comment list-element', { impossible: ['drive-bin-contents'] }),
];

export const peopleRows: readonly PortalRow[] = [
  row('users', 'user', { byHand: ['dismissal', 'own-profile'], impossible: ['users'] }),
  row('custom fields of users', 'user-field'),
  row('departments', 'department team', { byHand: ['teams'] }),
  row('workgroups, projects, scrum, collabs', 'workgroup'),
  row('members', 'group-member'),
  row('feed posts', 'feed-post'),
  row('feed comments', 'feed-comment', { impossible: ['feed-comments'] }),
  row('chats', 'chat', { impossible: ['other-chats', 'chat-members'] }),
  row('messages', 'chat-message', { impossible: ['other-chats'] }),
  row('files of chats', 'chat-message'),
  row('notifications', '', { impossible: ['own-marks'] }),
  row('configurations of open lines', 'open-line'),
  row('dialogs of open lines', 'open-line-message'),
  row('calendars', 'calendar-section company-calendar'),
  row('events', 'calendar-event'),
  row('resources and bookings of old', 'calendar-resource calendar-resource-booking'),
  row(
    'booking',
    'booking booking-client booking-link booking-resource booking-resource-type booking-waitlist waitlist-client waitlist-link',
  ),
  row('work time', 'work-time', { impossible: ['work-time', 'time-reports'] }),
  row('mail', 'mailbox mail-message', { byHand: ['mailboxes'], impossible: ['mail-attachments'] }),
  row('polls', 'poll', { impossible: ['polls'] }),
];

export const otherRows: readonly PortalRow[] = [
  row('templates of business processes', 'bp-template'),
  row('running instances', 'bp-instance', { impossible: ['finished-processes'] }),
  row('assignments', 'bp-assignment'),
  row('robots', '', { byHand: ['robots'], impossible: ['robots'] }),
  row('universal lists', 'list list-field list-section'),
  row('elements of lists', 'list-element', { impossible: ['list-files'] }),
  row('call statistics', 'call', { impossible: ['call-statistics'] }),
  row('lines, SIP, users of telephony', '', { impossible: ['view-settings', 'app-parts'] }),
  row('follow-ups of calls', 'call-followup'),
  row('sites, stores, knowledge bases', 'site page page-block'),
  row('knowledge base 2.0', 'note-collection note-tree note-document', {
    byHand: ['notes-bin'],
    impossible: ['note-files'],
  }),
  row('common document generator', 'document-template generated-document generator-numerator', {
    impossible: ['view-settings'],
  }),
  row('signed documents', 'signed-document own-signed-document', { impossible: ['signed-documents'] }),
  row('HR link', '', { impossible: ['signed-documents'] }),
  row('storages of applications', 'app-storage app-storage-section app-storage-item app-storage-property', {
    impossible: ['other-app-storage'],
  }),
  row('options of applications and users', 'app-options app-user-options', { impossible: ['other-app-storage'] }),
  row('event handlers', '', { impossible: ['app-parts'] }),
  row('placements and types of fields', '', { impossible: ['app-parts'] }),
  row('webhooks and applications', '', { byHand: ['applications'] }),
  row('message providers, mail services, AI engines, connectors', '', { impossible: ['app-parts'] }),
  row('BI datasets', '', { impossible: ['app-parts'] }),
  row('consents', 'agreement agreement-text', { byHand: ['consents'], impossible: ['consents'] }),
  row('event log', 'event-log', { impossible: ['event-log'] }),
  row('RPA', 'rpa-type rpa-item rpa-stage rpa-timeline'),
  row('AI assistants', '', { impossible: ['ai-assistants'] }),
];

export const portalRows: readonly PortalRow[] = [
  ...crmRows,
  ...shopRows,
  ...taskRows,
  ...driveRows,
  ...peopleRows,
  ...otherRows,
];
