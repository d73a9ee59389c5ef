import type { SheetQuery } from './sheet.generated';

export type SheetNode = NonNullable<SheetQuery['node']>;
