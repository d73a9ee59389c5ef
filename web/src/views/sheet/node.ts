import type { SheetQuery } from './sheet.generated';

/** What a page is of. */
export type SheetNode = NonNullable<SheetQuery['node']>;
