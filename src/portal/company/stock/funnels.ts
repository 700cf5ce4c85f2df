/** The one funnel of invoices. */
export const invoiceFunnel = 4;
