import type { KindId } from '../kind.ts';

/** The four sorts of goods; others name one of them by its number alone. */
export const goodsKinds: readonly KindId[] = ['product', 'product-sku', 'product-offer', 'product-service'];
